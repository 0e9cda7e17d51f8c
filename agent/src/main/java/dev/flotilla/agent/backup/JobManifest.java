// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Job of a backup or a restore. */
final class JobManifest {
  /** The credentials of a Job are valid for as long. */
  static final Duration DEADLINE = Duration.ofHours(24);

  /** The log can be read for as long; the result is in the status. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Each further pod continues where the one before it ended. */
  private static final int RETRIES = 3;

  /** For a snapshot or a restore to end, and for a stream that is half restored to be deleted. */
  private static final int GRACE_SECONDS = 60;

  private static final List<String> COMMAND =
      List.of(
          "java",
          "@/app/job.jvm.options",
          "-cp",
          "/app/app/*:/app/lib/main/*:/app/lib/boot/*",
          "dev.flotilla.agent.backup.job.Main",
          JobFiles.TASK_FILE);

  private JobManifest() {}

  static Manifest of(JobBlueprint blueprint, JobImage image) {
    return new Manifest(
        Kind.JOB,
        blueprint.metadata(blueprint.job()),
        Tree.object(
            "spec",
            Tree.object(
                "backoffLimit", RETRIES,
                "activeDeadlineSeconds", DEADLINE.toSeconds(),
                "ttlSecondsAfterFinished", KEPT.toSeconds(),
                "podReplacementPolicy", "Failed",
                "podFailurePolicy", evictionsDoNotCount(),
                "template",
                    Tree.object(
                        "metadata",
                        Tree.object("labels", blueprint.labels()),
                        "spec",
                        pod(blueprint, image)))));
  }

  /** A drained node is no failure of the Job. */
  private static Map<String, Object> evictionsDoNotCount() {
    return Tree.object(
        "rules",
        List.of(
            Tree.object(
                "action",
                "Ignore",
                "onPodConditions",
                List.of(Tree.object("type", "DisruptionTarget", "status", "True")))));
  }

  private static Map<String, Object> pod(JobBlueprint blueprint, JobImage image) {
    JobFiles files = JobFiles.of(blueprint);
    return Tree.object(
        "restartPolicy",
        "Never",
        "serviceAccountName",
        image.serviceAccount(),
        "automountServiceAccountToken",
        true,
        "enableServiceLinks",
        false,
        "terminationGracePeriodSeconds",
        GRACE_SECONDS,
        "securityContext",
        PodSecurity.ofPod(),
        "imagePullSecrets",
        PodFields.pullSecrets(image.pullSecrets()),
        "containers",
        List.of(container(blueprint, image, files)),
        "volumes",
        files.volumes());
  }

  private static Map<String, Object> container(
      JobBlueprint blueprint, JobImage image, JobFiles files) {
    return Tree.object(
        "name", blueprint.kind().word(),
        "image", image.image(),
        "imagePullPolicy", unlessEmpty(image.pullPolicy()),
        "command", COMMAND,
        "resources", PodFields.resources(blueprint.spec().resources()),
        "securityContext", PodSecurity.ofContainer(),
        "terminationMessagePolicy", "FallbackToLogsOnError",
        "volumeMounts", files.mounts());
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
