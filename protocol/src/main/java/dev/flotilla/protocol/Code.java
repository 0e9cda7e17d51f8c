// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The catalogue of stable codes: of problems, preflight checks and conditions. Findings in a
 * document and the verdicts of health checks have catalogues of their own in {@code nats}. {@code
 * docs/reference/codes.md} describes each code; a test compares both with the sources.
 *
 * <p>On the wire a code is a string, because a peer of another version may know more of them.
 */
public enum Code {
  // Responses of the hub's API and services
  AGENT_AWAY(Area.API),
  AGENT_NOT_ACCEPTED(Area.API),
  AGENT_REVOKED(Area.API),
  AGENT_UNKNOWN(Area.API),
  BAD_CSR(Area.API),
  BAD_DURATION(Area.API),
  BAD_PROOF(Area.API),
  BODY_UNKNOWN(Area.API),
  BOOTSTRAP_TOKEN(Area.API),
  CATALOGUE_CHANGED(Area.API),
  CATALOGUE_INVALID(Area.API),
  CATALOGUE_LINE_REMOVED(Area.API),
  CATALOGUE_NOT_NEWER(Area.API),
  CATALOGUE_UNTRUSTED(Area.API),
  HUB_UNAVAILABLE(Area.API),
  IDEMPOTENCY_KEY_REUSED(Area.API),
  IMAGE_PINNED(Area.API),
  INSUFFICIENT_STORAGE(Area.API),
  INTERNAL(Area.API),
  JOIN_TOKEN_EXPIRED(Area.API),
  JOIN_TOKEN_UNKNOWN(Area.API),
  JOIN_TOKEN_USED(Area.API),
  MALFORMED(Area.API),
  MEMBER_EXISTS(Area.API),
  MEMBER_UNKNOWN(Area.API),
  NOTHING_EARLIER(Area.API),
  NOTHING_UNDER_WAY(Area.API),
  NO_ANSWER(Area.API),
  NOT_AN_INTEGER(Area.API),
  NOT_ALLOWED(Area.API),
  NOT_ASKED(Area.API),
  NOT_FOUND(Area.API),
  NOT_THE_ADDRESS(Area.API),
  OPERATION_ENDED(Area.API),
  OPERATION_RUNNING(Area.API),
  RESOURCE_EXISTS(Area.API),
  REVISION_UNKNOWN(Area.API),
  REVOCATION_NOT_CONFIRMED(Area.API),
  ROW_UNREADABLE(Area.API),
  SERVER_UNKNOWN(Area.API),
  TOO_LARGE(Area.API),
  TOO_MANY(Area.API),
  TOO_MANY_QUERIES(Area.API),
  UNAUTHENTICATED(Area.API),
  UNKNOWN_EVENT(Area.API),
  UNKNOWN_KIND(Area.API),
  UNKNOWN_OPERATION(Area.API),
  UNKNOWN_ROLE(Area.API),
  UNKNOWN_VERB(Area.API),
  WRONG_AGENT(Area.API),

  // Admission of documents, operations and queries by an agent
  ABORT_CHANGES_MORE(Area.ADMISSION),
  AHEAD_OF_INDEX(Area.ADMISSION),
  ANSWER_TOO_LARGE(Area.ADMISSION),
  BAD_SIGNATURE(Area.ADMISSION),
  CLOCK_SKEW(Area.ADMISSION),
  DOCUMENT_REFUSED(Area.ADMISSION),
  FIELD_CONFLICT(Area.ADMISSION),
  KUBERNETES_UNAVAILABLE(Area.ADMISSION),
  MANAGED_LOCALLY(Area.ADMISSION),
  NAMESPACE_NOT_SERVED(Area.ADMISSION),
  NOT_IN_INDEX(Area.ADMISSION),
  POLICY_GUARDED(Area.ADMISSION),
  POLICY_NAMESPACE(Area.ADMISSION),
  POLICY_OBSERVE(Area.ADMISSION),
  POLICY_OPERATION(Area.ADMISSION),
  QUERY_FAILED(Area.ADMISSION),
  RESTART_CHANGES_MORE(Area.ADMISSION),
  REVISION_CONFLICT(Area.ADMISSION),
  STALE_REVISION(Area.ADMISSION),
  UNKNOWN_CONTROL(Area.ADMISSION),
  UNKNOWN_EPOCH(Area.ADMISSION),
  UNKNOWN_ORDER(Area.ADMISSION),
  UNKNOWN_QUERY(Area.ADMISSION),
  UNKNOWN_TARGET(Area.ADMISSION),
  UNKNOWN_TYPE(Area.ADMISSION),
  UPGRADE_CHANGES_MORE(Area.ADMISSION),
  WITHDRAWN_TOO_LATE(Area.ADMISSION),
  WRITTEN_ONCE(Area.ADMISSION),
  WRONG_AUDIENCE(Area.ADMISSION),

