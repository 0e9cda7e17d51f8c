// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.jwt.Jwt;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pushes account claims to the full resolver of every server and verifies that they are stored
 * ({@code $SYS.REQ.CLAIMS.*}, nats-server {@code accounts.go}). A server answers an update with 200
 * even if the claims are older than what it has or their issuer is unknown, so the age is checked
 * before and the stored text afterwards.
 */
public final class ClaimsPush {
  private static final byte[] NOTHING = new byte[0];

  private final Connection connection;

  /** Pushes over this connection, which must be a user of the system account. */
  public ClaimsPush(Connection connection) {
    this.connection = connection;
  }

  /**
   * Pushes the claims of one account.
   *
   * @param account signed claims; {@code iat} above that of any earlier ones of the account
   * @param servers number of servers that must have it
   * @param deadline for each of the three exchanges
   */
  public PushOutcome push(Jwt account, int servers, Duration deadline) throws InterruptedException {
    Gathering gathering = new Gathering(servers, deadline);
    Optional<Jwt> newer =
        lookup(account.subject(), gathering).stream()
            .filter(stored -> stored.issuedAt().isAfter(account.issuedAt()))
            .findFirst();
    if (newer.isPresent()) {
      return new PushOutcome.OlderThanStored(newer.get().issuedAt());
    }
    return confirm(account, update(account, gathering), gathering);
  }

  /**
   * The claims that servers have stored for the account: one for each server that has some. The
   * answers do not say who gave them.
   *
   * @param account its public key
   */
  public List<Jwt> lookup(String account, Gathering gathering) throws InterruptedException {
    return holdings(account, gathering).stream().flatMap(Optional::stream).toList();
  }

  /** The same, with an empty one for each server that has none. */
  public List<Optional<Jwt>> holdings(String account, Gathering gathering)
      throws InterruptedException {
    String subject = "$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP";
    return Replies.gather(connection, subject, NOTHING, gathering).stream()
        .map(body -> new String(body, UTF_8))
        .map(text -> text.isEmpty() ? Optional.<Jwt>empty() : Optional.of(Jwt.parse(text)))
        .toList();
  }

  /** The public keys of the accounts that each server has stored, by the server's name. */
  public Map<String, Set<String>> list(Gathering gathering) throws InterruptedException {
    Map<String, Set<String>> accounts = new TreeMap<>();
    for (ServerReply answer : answers("$SYS.REQ.CLAIMS.LIST", NOTHING, gathering)) {
      Set<String> keys = new HashSet<>();
      answer.data().forEach(key -> keys.add(key.asText()));
      accounts.put(answer.server().name(), keys);
    }
    return accounts;
  }

  /** What each server answered to the update, by its name; an empty text for success. */
  private Map<String, String> update(Jwt account, Gathering gathering) throws InterruptedException {
    byte[] body = account.text().getBytes(UTF_8);
    Map<String, String> answers = new HashMap<>();
    for (ServerReply answer : answers("$SYS.REQ.CLAIMS.UPDATE", body, gathering)) {
      answers.put(answer.server().name(), refusal(answer));
    }
    return answers;
  }

  private PushOutcome confirm(Jwt account, Map<String, String> answers, Gathering gathering)
      throws InterruptedException {
    Map<String, String> refusals = new TreeMap<>(answers);
    refusals.values().removeIf(String::isEmpty);
    if (!refusals.isEmpty()) {
      return new PushOutcome.Refused(refusals);
    }
    Map<String, Set<String>> listed = list(gathering);
    List<String> holders = new ArrayList<>(answers.keySet());
    holders.removeIf(server -> !listed.getOrDefault(server, Set.of()).contains(account.subject()));
    long equal =
        lookup(account.subject(), gathering).stream()
            .filter(stored -> stored.text().equals(account.text()))
            .count();
    boolean everywhere = holders.size() >= gathering.expected() && equal >= gathering.expected();
    List<String> sorted = holders.stream().sorted().toList();
    return everywhere
        ? new PushOutcome.Pushed(sorted)
        : new PushOutcome.Incomplete(sorted, (int) equal, gathering.expected());
  }

  private List<ServerReply> answers(String subject, byte[] body, Gathering gathering)
      throws InterruptedException {
    return Replies.gather(connection, subject, body, gathering).stream()
        .flatMap(reply -> ServerReply.read(reply).stream())
        .toList();
  }

  private static String refusal(ServerReply answer) {
    JsonNode code = answer.data().path("code");
    boolean accepted = answer.error().isEmpty() && code.asInt() == 200;
    return accepted
        ? ""
        : answer.error().orElse(answer.data().path("message").asText("no reason given"));
  }
}
