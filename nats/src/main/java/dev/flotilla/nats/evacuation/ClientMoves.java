// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Closes the connections of a server's clients, a few at a time. Clients that know other servers
 * then connect to one of those, since the one that closed the connection is the last that they try;
 * those that know a Service are sent anywhere, now and then to the same server, and are asked
 * again. In lame duck mode the server would close them one by one, with JetStream down meanwhile.
 */
public final class ClientMoves {
  private static final Duration REQUEST = Duration.ofSeconds(2);
  private static final String OWN = "flotilla-";

  /** What servers tell the system account of each client that connects. */
  private static final String ARRIVALS = "$SYS.ACCOUNT.*.CONNECT";

  private final Connection connection;
  private final SystemRequests requests;

  /** Asks over this connection, a user of the system account. */
  public ClientMoves(Connection connection) {
    this.connection = connection;
    this.requests = new SystemRequests(connection);
  }

  /**
   * What came of it.
   *
   * @param before how many clients the server had
   * @param left how many it has still, some of which may have come since
   */
  public record Outcome(int before, int left) {
    /** Those that mostly come back know no other server. */
    private boolean hopeless() {
      return left * 4L > before * 3L;
    }
  }

  /**
   * Asks the clients of that server to go.
   *
   * @param server name of the server
   * @param longest most time for all of them; those that are left are left to lame duck mode
   */
  public Outcome awayFrom(String server, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    List<ServerReply> found =
        requests.ofServer(server).gather("VARZ", options(), new Gathering(1, REQUEST));
    if (found.isEmpty()) {
      return new Outcome(0, 0);
    }
    String id = found.getFirst().server().id();
    String system = found.getFirst().data().path("system_account").asText();
    List<Long> clients = clients(id, system);
    int first = clients.size();
    Outcome pass = new Outcome(first, 0);
    while (!clients.isEmpty() && !pass.hopeless() && System.nanoTime() - end < 0) {
      int before = clients.size();
      sendAway(id, clients, end);
      clients = clients(id, system);
      pass = new Outcome(before, clients.size());
    }
    return new Outcome(first, clients.size());
  }

  private void sendAway(String server, List<Long> clients, long end) throws InterruptedException {
    Pace pace = Pace.of(clients.size());
    Subscription arrivals = connection.subscribe(ARRIVALS);
    try {
      int asked = 0;
      while (asked < pace.clients() && System.nanoTime() - end < 0) {
        int to = Math.min(asked + pace.batch(), pace.clients());
        clients.subList(asked, to).forEach(client -> close(server, client));
        await(arrivals, to - asked);
        asked = to;
      }
    } finally {
      arrivals.unsubscribe();
    }
  }

  /** Until as many clients have connected anywhere as were sent away, or some seem not to. */
  private static void await(Subscription arrivals, int expected) throws InterruptedException {
    long end = System.nanoTime() + Pace.LONGEST.toNanos();
    for (int came = 0; came < expected; came++) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive() || arrivals.nextMessage(left) == null) {
        return;
      }
    }
  }

  /** Servers pass over a request that asks for no response. */
  private void close(String server, long client) {
    byte[] body = options().put("cid", client).toString().getBytes(UTF_8);
    connection.publish("$SYS.REQ.SERVER." + server + ".KICK", connection.createInbox(), body);
  }

  private List<Long> clients(String server, String systemAccount) throws InterruptedException {
    List<Long> clients = new ArrayList<>();
    ObjectNode open = options().put("auth", true).put("limit", Pace.MOST);
    for (JsonNode client : ask(server, "CONNZ", open).path("connections")) {
      if (movable(client, systemAccount)) {
        clients.add(client.path("cid").asLong());
      }
    }
    for (JsonNode leaf : ask(server, "LEAFZ", options()).path("leafs")) {
      // A remote of this server's own would only come back to it.
      if (movable(leaf, systemAccount) && !leaf.path("is_spoke").asBoolean()) {
        clients.add(leaf.path("id").asLong());
      }
    }
    return clients;
  }

  private static boolean movable(JsonNode client, String systemAccount) {
    return !client.path("account").asText().equals(systemAccount)
        && !client.path("name").asText().startsWith(OWN);
  }

  private JsonNode ask(String server, String verb, ObjectNode options) throws InterruptedException {
    Optional<ServerReply> answer = requests.ask(server, verb, options, REQUEST);
    return answer.map(ServerReply::data).orElseGet(MissingNode::getInstance);
  }

  private static ObjectNode options() {
    return JsonNodeFactory.instance.objectNode();
  }
}
