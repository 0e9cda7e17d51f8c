// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.process.Launcher.Run;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.CatalogueFiles;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.nats.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a login the command line judges versions by the catalogue of its hub. */
class HubCatalogueIT {
  private static final String LINE =
      """
      {"name": "2.99", "support": "current", "apiLevel": 5, "floor": "2.99.0", "upgradesTo": [],
       "features": [], "changes": [], "releases": [{"version": "2.99.1", "notes": []}]}
      """;
  private static final String MANIFEST =
      """
      apiVersion: flotilla.dev/v1alpha1
      kind: NatsCluster
      metadata: {namespace: nats, name: orders}
      spec: {version: 2.99.1}
      """;

  @TempDir static Path folder;
  private static HubProcess hub;

  @TempDir Path home;

  @BeforeAll
  static void giveTheHubANewerCatalogue() {
    hub = new HubProcess(folder).start();
    Object signed = new CatalogueFiles(hub).signed(HubCatalogueIT::addLine);
    ApiClient.Reply imported =
        hub.admin().call("PUT", "/api/v1/catalogue", "application/json", Optional.of(signed));
    assertThat(imported.status()).as(imported.body().toString()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @BeforeEach
  void login() throws Exception {
    Run run = new Launcher(home).login(hub, hub.adminToken(), "--ca", hub.authority().toString());
    assertThat(run.exit()).as(run.err()).isZero();
  }

  @Test
  void validatesByIt() throws Exception {
    String file = Files.writeString(home.resolve("orders.yaml"), MANIFEST).toString();

    Run known = run("validate", "-f", file);
    Run offline = run("validate", "-f", file, "--offline");

    assertThat(known.exit()).as(known.out() + known.err()).isZero();
    assertThat(offline.exit()).isEqualTo(2);
    assertThat(offline.out()).contains("UNKNOWN_VERSION");
  }

  @Test
  void importsByIt() throws Exception {
    Path values = home.resolve("values.yaml");
    String file = Files.writeString(values, "container: {image: {tag: 2.99.1}}\n").toString();
    JsonNode order = Formats.json().createObjectNode().set("values", tree(values));

    Run run = run("import", file);

    JsonNode answer = hub.admin().post("/api/v1/imports/nats-chart", order).body();
    assertThat(run.out()).isEqualTo(Formats.yaml().writeValueAsString(answer.path("document")));
    assertThat(answer.at("/document/spec/version").asText()).isEqualTo("2.99.1");
    assertThat(run("import", file, "--offline").out()).doesNotContain("2.99.1");
  }

  @Test
  void completesItsVersions() throws Exception {
    JsonNode schema = Formats.json().readTree(run("schema").out());

    assertThat(schema).isEqualTo(hub.admin().get("/api/v1/schemas/natscluster").body());
    assertThat(schema.at("/properties/spec/properties/version/examples/0").asText())
        .isEqualTo("2.99.1");
  }

  private static void addLine(ObjectNode catalogue) {
    try {
      JsonNode last = catalogue.path("lines").get(catalogue.path("lines").size() - 1);
      ((ObjectNode) last).putArray("upgradesTo").add("2.99");
      catalogue.withArray("lines").add(Formats.json().readTree(LINE));
      catalogue.put("serial", Catalogue.bundled().serial() + 1);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static JsonNode tree(Path file) throws IOException {
    return Formats.yaml().readTree(Files.readString(file));
  }

  private Run run(String... arguments) throws Exception {
    return new Launcher(home).run(arguments);
  }
}
