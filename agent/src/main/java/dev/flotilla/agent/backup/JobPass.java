// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.backup.manifest.SetId;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.backup.NatsRestoreSpec;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One pass over one NatsBackup or NatsRestore: read, decide, record, act. */
@ApplicationScoped
class JobPass {
  private static final Logger LOG = Logger.getLogger(JobPass.class);

  private final JobObserver observer;
  private final JobWriter writer;
  private final InstantSource clock;
  private final SecureRandom random;

  /** Between two of them, both would see that no other is running. */
  private final ReentrantLock beginning = new ReentrantLock();

  JobPass(JobObserver observer, JobWriter writer, InstantSource clock, SecureRandom random) {
    this.observer = observer;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What a pass has come to.
   *
   * @param status as it is stored now
   * @param next what the next pass waits for
   */
  record Outcome(JobStatus status, Next next) {
    /** When the next pass comes without an event. */
    enum Next {
      /** At once: what was recorded is to be created. */
      CREATE,
      /** While a Job runs, or something hinders it. */
      WATCH,
      /** Never: it has ended, or its document has to be corrected. */
      NOTHING
    }
  }

  Outcome over(JobKind kind, Live resource) {
    Parsed<? extends JobSpec> document = kind.parse(Json.mapper().valueToTree(resource.tree()));
    JobFacts facts = observer.facts(kind, resource, document);
    Decision decision = JobPlanner.next(facts);
    return switch (decision) {
      case Decision.Begin() -> begin(kind, resource, document);
      case Decision.Create() -> create(kind, resource, document, facts.status());
      case Decision.Conclude _, Decision.Fail _ -> end(kind, resource, facts.status(), decision);
      case Decision.Rest() -> {
        writer.removeTask(kind, resource);
        yield store(kind, resource, facts.status(), decision);
      }
      case Decision.Refuse _, Decision.Wait _, Decision.Watch _ ->
          store(kind, resource, facts.status(), decision);
    };
  }

  /** Decided once more under the lock: another one may have begun since. */
  private Outcome begin(JobKind kind, Live resource, Parsed<? extends JobSpec> document) {
    beginning.lock();
    try {
      JobFacts facts = observer.facts(kind, resource, document);
      Decision decision = JobPlanner.next(facts);
      if (!(decision instanceof Decision.Begin)) {
        return store(kind, resource, facts.status(), decision);
      }
      JobSpec spec = document.value().orElseThrow();
      String set =
          spec instanceof NatsRestoreSpec restore
              ? restore.set()
              : SetId.at(clock.instant(), random);
      JobStatus begun =
          composer(kind, resource, facts.status()).begun(kind.job(resource.name()), set);
      return written(resource, facts.status(), begun, Outcome.Next.CREATE);
    } finally {
      beginning.unlock();
    }
  }

  private Outcome create(
      JobKind kind, Live resource, Parsed<? extends JobSpec> document, JobStatus before) {
    JobSpec spec = document.value().orElseThrow();
    TargetCluster cluster = observer.cluster(resource.namespace(), spec.cluster()).orElseThrow();
    JobBlueprint blueprint =
        new JobBlueprint(
            kind, resource, spec, Objects.requireNonNullElse(before.set(), ""), cluster);
    try {
      Live job = writer.create(blueprint);
      String at = Tree.text(job.tree(), "metadata", "creationTimestamp");
      JobStatus created = composer(kind, resource, before).created(at);
      return written(resource, before, created, Outcome.Next.WATCH);
    } catch (Blocked blocked) {
      return store(kind, resource, before, new Decision.Watch(blocked.problem()));
    } catch (KubernetesClientException refused) {
      if (!ApiRefusal.lasts(refused)) {
        throw refused;
      }
      Problem problem = ApiRefusal.problem("the Job", refused);
      return store(kind, resource, before, new Decision.Watch(problem));
    }
  }

  /**
   * What is left is removed afterwards: a crash in between leaves it to the next pass. A Job that
   * ran stays for a day, with the log of its pods.
   */
  private Outcome end(JobKind kind, Live resource, JobStatus before, Decision decision) {
    Outcome outcome = store(kind, resource, before, decision);
    if (decision instanceof Decision.Fail(var problem) && Code.JOB_NOT_STARTED.is(problem.code())) {
      writer.removeJob(kind, resource);
    }
    writer.removeTask(kind, resource);
    return outcome;
  }

  private Outcome store(JobKind kind, Live resource, JobStatus before, Decision decision) {
    JobStatus after = composer(kind, resource, before).after(decision);
    boolean waits = !after.ended() && !(decision instanceof Decision.Refuse);
    return written(resource, before, after, waits ? Outcome.Next.WATCH : Outcome.Next.NOTHING);
  }

  private Outcome written(Live resource, JobStatus before, JobStatus after, Outcome.Next next) {
    JobStatus whole = JobStatusComposer.withOfJob(after, before);
    if (!whole.equals(before)) {
      after
          .complete()
          .ifPresent(
              complete ->
                  LOG.infof(
                      "%s %s/%s: %s: %s",
                      resource.kind().name(),
                      resource.namespace(),
                      resource.name(),
                      complete.reason(),
                      complete.message()));
      var _ = writer.store(resource, after);
    }
    return new Outcome(whole, next);
  }

  private JobStatusComposer composer(JobKind kind, Live resource, JobStatus before) {
    return new JobStatusComposer(
        kind,
        Tree.number(resource.tree(), "metadata", "generation"),
        revision(resource),
        before,
        clock.instant());
  }

  private static @Nullable Long revision(Live resource) {
    String text = resource.annotation(Labels.REVISION);
    return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }
}
