// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flotilla.backup.engine.Engines;
import dev.flotilla.backup.engine.Result;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.protocol.Json;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The process of a Job: reads its task, lets the engine do it, and reports. It ends with 0 once a
 * result is recorded, whatever the result; otherwise Kubernetes starts another pod, which
 * continues.
 */
public final class Main {
  private static final int UNRECORDED = 1;

  private Main() {}

  /** The only argument is the path of the task. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    Task task = Json.read(Files.readAllBytes(Path.of(arguments[0])), Task.class);
    Thread worker = Thread.currentThread();
    Thread stopping = new Thread(() -> stop(worker), "stop");
    Runtime.getRuntime().addShutdownHook(stopping);
    boolean recorded = run(task);
    Runtime.getRuntime().removeShutdownHook(stopping);
    System.exit(recorded ? 0 : UNRECORDED);
  }

  private static boolean run(Task task) throws InterruptedException {
    try (KubernetesClient client = client();
        StatusReporter reporter = new StatusReporter(new TaskResource(client, task))) {
      Result result = Engines.create(InstantSource.system()).run(task, reporter::progress);
      return reporter.conclude(result);
    }
  }

  /** SIGTERM: the engine undoes what it has begun, within the grace period of the pod. */
  private static void stop(Thread worker) {
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private static KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder().withUserAgent("flotilla-backup").build())
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }
}
