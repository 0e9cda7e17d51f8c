// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.restart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.change.Change;
import dev.flotilla.hub.change.Change.Changed;
import dev.flotilla.hub.change.ChangeBody;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Restarts the servers of a NatsCluster that the hub manages: the document that it has, with a
 * request that no earlier one equals. The member's agent restarts them one at a time.
 */
@StoreScoped
public final class Restarts {
  private static final String RESTART = "restart";
  private static final String SERVER = "server";
  private static final FieldError NO_ORDINAL =
      new FieldError(
          SERVER,
          FindingCode.BAD_VALUE,
          "The server is not an ordinal.",
          "Send a number from 0, or leave it out to restart all servers.");

  private final Catalogues catalogues;
  private final RequestTexts texts;

  /** Restarts with requests of these texts. */
  public Restarts(Catalogues catalogues, RequestTexts texts) {
    this.catalogues = catalogues;
    this.texts = texts;
  }

  /**
   * The change that a call asks for.
   *
   * @param call with the body {@code {"server": …}}, the ordinal of the only server to restart, or
   *     an empty one for all servers
   */
  public Change of(NatsClusterCall call) {
    return new Change(
        "natscluster.restart",
        call,
        ChangeBody.read(call.manifest(), SERVER, Restarts::ordinal, NO_ORDINAL)
            .then(server -> new Answer.Given<>((_, document) -> changed(call, document, server))));
  }

  private static Optional<OptionalInt> ordinal(JsonNode server) {
    return ChangeBody.absent(server)
        ? Optional.of(OptionalInt.empty())
        : Optional.of(server)
            .filter(number -> number.isInt() && number.intValue() >= 0)
            .map(number -> OptionalInt.of(number.intValue()));
  }

  private Answer<Changed> changed(NatsClusterCall call, ObjectNode document, OptionalInt server) {
    ObjectNode spec = document.withObject("/spec");
    if (spec.path("paused").asBoolean()) {
      return Change.paused(call);
    }
    spec.remove(RESTART);
    if (server.isPresent() && server.getAsInt() >= servers(document)) {
      return new Answer.Rejected<>(unknown(call, servers(document)));
    }
    ObjectNode restart = spec.putObject(RESTART).put("request", texts.next());
    server.ifPresent(ordinal -> restart.put(SERVER, ordinal));
    return new Answer.Given<>(new Changed(document, new Order.Restart(server)));
  }

  /** A document that is invalid for any other reason is left to the judgement of all documents. */
  private int servers(JsonNode document) {
    return NatsClusterParser.parse(document, Stage.RUNNING, catalogues.active().catalogue())
        .value()
        .map(NatsCluster::spec)
        .map(spec -> spec.servers().replicas())
        .orElse(Integer.MAX_VALUE);
  }

  private static Rejection unknown(NatsClusterCall call, int servers) {
    String range = servers == 1 ? "one server, 0" : "servers 0 to " + (servers - 1);
    return Rejection.of(
        Rejection.Kind.INVALID,
        Code.SERVER_UNKNOWN,
        call.address() + " has " + range + ".",
        "Name one of them, or none to restart all.");
  }
}
