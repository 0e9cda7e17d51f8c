// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.roles;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.CatalogueFiles;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import dev.flotilla.protocol.operation.OperationEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one table of who may do what. */
final class RoleTable {
  private static final String AGENTS = "/api/v1/agents";
  private static final String TOKENS = "/api/v1/tokens";
  private static final String OPERATIONS = "/api/v1/operations";
  private static final String NATSCLUSTERS = "/api/v1/natsclusters";
  private static final String NATSBACKUPS = "/api/v1/natsbackups";
  private static final String NATSRESTORES = "/api/v1/natsrestores";
  private static final String CATALOGUE = "/api/v1/catalogue";
  private static final String IMPORT = "/api/v1/imports/nats-chart";
  private static final String SCHEMA = "/api/v1/schemas/natscluster";
  private static final String VALIDATION = "/api/v1/validations/natscluster";
  private static final String PROFILES = "/api/v1/profiles";

  private final Fleet fleet;
  private int made;

  RoleTable(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * What holds for one operation.
   *
   * @param least role that may; empty where no API token decides
   * @param allowed status of an answer to who may
   * @param example a call on something that exists, made anew each time
   * @param changing whether a call changes something, unless it is a GET
   */
  record Rule(Optional<Role> least, int allowed, Supplier<Call> example, boolean changing) {
    Rule(Optional<Role> least, int allowed, Supplier<Call> example) {
      this(least, allowed, example, true);
    }

    /** The same of a call that reads, whatever its method. */
    Rule reading() {
      return new Rule(least, allowed, example, false);
    }
  }

  /** A call to be made. */
  record Call(String path, Optional<Object> body) {}

  Map<String, Rule> rules() {
    return Map.ofEntries(
        Map.entry("GET " + AGENTS, by(Role.VIEWER, 200, () -> at(AGENTS))),
        Map.entry("GET " + AGENTS + "/{idOrMember}", by(Role.VIEWER, 200, () -> agent(""))),
        Map.entry(
            "POST " + AGENTS + "/{idOrMember}/accept", by(Role.ADMIN, 200, () -> agent("/accept"))),
        Map.entry(
            "POST " + AGENTS + "/{idOrMember}/revoke", by(Role.ADMIN, 200, () -> agent("/revoke"))),
        Map.entry("GET /api/v1/audit", by(Role.VIEWER, 200, () -> at("/api/v1/audit"))),
        Map.entry("GET " + CATALOGUE, by(Role.VIEWER, 200, () -> at(CATALOGUE))),
        Map.entry("PUT " + CATALOGUE, by(Role.ADMIN, 200, this::catalogue)),
        Map.entry(
            "GET " + CATALOGUE + "/versions/{version}",
            by(Role.VIEWER, 200, () -> at(CATALOGUE + "/versions/2.15.3"))),
        Map.entry("POST " + IMPORT, by(Role.VIEWER, 200, RoleTable::chartImport).reading()),
        Map.entry("GET " + NATSBACKUPS, by(Role.VIEWER, 200, () -> at(NATSBACKUPS))),
        Map.entry(
            "GET " + NATSBACKUPS + "/{member}/{namespace}/{name}",
            by(Role.VIEWER, 200, () -> at(ended(NATSBACKUPS).path()))),
        Map.entry(
            "GET " + NATSBACKUPS + "/{member}/{namespace}/{name}/document",
            by(Role.VIEWER, 200, () -> at(ended(NATSBACKUPS).path() + "/document"))),
        Map.entry(
            "PUT " + NATSBACKUPS + "/{member}/{namespace}/{name}",
            by(Role.OPERATOR, 202, () -> job(NATSBACKUPS))),
        Map.entry(
            "DELETE " + NATSBACKUPS + "/{member}/{namespace}/{name}",
            by(Role.OPERATOR, 200, () -> at(ended(NATSBACKUPS).path()))),
        Map.entry("GET " + NATSRESTORES, by(Role.VIEWER, 200, () -> at(NATSRESTORES))),
        Map.entry(
            "GET " + NATSRESTORES + "/{member}/{namespace}/{name}",
            by(Role.VIEWER, 200, () -> at(ended(NATSRESTORES).path()))),
        Map.entry(
            "GET " + NATSRESTORES + "/{member}/{namespace}/{name}/document",
            by(Role.VIEWER, 200, () -> at(ended(NATSRESTORES).path() + "/document"))),
        Map.entry(
            "PUT " + NATSRESTORES + "/{member}/{namespace}/{name}",
            by(Role.OPERATOR, 202, () -> job(NATSRESTORES))),
        Map.entry(
            "DELETE " + NATSRESTORES + "/{member}/{namespace}/{name}",
            by(Role.OPERATOR, 200, () -> at(ended(NATSRESTORES).path()))),
        Map.entry("GET " + NATSCLUSTERS, by(Role.VIEWER, 200, () -> at(NATSCLUSTERS))),
        Map.entry(
            "GET " + NATSCLUSTERS + "/{member}/{namespace}/{name}",
            by(Role.VIEWER, 200, this::natsCluster)),
        Map.entry(
            "GET " + NATSCLUSTERS + "/{member}/{namespace}/{name}/document",
            by(Role.VIEWER, 200, this::document)),
        Map.entry(
            "PUT " + NATSCLUSTERS + "/{member}/{namespace}/{name}",
            by(Role.OPERATOR, 202, this::deploy)),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/plan",
            by(Role.VIEWER, 200, this::plan).reading()),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/upgrade",
            by(Role.OPERATOR, 202, () -> upgrade(""))),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/upgrade/plan",
            by(Role.VIEWER, 200, () -> upgrade("/plan")).reading()),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/restart",
            by(Role.OPERATOR, 202, () -> restart(""))),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/restart/plan",
            by(Role.VIEWER, 200, () -> restart("/plan")).reading()),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/pause",
            by(Role.OPERATOR, 202, this::pause)),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/resume",
            by(Role.OPERATOR, 202, this::resume)),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/abort",
            by(Role.OPERATOR, 202, this::abort)),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/rollback",
            by(Role.OPERATOR, 202, () -> rollback(""))),
        Map.entry(
            "POST " + NATSCLUSTERS + "/{member}/{namespace}/{name}/rollback/plan",
            by(Role.VIEWER, 200, () -> rollback("/plan")).reading()),
        Map.entry("GET " + OPERATIONS, by(Role.VIEWER, 200, () -> at(OPERATIONS))),
        Map.entry("GET " + OPERATIONS + "/{id}", by(Role.VIEWER, 200, this::endedOperation)),
        Map.entry(
            "GET " + OPERATIONS + "/{id} as events", by(Role.VIEWER, 200, this::endedOperation)),
        Map.entry("POST " + OPERATIONS + "/{id}/cancel", by(Role.OPERATOR, 202, this::cancel)),
        Map.entry("GET " + PROFILES, by(Role.VIEWER, 200, () -> at(PROFILES))),
        Map.entry(
            "GET " + PROFILES + "/{name}",
            by(Role.VIEWER, 200, () -> at(PROFILES + "/production"))),
        Map.entry("GET " + SCHEMA, by(Role.VIEWER, 200, () -> at(SCHEMA))),
        Map.entry("GET " + TOKENS, by(Role.OPERATOR, 200, () -> at(TOKENS))),
        Map.entry("POST " + TOKENS, by(Role.OPERATOR, 201, () -> with(TOKENS, joinOrder()))),
        Map.entry("DELETE " + TOKENS + "/{id}", by(Role.OPERATOR, 204, this::token)),
        Map.entry("GET /api/v1/whoami", by(Role.VIEWER, 200, () -> at("/api/v1/whoami"))),
        Map.entry(
            "POST " + VALIDATION,
            by(Role.VIEWER, 200, () -> with(VALIDATION, Map.of("kind", "NatsCluster"))).reading()),
        Map.entry("POST /enrol/v1/agents", byProof(403, this::enrolment)),
        Map.entry("POST /enrol/v1/agents/{id}/credentials", byProof(404, this::credentials)));
  }

  private static Rule by(Role least, int allowed, Supplier<Call> example) {
    return new Rule(Optional.of(least), allowed, example);
  }

  private static Rule byProof(int allowed, Supplier<Call> example) {
    return new Rule(Optional.empty(), allowed, example);
  }

  private static Call at(String path) {
    return new Call(path, Optional.empty());
  }

  private static Call with(String path, Object body) {
    return new Call(path, Optional.of(body));
  }

  private Call agent(String verb) {
    String member = "member-" + ++made;
    try (TestAgent agent = new TestAgent(fleet.admin(), fleet.joinToken("PT1H"))) {
      int ignored = agent.enrol(member, "nats").status();
    }
    return at(AGENTS + "/" + member + verb);
  }

  private Call catalogue() {
    return with(CATALOGUE, new CatalogueFiles(fleet.hub()).newer(++made));
  }

  private static Call chartImport() {
    return with(IMPORT, Map.of("values", Map.of("config", Map.of())));
  }

  private Call natsCluster() {
    Call deploy = deploy();
    int ignored =
        fleet.admin().call("PUT", deploy.path(), "application/json", deploy.body()).status();
    return at(deploy.path());
  }

  /** One of a NatsCluster that exists. */
  private Call job(String list) {
    String[] cluster = natsCluster().path().split("/", -1);
    String of = cluster[cluster.length - 1];
    String name = "job-" + ++made;
    String manifest =
        list.equals(NATSBACKUPS)
            ? Manifests.backup("nats", name, of)
            : Manifests.restore("nats", name, of);
    return with(
        list + "/east/nats/" + name,
        Json.read(manifest.getBytes(StandardCharsets.UTF_8), Map.class));
  }

  /** While its operation lives it cannot be deleted. */
  private Call ended(String list) {
    Call job = job(list);
    String id =
        fleet
            .admin()
            .call("PUT", job.path(), "application/json", job.body())
            .body()
            .path("id")
            .asText();
    fleet.east().report(id, new OperationEvent.Succeeded(Instant.now(), "done"));
    fleet.awaitState(id, "Succeeded");
    return job;
  }

  private Call document() {
    return at(natsCluster().path() + "/document");
  }

  private Call deploy() {
    String name = "cluster-" + ++made;
    byte[] manifest = Manifests.cluster("nats", name, 3).getBytes(StandardCharsets.UTF_8);
    return with(NATSCLUSTERS + "/east/nats/" + name, Json.read(manifest, Map.class));
  }

  private Call plan() {
    Call deploy = deploy();
    return new Call(deploy.path() + "/plan", deploy.body());
  }

  private Call upgrade(String verb) {
    return with(natsCluster().path() + "/upgrade" + verb, Map.of("version", "2.15"));
  }

  private Call restart(String verb) {
    return with(natsCluster().path() + "/restart" + verb, Map.of("server", 1));
  }

  private Call pause() {
    return at(natsCluster().path() + "/pause");
  }

  private Call resume() {
    Call pause = pause();
    int ignored = fleet.admin().post(pause.path(), Map.of()).status();
    return at(pause.path().replace("/pause", "/resume"));
  }

  private Call abort() {
    return at(natsCluster().path() + "/abort");
  }

  /** To the document before a pause, which is another one. */
  private Call rollback(String verb) {
    Call pause = pause();
    int ignored = fleet.admin().post(pause.path(), Map.of()).status();
    String path = pause.path().replace("/pause", "/rollback");
    return with(path + verb, Map.of("revision", firstRevision(path)));
  }

  /** Named in the answer about one that does not exist. */
  private long firstRevision(String path) {
    String hint =
        fleet.admin().post(path, Map.of("revision", 999_999)).body().path("hint").asText();
    Matcher numbers = Pattern.compile("(\\d+) \\(").matcher(hint);
    return numbers
        .results()
        .map(found -> Long.valueOf(found.group(1)))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private Call cancel() {
    return at(OPERATIONS + "/" + queued() + "/cancel");
  }

  private String queued() {
    String name = "cluster-" + ++made;
    ApiClient.Reply queued = fleet.deploy(name, Manifests.cluster("nats", name, 3));
    return queued.body().path("id").asText();
  }

  // A watch of an operation that lives would not end.
  private Call endedOperation() {
    String id = queued();
    fleet.east().report(id, new OperationEvent.Cancelled(Instant.now(), "another operator"));
    fleet.awaitState(id, "Cancelled");
    return at(OPERATIONS + "/" + id);
  }

  private static Map<String, String> joinOrder() {
    return Map.of("kind", "join", "name", "made");
  }

  private Call token() {
    return at(TOKENS + "/" + fleet.admin().post(TOKENS, joinOrder()).body().path("id").asText());
  }

  private Call enrolment() {
    return with(
        "/enrol/v1/agents",
        new EnrolmentRequest("0000000000", "x", "m", "U", "csr", "1", List.of("nats"), "proof"));
  }

  private Call credentials() {
    return with(
        "/enrol/v1/agents/" + "0".repeat(26) + "/credentials",
        new CredentialsRequest("U", "csr", Instant.now(), "proof"));
  }
}
