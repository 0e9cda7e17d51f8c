// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.keys.InitCommand;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.CatalogueFiles;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One hub from the catalogue of its build to one that an administrator brings. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CatalogueIT {
  private static final String CATALOGUE = "/api/v1/catalogue";
  private static final ResourceKey DOCUMENT = ResourceKind.CATALOGUE.key("fleet", "nats-server");
  private static final long SERIAL = Catalogue.bundled().serial();

  @TempDir static Path folder;

  private static HubProcess hub;
  private static TestAgent east;
  private static CatalogueFiles files;

  @BeforeAll
  static void start() {
    hub = new HubProcess(folder).start();
    east = hub.member("east", "nats").connect(hub.natsUrl(), (_, _) -> {});
    files = new CatalogueFiles(hub);
  }

  @AfterAll
  static void stop() {
    east.close();
    hub.close();
  }

  @Test
  @Order(1)
  void showsTheOneOfTheBuild() throws IOException {
    ApiClient.Reply shown = hub.admin().get(CATALOGUE);

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.body().at("/source/origin").asText()).isEqualTo("bundled");
    assertThat(Catalogue.read(shown.raw().body().getBytes(StandardCharsets.UTF_8)))
        .as("what is shown is a catalogue file")
        .isEqualTo(Catalogue.bundled());
  }

  @Test
  @Order(2)
  void givesItToEveryAgent() {
    east.heartbeat(0);

    await().atMost(Fleet.SOON).until(() -> revision() == 1);
    assertThat(given().bytes()).isEqualTo(Catalogue.bundledFile());
    assertThat(east.index().orElseThrow().entries().getFirst().key())
        .as("before what it judges")
        .isEqualTo(DOCUMENT);
  }

  @Test
  @Order(3)
  void saysOfAVersionWhatMatters() {
    var version = hub.admin().get(CATALOGUE + "/versions/2.12.11").body();

    assertThat(version.path("judgement").asText()).isEqualTo("below-floor");
    assertThat(version.at("/line/floor").asText()).isEqualTo("2.12.12");
    assertThat(version.path("advisories").findValuesAsText("id")).contains("2026-28");
    assertThat(version.path("upgradePath").toString()).isEqualTo("[\"2.14.9\",\"2.15.3\"]");
    assertThat(judgement("2.15.3")).isEqualTo("known");
    assertThat(judgement("2.15.99")).isEqualTo("unlisted");
    assertThat(judgement("2.16.0")).isEqualTo("unknown-line");
    assertThat(judgement("latest")).isEqualTo("malformed");
  }

  @Test
  @Order(4)
  void deploysAnUnlistedPatchAndNoUnknownLine() {
    assertThat(deploy("listed", "2.15.3").status()).isEqualTo(202);
    assertThat(deploy("patch", "2.15.99").status()).isEqualTo(202);
    assertThat(deploy("line", "2.16.0").body().at("/errors/0/code").asText())
        .isEqualTo("UNKNOWN_VERSION");
    assertThat(deploy("floor", "2.12.11").body().at("/errors/0/code").asText())
        .isEqualTo("BELOW_SECURITY_FLOOR");
  }

  @Test
  @Order(5)
  void refusesWhatItCannotTrustOrUse() {
    Path other = folder.resolve("other");
    assertThat(
            new CommandLine(new InitCommand(Clock.systemUTC()))
                .execute("--out", other.toString(), "--public-url", "https://localhost:1"))
        .isZero();
    Envelope foreign =
        files.signed(file -> file.put("serial", SERIAL + 1), other.resolve("offline/root-1.key"));
    Envelope signed = files.newer(1);
    byte[] changed = signed.payload().clone();
    changed[changed.length - 2] ^= 1;

    assertRefused(422, "CATALOGUE_UNTRUSTED", foreign);
    assertRefused(
        422,
        "CATALOGUE_UNTRUSTED",
        new Envelope(signed.payloadType(), changed, signed.signatures()));
    assertRefused(
        422, "CATALOGUE_UNTRUSTED", new Envelope("text/plain", changed, signed.signatures()));
    assertRefused(409, "CATALOGUE_NOT_NEWER", files.newer(0));
    assertRefused(409, "CATALOGUE_NOT_NEWER", files.newer(-1));
    assertRefused(
        422,
        "CATALOGUE_LINE_REMOVED",
        files.signed(
            file -> {
              file.put("serial", SERIAL + 1);
              ((ArrayNode) file.get("lines")).remove(0);
            }));
    assertRefused(400, "MALFORMED", Map.of("payload", "x"));
    assertRefused(400, "MALFORMED", Map.of("serial", SERIAL + 1));
    assertThat(hub.admin().get(CATALOGUE).body().path("serial").asLong()).isEqualTo(SERIAL);
  }

  @Test
  @Order(6)
  void judgesByTheImportedOneAndKeepsIt() {
    Envelope newer = files.signed(CatalogueIT::withLine216);
    long last = AuditTrail.last(hub.admin());

    ApiClient.Reply imported = put(newer);

    assertThat(imported.status()).as(imported.raw().body()).isEqualTo(200);
    assertThat(imported.body().at("/source/origin").asText()).isEqualTo("imported");
    assertThat(imported.body().at("/source/importedBy").asText()).isEqualTo("admin");
    assertThat(put(newer).status()).as("the same again").isEqualTo(200);
    await().atMost(Fleet.SOON).until(() -> revision() == 2);
    assertThat(given().bytes()).as("what agents get").isEqualTo(newer.payload());
    assertThat(AuditTrail.after(hub.admin(), last))
        .extracting(row -> row.entry().action(), row -> row.entry().subject())
        .contains(tuple("catalogue.import", "serial " + (SERIAL + 5)));
    assertThat(deploy("newest", "2.16.0").status()).isEqualTo(202);

    hub.kill();
    hub.start();

    assertThat(hub.admin().get(CATALOGUE).body().path("serial").asLong()).isEqualTo(SERIAL + 5);
    assertThat(judgement("2.16.0")).isEqualTo("known");
    assertRefused(409, "CATALOGUE_NOT_NEWER", files.newer(4));
  }

  private static void withLine216(ObjectNode file) {
    file.put("serial", SERIAL + 5);
    ArrayNode lines = (ArrayNode) file.get("lines");
    ObjectNode newest = lines.get(lines.size() - 1).deepCopy();
    ((ObjectNode) lines.get(lines.size() - 1)).putArray("upgradesTo").add("2.16");
    newest.put("name", "2.16").put("floor", "2.16.0");
    newest.putArray("releases").addObject().put("version", "2.16.0");
    lines.add(newest);
  }

  private static long revision() {
    return east.document(DOCUMENT).map(Document::revision).orElse(0L);
  }

  private static Document given() {
    return east.document(DOCUMENT).orElseThrow();
  }

  private static void assertRefused(int status, String code, Object envelope) {
    ApiClient.Reply refused = put(envelope);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.body().path("hint").asText()).isNotBlank();
  }

  private static ApiClient.Reply put(Object envelope) {
    return hub.admin().call("PUT", CATALOGUE, "application/json", Optional.of(envelope));
  }

  private static String judgement(String version) {
    return hub.admin().get(CATALOGUE + "/versions/" + version).body().path("judgement").asText();
  }

  private static ApiClient.Reply deploy(String name, String version) {
    return hub.admin()
        .put(
            "/api/v1/natsclusters/east/nats/" + name,
            "application/json",
            Manifests.cluster("nats", name, 3).replace("2.15.2", version));
  }
}
