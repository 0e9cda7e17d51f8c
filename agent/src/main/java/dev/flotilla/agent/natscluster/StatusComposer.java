// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.agent.servers.Step;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.status.AgentJournal;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.tls.ServerTls;
import dev.flotilla.nats.configuration.ListenerTls;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Composes the status of a NatsCluster. Pure; nothing in it changes without a cause, so an idle
 * cluster costs no write.
 *
 * @param subject the NatsCluster
 * @param previous the status before this pass
 * @param conditions creates conditions
 */
record StatusComposer(Subject subject, NatsClusterStatus previous, Conditions conditions) {
  private static final String HEALTHY = "every server is verified healthy";
  private static final String ABORTED =
      "aborted: the servers have what they were verified with before the change";

  /** Codes of what nothing follows by itself. */
  private static final Set<Code> HOLDS = Set.of(Code.PAUSED, Code.ROLL_STOPPED);

  private static final Set<String> UNTOUCHED =
      Set.of(Conditions.ADDONS, Conditions.TRUST, Conditions.STREAMS);

  /**
   * The NatsCluster that the status belongs to.
   *
   * @param namespace namespace of the NatsCluster
   * @param name name of the NatsCluster
   * @param basis what was observed
   */
  record Subject(String namespace, String name, NatsClusterStatus.Basis basis) {}