  // Results of operations
  DEPLOY_TIMED_OUT(Area.OPERATION),
  EXPIRED(Area.OPERATION),
  NOT_REACHED(Area.OPERATION),
  TARGET_MISSING(Area.OPERATION),
  UNKNOWN_STATE(Area.OPERATION),

  // Preflight checks and warnings of a plan
  BACKUP_RUNNING(Area.PLAN),
  CATALOGUE_BEHIND(Area.PLAN),
  CERTIFICATE_ENDS(Area.PLAN),
  DISK_HEADROOM(Area.PLAN),
  EXTERNAL_WRITERS(Area.PLAN),
  KUBERNETES_VERSION(Area.PLAN),
  NODES(Area.PLAN),
  POD_SECURITY(Area.PLAN),
  PULL_SECRETS(Area.PLAN),
  QUOTA(Area.PLAN),
  RESTORE_RUNNING(Area.PLAN),
  STORAGE_CLASS(Area.PLAN),
  TRUST_MEMBER_LEAVES(Area.PLAN),
  VOLUME_EXPANSION(Area.PLAN),

  // Refused changes of a NatsCluster that exists
  AUTHENTICATION_FIXED(Area.TRANSITION),
  CLUSTER_RENAMED(Area.TRANSITION),
  GHOST_PEERS(Area.TRANSITION),
  IMAGE_SKIPS_LINE(Area.TRANSITION),
  SERVERS_REDUCED(Area.TRANSITION),
  TLS_FIXED(Area.TRANSITION),
  VOLUMES_IMMUTABLE(Area.TRANSITION),

