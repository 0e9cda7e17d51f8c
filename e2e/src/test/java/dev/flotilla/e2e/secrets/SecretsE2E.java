// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Hub.HubKeys;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.e2e.process.Daemon;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.nats.testing.secrets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** No generated secret is anywhere but where it was created to be; one that was would be found. */
@Tag("e2e")
@Isolated("when all other tests have left their traces")
@ExtendWith(SharedFleet.class)
class SecretsE2E {

  private static final String NAMESPACE = "secrets";

  /** A name goes everywhere that a careless secret would go. */
  private static final String CANARY = "canary-in-every-mine";

  /** The hub, its nats-server, agents, the command line, Helm, kubectl. */
  private static final List<String> PROGRAMS =
      List.of(
          "hub/target/quarkus-app/quarkus-run.jar",
          "data/nats-server.conf",
          " /app/quarkus-run.jar",
          "flotilla-cli.jar",
          "/helm --kubeconfig",
          "/kubectl --kubeconfig");

  @Test
  void areOnlyWhereTheyBelong(TestFleet fleet, @TempDir Path folder) throws IOException {
    var secrets = new Secrets();
    var errors = live(fleet, secrets, folder);
    var careless = carelessProcess(fleet, folder);
    var plants = Plants.in(fleet.east(), NAMESPACE, CANARY);
    List<Place> places = new Places(fleet, errors, folder.resolve("gathered")).all();
    secrets.folder(fleet.hub().keys().folder());
    secrets.folder(fleet.hub().data().resolve("tls"));
    secrets.of(fleet.east());
    secrets.of(fleet.west());
    assertThat(secrets.needles())
        .as("secrets of the hub and of two members")
        .hasSizeGreaterThan(30)
        .flatExtracting(Needle::homes)
        .contains(
            homeOf("-keys"),
            homeOf("-app-creds"),
            homeOf("-ca"),
            homeOf("-tls"),
            homeOf("-listed-keys"),
            homeOf("-listed-password-hashes"));

    var needles = secrets.needles();
    places.parallelStream()
        .forEach(place -> assertThat(place.find(needles)).as(place.name()).isEmpty());
    assertCanaryIsSeen(places);
    plants.assertFound(places);
    assertArgumentsWereSeen(fleet, places, careless);
    places.parallelStream().forEach(place -> assertPlantedIsFound(place, needles, folder));
  }

  private static String homeOf(String suffix) {
    return "east/" + NAMESPACE + "/" + CANARY + suffix;
  }

  /** Everything that users do, from the keys on, some of it wrong, and the responses to it. */
  private static String live(TestFleet fleet, Secrets secrets, Path folder) {
    var cli = fleet.cli();
    var environment = fleet.fleet().environment();
    secrets.folder(HubKeys.make(environment, folder.resolve("other"), fleet.hub().url()).folder());
    var member =
        new Member(
            "secretive",
            fleet.west().kubeconfig(),
            fleet.west().context(),
            "flotilla-secretive",
            environment);
    var canary = oneServer(CANARY).with("tls", "{}");
    var listed = oneServer(CANARY + "-listed").with("authentication", "{mode: basic}");
    Stream.<Runnable>of(
            new Deployment(cli, "east", canary)::run,
            new Deployment(cli, "east", listed)::run,
            () -> fleet.fleet().enrol(member, List.of("secretive")))
        .parallel()
        .forEach(Runnable::run);
    cli.run("status", "east/" + NAMESPACE + "/" + CANARY);
    secrets.token("a join token", cli.run("token", "create", "nobody"));
    var reader = cli.run("token", "create", "reader", "--kind", "api", "--role", "viewer");
    secrets.token("an API token", reader);
    return wrong(
            cli.command("login", fleet.hub().url().toString(), "--token-stdin")
                .with("--ca", fleet.hub().keys().authority().toString())
                .input(reader.strip() + "x"))
        + wrong(cli.command("agents", "accept", "nobody"));
  }

  private static NatsClusterManifest oneServer(String name) {
    return NatsClusterManifest.of(name, NAMESPACE).with("replicas", "1");
  }

  private static String wrong(Command command) {
    var result = command.run();
    assertThat(result.succeeded()).as(command + " is wrong").isFalse();
    return result.output() + result.error();
  }

  private static void assertCanaryIsSeen(List<Place> places) {
    var canary = List.of(new Needle(Secret.text("the canary", CANARY), Set.of()));
    var seen = places.stream().filter(place -> !place.find(canary).isEmpty()).map(Place::name);
    assertThat(seen.toList())
        .contains("logs", "answers", "objects", "disk of the hub", Places.ARGUMENT_LISTS);
  }

  /** A secret in the arguments of a process that ends once it was recorded. */
  private static Needle carelessProcess(TestFleet fleet, Path folder) {
    var secret = "careless-" + UUID.randomUUID();
    var command = Command.of("sh", "-c", "read -r line", secret);
    try (var _ = Daemon.start(command, folder.resolve("careless.log"))) {
      await("the arguments of " + command)
          .until(() -> fleet.arguments().seen().contains(command + " "));
    }
    return new Needle(Secret.text("the careless one", secret), Set.of());
  }

  private static void assertArgumentsWereSeen(
      TestFleet fleet, List<Place> places, Needle careless) {
    var seen = fleet.arguments().seen();
    assertThat(PROGRAMS)
        .as("programs whose arguments were seen")
        .allMatch(program -> seen.stream().anyMatch(arguments -> arguments.contains(program)));
    var found = places.stream().flatMap(place -> place.find(List.of(careless)).stream()).toList();
    assertThat(found).singleElement().asString().contains(Places.ARGUMENT_LISTS);
  }

  /** Each secret in turn appended to what is really there. */
  private static void assertPlantedIsFound(Place place, List<Needle> needles, Path folder) {
    var text =
        place.texts().stream().min(Comparator.comparingLong(it -> it.file().toFile().length()));
    try {
      var there = Files.readAllBytes(text.orElseThrow().file());
      var copy = Files.createTempFile(folder, "planted-", "");
      for (Needle needle : needles) {
        for (String form : needle.secret().forms()) {
          Files.writeString(copy, "x");
          Files.write(copy, there, StandardOpenOption.APPEND);
          Files.write(copy, form.getBytes(ISO_8859_1), StandardOpenOption.APPEND);
          var planted = new Place(place.name(), List.of(new Place.Text("planted", copy)));
          assertThat(planted.find(List.of(needle))).hasSize(1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
