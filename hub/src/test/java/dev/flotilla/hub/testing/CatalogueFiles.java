// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.catalogue.SignCatalogueCommand;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine;

/**
 * Catalogues that differ from the one of the build, signed as an operator does it.
 *
 * @param hub whose offline roots sign
 */
public record CatalogueFiles(HubProcess hub) {

  /** The build's with a greater serial, by that much. */
  public Envelope newer(long by) {
    return signed(file -> file.put("serial", Catalogue.bundled().serial() + by));
  }

  /** The build's after a change. */
  public Envelope signed(Consumer<ObjectNode> change) {
    return signed(change, hub.keys().resolveSibling("offline").resolve("root-1.key"));
  }

  /** The same, signed with that key. */
  public Envelope signed(Consumer<ObjectNode> change, Path root) {
    try (InputStream bundled = Catalogue.class.getResourceAsStream("catalogue.json")) {
      ObjectNode catalogue = (ObjectNode) Json.mapper().readValue(bundled, JsonNode.class);
      change.accept(catalogue);
      Path folder = Files.createTempDirectory(hub.folder(), "catalogue");
      Path file = Files.write(folder.resolve("catalogue.json"), Json.write(catalogue));
      Path out = folder.resolve("signed.json");
      int code =
          new CommandLine(new SignCatalogueCommand())
              .execute("--root", root.toString(), "--out", out.toString(), file.toString());
      assertThat(code).isZero();
      return Json.read(Files.readAllBytes(out), Envelope.class);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
