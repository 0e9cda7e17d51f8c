// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The audit log of an API server.
 *
 * @param file one JSON object a line
 */
public record ApiAuditLog(Path file) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /** Of a line that is whole: the API server may be about to write the last one. */
  private static final String END = "}}";

  private static final String ACCOUNT = "system:serviceaccount:";
  private static final String AGENT = "flotilla-agent";

  /**
   * A call that completed.
   *
   * @param at when it arrived
   * @param user the caller
   * @param verb such as {@code patch}
   * @param resource such as {@code statefulsets} or {@code natsclusters/status}
   * @param namespace of the object
   * @param name of the object; empty for a list
   * @param revision of the template that a server's pod is made from; empty for all else
   * @param code of the answer: 201 when an object was created, by whatever verb
   * @param dryRun whether it was a dry run
   */
  public record Call(
      Instant at,
      String user,
      String verb,
      String resource,
      String namespace,
      String name,
      String revision,
      int code,
      boolean dryRun) {

    public boolean succeeded() {
      return code < 300;
    }

    public boolean created() {
      return code == HttpURLConnection.HTTP_CREATED && !dryRun;
    }

    public boolean forbidden() {
      return code == HttpURLConnection.HTTP_FORBIDDEN;
    }
  }

  /** All calls of ServiceAccounts of agents, in any namespace. */
  public List<Call> callsOfAgents() {
    return calls(
        AGENT, call -> call.user().startsWith(ACCOUNT) && call.user().endsWith(":" + AGENT));
  }

  /** All calls of a user, in their order. */
  public List<Call> calls(String user) {
    return calls(user, call -> call.user().equals(user));
  }

  /**
   * All matching calls, in their order, without dry runs.
   *
   * @param word that stands in the line of each of them
   */
  public List<Call> calls(String word, Predicate<Call> meant) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(word) && line.endsWith(END))
          .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
          .filter(entry -> entry.path("stage").asText().equals("ResponseComplete"))
          .map(ApiAuditLog::call)
          .filter(meant)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All writes of a user except dry runs and writes of Leases. */
  public List<Call> writes(String user) {
    return calls(user).stream()
        .filter(call -> WRITES.contains(call.verb()) && !call.dryRun())
        .filter(call -> !call.resource().equals("leases"))
        .toList();
  }

  private static Call call(JsonNode entry) {
    var object = entry.path("objectRef");
    var resource = object.path("resource").asText();
    var part = object.path("subresource").asText();
    var impersonated = entry.at("/impersonatedUser/username").asText();
    return new Call(
        Instant.parse(entry.path("requestReceivedTimestamp").asText()),
        impersonated.isEmpty() ? entry.at("/user/username").asText() : impersonated,
        entry.path("verb").asText(),
        part.isEmpty() ? resource : resource + "/" + part,
        object.path("namespace").asText(),
        object.path("name").asText(),
        entry.at("/requestObject/metadata/labels/controller-revision-hash").asText(),
        entry.at("/responseStatus/code").asInt(),
        entry.path("requestURI").asText().contains("dryRun=All"));
  }
}