  // Conditions of a NatsCluster
  ABORTED(Area.CONDITION),
  ACCOUNT_HELD_EXPIRED(Area.CONDITION),
  ACCOUNT_NOT_SERVED(Area.CONDITION),
  ADDON_KIND_MISSING(Area.CONDITION),
  ADDON_NOT_READY(Area.CONDITION),
  ADDON_REFUSED(Area.CONDITION),
  AUTHORITY_LOST(Area.CONDITION),
  BACKUP_COMPLETE(Area.CONDITION),
  BACKUP_FAILED(Area.CONDITION),
  BACKUP_INCOMPLETE(Area.CONDITION),
  CERTIFICATE_DAMAGED(Area.CONDITION),
  CERTIFICATE_MISSING(Area.CONDITION),
  CERTIFICATE_UNSUITABLE(Area.CONDITION),
  CERT_MANAGER_OUT_OF_REACH(Area.CONDITION),
  CHANGE_HELD(Area.CONDITION),
  CLAIMS_NEWER(Area.CONDITION),
  CLAIMS_NOT_PUSHED(Area.CONDITION),
  CLAIMS_REFUSED(Area.CONDITION),
  CLUSTER_NOT_FOUND(Area.CONDITION),
  CLUSTER_ROLLING(Area.CONDITION),
  CONTROLLER_LAGS(Area.CONDITION),
  FOREIGN_OBJECT(Area.CONDITION),
  HEALING(Area.CONDITION),
  IMAGE_PULLING(Area.CONDITION),
  IN_FLIGHT(Area.CONDITION),
  IN_PLACE(Area.CONDITION),
  JOB_DEADLINE_EXCEEDED(Area.CONDITION),
  JOB_DELETED(Area.CONDITION),
  JOB_FAILED(Area.CONDITION),
  JOB_IMAGE_UNKNOWN(Area.CONDITION),
  JOB_NOT_STARTED(Area.CONDITION),
  JOB_RUNNING(Area.CONDITION),
  JOB_STARTING(Area.CONDITION),
  KEYS_DAMAGED(Area.CONDITION),
  KEYS_LOST(Area.CONDITION),
  KEYS_OF_ANOTHER_MODE(Area.CONDITION),
  KUBERNETES_REFUSED(Area.CONDITION),
  META_GROUP_ELSEWHERE(Area.CONDITION),
  NACK_TWICE(Area.CONDITION),
  NACK_WITHOUT_DEFINITIONS(Area.CONDITION),
  NACK_WITHOUT_RIGHTS(Area.CONDITION),
  NEXT_VERSION(Area.CONDITION),
  NOTHING_VERIFIED(Area.CONDITION),
  NOT_ACCEPTED(Area.CONDITION),
  ONE_AT_A_TIME(Area.CONDITION),
  PASSWORD_MISSING(Area.CONDITION),
  PASSWORD_UNUSABLE(Area.CONDITION),
  PAUSED(Area.CONDITION),
  PEER_LOST(Area.CONDITION),
  QUORUM_MARGIN_LOST(Area.CONDITION),
  RESTORE_COMPLETE(Area.CONDITION),
  RESTORE_FAILED(Area.CONDITION),
  RESTORE_INCOMPLETE(Area.CONDITION),
  RIGHT_MISSING(Area.CONDITION),
  ROLLING(Area.CONDITION),
  ROLL_STOPPED(Area.CONDITION),
  ROOTS_EXCHANGED(Area.CONDITION),
  SERVER_LAGS(Area.CONDITION),
  SERVER_MISSING(Area.CONDITION),
  SERVER_NEVER_READY(Area.CONDITION),
  SERVER_NOT_READY(Area.CONDITION),
  SERVER_STOPPING(Area.CONDITION),
  SETTLED(Area.CONDITION),
  SHARED(Area.CONDITION),
  STARTING(Area.CONDITION),
  STREAMS_UNKNOWN(Area.CONDITION),
  TRUST_AWAITED(Area.CONDITION),
  TRUST_CLAIMS_FIXED(Area.CONDITION),
  TRUST_CLAIMS_FOREIGN(Area.CONDITION),
  TRUST_FIXED(Area.CONDITION),
  VALID(Area.CONDITION),
  VERIFIED_HEALTHY(Area.CONDITION),
  VERIFYING(Area.CONDITION);

  /** Where a code appears first; some appear in several places. */
  public enum Area {
    /** The hub's REST API, its audit log, and its services for agents. */
    API,
    /** What an agent refuses to admit or to answer. */
    ADMISSION,
    /** The result of an operation. */
    OPERATION,
    /** A preflight check, or a warning in a plan. */
    PLAN,
    /** A change that an existing NatsCluster does not allow. */
    TRANSITION,
    /** The reason of a condition of a NatsCluster, a NatsBackup or a NatsRestore. */
    CONDITION
  }

  private final Area area;

  Code(Area area) {
    this.area = area;
  }

  /** Where it appears first. */
  public Area area() {
    return area;
  }

  /** Whether a code from the wire is this one. */
  public boolean is(String code) {
    return name().equals(code);
  }

  /** The code as the reason of a condition, such as {@code ForeignObject}. */
  public String reason() {
    return reasonOf(name());
  }

  /**
   * A code as the reason of a condition: {@code FOREIGN_OBJECT} is {@code ForeignObject}. Reasons
   * of Kubernetes, such as {@code ImagePullBackOff}, are unchanged.
   */
  public static String reasonOf(String code) {
    return code.matches("[A-Z0-9_]+")
        ? Arrays.stream(code.split("_", -1))
            .filter(part -> !part.isEmpty())
            .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining())
        : code;
  }

  /** The code of a reason: {@code ForeignObject} is {@code FOREIGN_OBJECT}. */
  public static String codeOf(String reason) {
    return reason
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
        .toUpperCase(Locale.ROOT);
  }
}
