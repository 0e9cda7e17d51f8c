// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Flotilla;
import dev.flotilla.e2e.process.Result;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * A manifest that is deployed to a member through the hub.
 *
 * @param cli logged in to the hub
 * @param member that it is for
 * @param manifest the desired state
 */
public record Deployment(Flotilla cli, String member, NatsClusterManifest manifest) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Set<String> ENDS =
      Set.of("Succeeded", "Failed", "Refused", "Cancelled", "Expired", "Superseded");

  /** Deploys and waits for success. */
  public void run() {
    call("--timeout", "5m").orThrow();
  }

  /** Deploys without waiting and returns the operation's id. */
  public String begin() {
    var output = call("--no-wait", "-o", "json").orThrow();
    return Json.read(output.getBytes(StandardCharsets.UTF_8), JsonNode.class).path("id").asText();
  }

  /** Deploys, whatever the result. */
  public Result call(String... options) {
    return cli.command("deploy", "-f", "-", "--member", member)
        .with(options)
        .input(manifest.yaml())
        .run(System.err::println);
  }

  /** Waits until an operation is in one of the states and returns it. */
  public static JsonNode awaitState(Flotilla cli, String operation, Set<String> states) {
    return await("operation " + operation + " is in " + states)
        .atMost(PATIENCE)
        .until(() -> find(cli, operation), it -> states.contains(it.path("state").asText()));
  }

  /** Waits until an operation has ended, and returns it. */
  public static JsonNode awaitEnd(Flotilla cli, String operation) {
    return awaitState(cli, operation, ENDS);
  }

  public static boolean hasEnded(Flotilla cli, String operation) {
    return ENDS.contains(find(cli, operation).path("state").asText());
  }

  /** An operation as the hub shows it; an empty object while the hub is away. */
  public static JsonNode find(Flotilla cli, String operation) {
    return cli.api().get("operations/" + operation);
  }
}
