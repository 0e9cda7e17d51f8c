// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationState.Ended;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationStateTest {

  private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
  private static final OperationState QUEUED = new OperationState.Queued(START);
  private static final Problem PROBLEM = new Problem("DEPLOY_TIMED_OUT", "late", "look");
  private static final int SCHEDULES = 20_000;

  @Test
  void walksTheWholeWay() {
    var names = new ArrayList<String>();
    var state = QUEUED;
    for (OperationEvent event : wholeWay()) {
      state = state.next(event);
      names.add(state.name());
    }
    assertThat(names).containsExactly("Delivered", "Waiting", "Running", "Running", "Succeeded");
  }

  @Test
  void anOperationThatTheAgentHoldsDoesNotExpire() {
    var delivered = QUEUED.next(new OperationEvent.Admitted(at(1)));

    assertThat(delivered.next(new OperationEvent.Expired(at(2)))).isSameAs(delivered);
    assertThat(QUEUED.next(new OperationEvent.Expired(at(2))))
        .isInstanceOf(OperationState.Expired.class);
  }

  /**
   * Any order, any loss, any doubling: never backwards, never out of an end, and the first end
   * stands.
   */
  @Test
  void neverGoesBackwardsWhateverArrives() {
    long seed = Long.getLong("flotilla.seed", System.nanoTime());
    var random = new Random(seed);
    for (int schedule = 0; schedule < SCHEDULES; schedule++) {
      var events = disturbed(random);
      var state = QUEUED;
      for (OperationEvent event : events) {
        var next = state.next(event);
        assertThat(rank(next))
            .as("seed %s: %s after %s", seed, event, state)
            .isGreaterThanOrEqualTo(rank(state));
        if (state instanceof Ended) {
          assertThat(next).as("seed %s", seed).isSameAs(state);
        }
        assertThat(next.next(event)).as("seed %s: folded twice", seed).isEqualTo(next);
        state = next;
      }
    }
  }

  @Test
  void travelsAsJson() {
    for (OperationEvent event : everyEvent()) {
      assertThat(Json.read(Json.write(event), OperationEvent.class)).isEqualTo(event);
      var state = QUEUED.next(event);
      assertThat(Json.read(Json.write(state), OperationState.class)).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"failed\",\"at\":\"2026-11-21T03:00:00Z\"}",
        "{\"type\":\"progressed\",\"progress\":{\"step\":\"roll\",\"percent\":10,\"detail\":\"\"}}",
        "{\"type\":\"invented\"}"
      })
  void anEventThatLacksAPartCannotBeRead(String json) {
    assertThatThrownBy(() -> Json.read(json.getBytes(StandardCharsets.UTF_8), OperationEvent.class))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static int rank(OperationState state) {
    return switch (state) {
      case OperationState.Queued _ -> 0;
      case OperationState.Delivered _ -> 1;
      case OperationState.Waiting _ -> 2;
      case OperationState.Running _ -> 3;
      case Ended _ -> 4;
    };
  }

  private static List<OperationEvent> disturbed(Random random) {
    var events = new ArrayList<>(everyEvent());
    events.removeIf(_ -> random.nextInt(3) == 0);
    events.addAll(events.subList(0, random.nextInt(events.size() + 1)));
    Collections.shuffle(events, random);
    return events;
  }

  private static List<OperationEvent> wholeWay() {
    return List.of(
        new OperationEvent.Admitted(at(1)),
        new OperationEvent.Held(at(2), "behind another"),
        new OperationEvent.Progressed(at(3), new Progress("apply", 10, "")),
        new OperationEvent.Progressed(at(4), new Progress("roll", 60, "")),
        new OperationEvent.Succeeded(at(5), "verified healthy"));
  }

  private static List<OperationEvent> everyEvent() {
    var events = new ArrayList<>(wholeWay());
    events.add(new OperationEvent.Failed(at(6), PROBLEM));
    events.add(new OperationEvent.Refused(at(7), PROBLEM));
    events.add(new OperationEvent.Cancelled(at(8), "ada"));
    events.add(new OperationEvent.Expired(at(9)));
    events.add(
        new OperationEvent.Superseded(at(10), new OperationId("01k0000000000000000000next")));
    return events;
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
