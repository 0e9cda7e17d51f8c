// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts connected clients by library ({@code $SYS.REQ.SERVER.PING.CONNZ}): what people look at
 * before they change the servers under them.
 */
public final class ClientSurvey {
  /** Connections of one reply of a server. */
  private static final int PAGE = 1024;

  private final SystemRequests servers;
  private final Predicate<String> ignored;

  /**
   * Asks those servers.
   *
   * @param ignored names of connections that do not count
   */
  public ClientSurvey(SystemRequests servers, Predicate<String> ignored) {
    this.servers = servers;
    this.ignored = ignored;
  }

  /**
   * A client library in use.
   *
   * @param language such as {@code java}; empty where the client does not tell
   * @param version of the library
   * @param connections how many clients have it
   */
  public record Library(String language, String version, int connections) {}

  /** Looks at all servers; one that does not answer in time adds none. */
  public List<Library> look(Gathering gathering) throws InterruptedException {
    var found = new TreeMap<String, Library>();
    for (int offset = 0; ; offset += PAGE) {
      List<ServerReply> replies = servers.gather("CONNZ", options(offset), gathering);
      replies.stream()
          .flatMap(reply -> reply.data().path("connections").valueStream())
          .filter(connection -> !ignored.test(connection.path("name").asText()))
          .map(ClientSurvey::library)
          .forEach(
              one -> found.merge(one.language() + " " + one.version(), one, ClientSurvey::sum));
      if (replies.stream().allMatch(reply -> reply.data().path("connections").size() < PAGE)) {
        return List.copyOf(found.values());
      }
    }
  }

  private static Library library(JsonNode connection) {
    return new Library(connection.path("lang").asText(), connection.path("version").asText(), 1);
  }

  private static Library sum(Library one, Library other) {
    return new Library(one.language(), one.version(), one.connections() + other.connections());
  }

  private static ObjectNode options(int offset) {
    return JsonNodeFactory.instance.objectNode().put("offset", offset).put("limit", PAGE);
  }
}
