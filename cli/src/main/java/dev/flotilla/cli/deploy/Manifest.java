// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.InputText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The NatsCluster in a file. Only what its address needs is read here; the hub judges the rest, so
 * that every way in has the same rules.
 *
 * @param document as written
 * @param namespace where it shall live
 * @param name its name
 */
record Manifest(JsonNode document, String namespace, String name) {
  static Manifest read(String file) {
    List<JsonNode> documents = documents(file, InputText.of(file));
    if (documents.size() != 1 || !documents.getFirst().isObject()) {
      throw Failure.invalid(
          "%s contains %d documents, not one NatsCluster".formatted(file, documents.size()),
          "Put each NatsCluster into its own file.");
    }
    JsonNode document = documents.getFirst();
    return new Manifest(document, metadata(document, "namespace"), metadata(document, "name"));
  }

  private static String metadata(JsonNode document, String field) {
    String value = document.path("metadata").path(field).asText("");
    if (value.isEmpty()) {
      throw Failure.invalid(
          "metadata." + field + " is missing", "Its address is member/namespace/name.");
    }
    return value;
  }

  private static List<JsonNode> documents(String file, String text) {
    try (MappingIterator<JsonNode> all =
        Formats.yaml().readerFor(JsonNode.class).readValues(text)) {
      return all.readAll().stream().filter(document -> !document.isNull()).toList();
    } catch (JsonProcessingException e) {
      throw Failure.invalid(
          "%s is neither YAML nor JSON: %s".formatted(file, e.getOriginalMessage().strip()),
          "Look at line " + e.getLocation().getLineNr() + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
