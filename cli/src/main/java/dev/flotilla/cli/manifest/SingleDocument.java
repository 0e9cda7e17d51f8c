// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.session.InputText;
import java.util.List;

/** A file with one resource. */
public final class SingleDocument {
  private SingleDocument() {}

  /**
   * Returns the document of a file; {@code -} is stdin.
   *
   * @param kind of the resource that a person expects there
   * @throws Failure when it cannot be read, or has more or less than one document
   */
  public static ObjectNode read(String file, String kind) {
    List<YamlDocument> documents = documents(file);
    if (documents.size() == 1 && documents.getFirst().tree() instanceof ObjectNode document) {
      return document;
    }
    throw Failure.invalid(
        "%s contains %d documents, not one %s".formatted(file, documents.size(), kind),
        "Put each " + kind + " into its own file.");
  }

  private static List<YamlDocument> documents(String file) {
    YamlFile read = YamlFile.of(InputText.of(file));
    read.error()
        .ifPresent(
            error -> {
              throw Failure.invalid(
                  "%s is neither YAML nor JSON: %s".formatted(file, error.message()),
                  "Look at line " + error.line() + ".");
            });
    return read.documents();
  }
}
