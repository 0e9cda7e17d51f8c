// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.InputText;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Values as Helm reads them: with anchors, aliases and merge keys, which Jackson's tree does not
 * resolve.
 */
final class ValuesFile {
  private ValuesFile() {}

  static ObjectNode read(String file) {
    JsonNode values = tree(load(file, InputText.of(file)));
    if (values.isNull() || values.isMissingNode()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (values instanceof ObjectNode object) {
      return object;
    }
    throw Failure.invalid(
        file + " contains no Helm values",
        "Pass the file that you pass to 'helm install --values'.");
  }

  /** The tree as the hub would receive it, numbers included. */
  private static JsonNode tree(Object loaded) {
    try {
      return Formats.json().readTree(Formats.json().writeValueAsBytes(loaded));
    } catch (IOException endless) {
      throw new Failure(
          Failure.invalid("A value refers to itself", "Write it out.").complaint(), endless);
    }
  }

  private static Object load(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object loaded = new Yaml(new SafeConstructor(options)).load(text);
      return loaded == null ? JsonNodeFactory.instance.nullNode() : loaded;
    } catch (MarkedYAMLException e) {
      throw Failure.invalid(
          "%s is not YAML: %s".formatted(file, e.getProblem()),
          "Look at line " + (e.getProblemMark().getLine() + 1) + ".");
    } catch (YAMLException e) {
      throw new Failure(
          Failure.invalid(file + " is not YAML", "Check it with 'helm template'.").complaint(), e);
    }
  }
}
