// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a build makes of words that only a newer one knows: it reads them, and never as another. */
class NewerBuildTest {

  private static final String AT = "2026-11-21T03:00:00Z";
  private static final OperationState RUNNING =
      new OperationState.Queued(Instant.parse(AT))
          .next(new OperationEvent.Admitted(Instant.parse(AT)));

  @Test
  void anOrderIsReadWholeOrNotAtAll() {
    assertThat(order("{'type':'deploy'}")).isEqualTo(new Order.Deploy());
    assertThat(order("{'type':'upgrade','version':'2.15.3'}"))
        .isEqualTo(new Order.Upgrade("2.15.3"));
    assertThat(order("{'type':'upgrade'}"))
        .isInstanceOfSatisfying(
            Order.Unknown.class, it -> assertThat(it.reason()).contains("no version"));
    assertThat(order("{'type':'restart'}")).isEqualTo(new Order.Restart(OptionalInt.empty()));
    assertThat(order("{'type':'restart','server':1}"))
        .isEqualTo(new Order.Restart(OptionalInt.of(1)));
    assertThat(order("{'type':'restart','server':'one'}")).isInstanceOf(Order.Unknown.class);
    assertThat(order("{'type':'backup'}")).isEqualTo(new Order.Backup());
    assertThat(order("{'type':'restore'}")).isEqualTo(new Order.Restore());
    assertThat(order("{'type':'backup','server':1}"))
        .isInstanceOfSatisfying(
            Order.Unknown.class, it -> assertThat(it.reason()).contains("backup"));
    assertThat(order("{'type':'deploy','canary':true}"))
        .isInstanceOfSatisfying(
            Order.Unknown.class, it -> assertThat(it.reason()).contains("deploy", "canary"));
  }

  @Test
  void anUnknownOrderIsKeptAsItWasSent() {
    String sent = "{\"type\":\"backup\",\"server\":1}";

    assertThat(new String(Json.write(order(sent)), StandardCharsets.UTF_8)).isEqualTo(sent);
  }

  @Test
  void aControlIsNeverReadAsRun() {
    assertThat(Control.parse("pause")).isEqualTo(Control.UNKNOWN);
    assertThat(Control.parse("cancel")).isEqualTo(Control.CANCEL);
  }

  @Test
  void anEventOfAnOperationKeepsItsWordAndWhetherItEnds() {
    OperationEvent paused = event("{'type':'paused','at':'" + AT + "','ends':false,'by':'ann'}");
    OperationEvent ended = event("{'type':'rolled-back','at':'" + AT + "','ends':true}");

    assertThat(RUNNING.next(paused)).isSameAs(RUNNING);
    assertThat(RUNNING.next(ended))
        .isInstanceOfSatisfying(
            OperationState.Unknown.class, it -> assertThat(it.name()).isEqualTo("rolled-back"));
    assertThat(Json.read(Json.write(ended), OperationEvent.class)).isEqualTo(ended);
  }

  @Test
  void everyEventSaysWhetherItEnds() {
    OperationEvent succeeded = new OperationEvent.Succeeded(Instant.parse(AT), "done");

    assertThat(tree(succeeded).get("ends").asBoolean()).isTrue();
    assertThat(tree(new OperationEvent.Admitted(Instant.parse(AT))).get("ends").asBoolean())
        .isFalse();
  }

  @Test
  void aStateKeepsItsName() {
    OperationState paused =
        Json.read(bytes("{'state':'Paused','at':'" + AT + "'}"), OperationState.class);

    assertThat(paused.name()).isEqualTo("Paused");
    assertThat(paused.next(new OperationEvent.Admitted(Instant.parse(AT)))).isSameAs(paused);
    assertThat(Json.read(Json.write(paused), OperationState.class)).isEqualTo(paused);
  }

  @Test
  void anEventOfAnAgentKeepsItsWord() {
    String json =
        "{'id':'1','agent':'01hzzzzzzzzzzzzzzzzzzzzzzz','at':'"
            + AT
            + "','event':{'kind':'backup','size':1}}";

    assertThat(Json.read(bytes(json), EventMessage.class).event())
        .isEqualTo(new AgentEvent.Unknown("backup"));
  }

  @Test
  void aQuestionKeepsItsWord() {
    assertThat(Json.read(bytes("{'type':'plan-upgrade','to':'2.16'}"), Question.class))
        .isEqualTo(new Question.Unknown("plan-upgrade"));
  }

  @Test
  void desiredStateComesBeforeOperationsWhateverTheAlphabet() {
    ResourceKey operation = ResourceKind.NATS_OPERATION.key("nats", "a");
    ResourceKey cluster = ResourceKind.NATS_CLUSTER.key("nats", "z");
    ResourceKey user = new ResourceKey("natsuser", "nats", "m");

    assertThat(List.of(operation, user, cluster).stream().sorted())
        .containsExactly(cluster, user, operation);
    assertThat(ResourceKind.of(user)).isEmpty();
  }

  private static Order order(String json) {
    return Json.read(bytes(json), Order.class);
  }

  private static OperationEvent event(String json) {
    return Json.read(bytes(json), OperationEvent.class);
  }

  private static ObjectNode tree(Object value) {
    return Json.mapper().valueToTree(value);
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