  NatsClusterStatus after(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var findings, var resting) ->
          unaccepted(findings.getFirst().code().name(), sentence(findings), resting);
      case Outcome.Incompatible(var problem, var resting) ->
          unaccepted(problem.code(), sentence(problem), resting);
      case Outcome.Blocked blocked -> blocked(blocked);
      case Outcome.Accepted accepted -> accepted(accepted);
    };
  }

  /** Running servers stay as they are; what is known of them is kept. */
  private NatsClusterStatus unaccepted(String code, String message, boolean resting) {
    List<Condition> now = new ArrayList<>();
    now.add(conditions.of(Conditions.ACCEPTED, false, code, message));
    now.add(conditions.of(Conditions.PROGRESSING, false, Code.NOT_ACCEPTED, message));
    now.add(conditions.of(Conditions.READY, false, Code.NOT_ACCEPTED, message));
    now.addAll(untouched());
    return NatsClusterStatus.of(
        subject.basis(),
        now,
        previous.running(),
        previous.rails(),
        previous.access(),
        previous.trust(),
        resting ? previous.journal().with(null) : previous.journal());
  }

  private NatsClusterStatus blocked(Outcome.Blocked outcome) {
    Problem problem = outcome.problem();
    String reason = problem.code();
    List<Condition> now = new ArrayList<>();
    now.add(accepted());
    now.add(conditions.of(Conditions.PROGRESSING, false, reason, sentence(problem)));
    now.add(conditions.of(Conditions.READY, false, reason, sentence(problem)));
    now.addAll(untouched());
    return NatsClusterStatus.of(
        subject.basis(),
        now,
        previous.running().of(outcome.cluster().spec().servers().replicas()),
        previous.rails(),
        previous.access(),
        outcome.trust().orElse(previous.trust()),
        previous.journal());
  }

  private NatsClusterStatus accepted(Outcome.Accepted outcome) {
    NatsClusterSpec spec = outcome.cluster().spec();
    StreamRails streams = StreamRails.of(outcome.progress().streams(), spec);
    BrokenRails rails = outcome.rails().and(streams);
    return NatsClusterStatus.of(
        subject.basis(),
        conditions(outcome, streams),
        servers(outcome.progress(), spec.servers().version()),
        new NatsClusterStatus.Rails(rails.waived(), rails.warnings()),
        access(spec),
        outcome.sharing().map(sharing -> sharing.shown().orElse(previous.trust())).orElse(null),
        journal(outcome));
  }

  private AgentJournal journal(Outcome.Accepted outcome) {
    AgentJournal after = previous.journal().stopped(outcome.progress().stop().orElse(null));
    return outcome.resting() ? after.with(null) : after;
  }

  private List<Condition> conditions(Outcome.Accepted outcome, StreamRails streams) {
    List<Condition> now =
        new ArrayList<>(
            outcome.progress().waiting().map(this::working).orElseGet(() -> settled(outcome)));
    AddonCondition.of(outcome.addons(), conditions).ifPresent(now::add);
    TrustCondition.of(outcome.sharing(), conditions).ifPresent(now::add);
    StreamCondition.of(streams, conditions).ifPresent(now::add);
    return now;
  }

  private NatsClusterStatus.Servers servers(RollProgress progress, String wanted) {
    boolean all =
        progress.stop().isEmpty()
            && progress.pause().map(RollProgress.Pause::complete).orElse(true);
    boolean known = (progress.settled() && all) || wanted.equals(previous.running().version());
    return new NatsClusterStatus.Servers(
        known ? wanted : null,
        progress.servers(),
        progress.ready(),
        progress.ready() + "/" + progress.servers());
  }

  private NatsClusterStatus.Access access(NatsClusterSpec spec) {
    ServerTls tls = spec.access().tls();
    ChildNames names = new ChildNames(subject.name());
    String scheme = tls.listeners().client() ? "tls" : "nats";
    return new NatsClusterStatus.Access(
        "%s://%s.%s.svc:4222".formatted(scheme, subject.name(), subject.namespace()),
        credentials(spec.access().authentication(), names),
        tls.listeners().client()
            ? new SecretKey(names.certificateSecret(tls.certificate()), ListenerTls.AUTHORITY)
            : null);
  }

  /** Conditions that this pass did not examine. */
  private List<Condition> untouched() {
    return Optional.ofNullable(previous.conditions()).stream()
        .flatMap(List::stream)
        .filter(condition -> UNTOUCHED.contains(condition.type()))
        .toList();
  }

  /** The key says in which form they are. */
  private static @Nullable SecretKey credentials(Authentication authentication, ChildNames names) {
    return switch (authentication.mode()) {
      case Authentication.NONE -> null;
      case Authentication.BASIC -> new SecretKey(names.applicationCredentials(), "password");
      case Authentication.ACCOUNTS -> new SecretKey(names.applicationCredentials(), "user.nk");
      default -> new SecretKey(names.applicationCredentials(), "user.creds");
    };
  }

  private List<Condition> settled(Outcome.Accepted outcome) {
    RollProgress progress = outcome.progress();
    boolean aborted = outcome.cluster().spec().servers().abort();
    return progress
        .stopped()
        .map(message -> held(Code.ROLL_STOPPED, message))
        .or(() -> progress.pause().map(pause -> held(Code.PAUSED, pause.message())))
        .or(() -> aborted ? Optional.of(held(Code.ABORTED, ABORTED)) : Optional.empty())
        .orElseGet(
            () ->
                List.of(
                    accepted(),
                    conditions.of(Conditions.PROGRESSING, false, Code.SETTLED, "up to date"),
                    conditions.of(Conditions.READY, true, Code.VERIFIED_HEALTHY, HEALTHY)));
  }

  private List<Condition> held(Code code, String message) {
    return List.of(
        accepted(),
        conditions.of(Conditions.PROGRESSING, false, code, message),
        conditions.of(Conditions.READY, true, code, HEALTHY + "; " + message));
  }

  private List<Condition> working(Step.Await await) {
    String message = await.trouble().message();
    Optional<Code> held =
        HOLDS.stream().filter(code -> code.name().equals(await.trouble().code())).findFirst();
    return List.of(
        accepted(),
        conditions.of(
            Conditions.PROGRESSING,
            held.isEmpty(),
            held.orElseGet(() -> word(await.phase())),
            message),
        conditions.of(Conditions.READY, false, await.trouble().code(), message));
  }

  private Condition accepted() {
    return conditions.of(Conditions.ACCEPTED, true, Code.VALID, "the document is valid");
  }

  private static Code word(Step.Phase phase) {
    return switch (phase) {
      case START -> Code.STARTING;
      case ROLL -> Code.ROLLING;
      case VERIFY -> Code.VERIFYING;
    };
  }

  private static String sentence(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                finding.code()
                    + " "
                    + finding.field()
                    + ": "
                    + finding.message()
                    + " "
                    + finding.hint())
        .map(String::strip)
        .collect(Collectors.joining("; "));
  }

  static String sentence(Problem problem) {
    return (problem.message() + ". " + Objects.requireNonNullElse(problem.hint(), "")).strip();
  }
}
