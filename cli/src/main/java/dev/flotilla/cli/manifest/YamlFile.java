// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.output.Formats;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The documents of a file, with line numbers. A duplicate key in a mapping is an error.
 *
 * @param documents as far as the file can be read; empty ones left out
 * @param error why the rest cannot be read; empty when all of it can
 */
public record YamlFile(List<YamlDocument> documents, Optional<SyntaxError> error) {

  /**
   * Where and why a file is no YAML.
   *
   * @param line from 1
   * @param message one clause, without a full stop
   */
  public record SyntaxError(int line, String message) {}

  /** Copies the list. */
  public YamlFile {
    documents = List.copyOf(documents);
  }

  /** Reads YAML, and so JSON too. */
  public static YamlFile of(String text) {
    Values values = new Values(options());
    List<YamlDocument> documents = new ArrayList<>();
    try {
      for (Node node : yaml(values).composeAll(new StringReader(text))) {
        JsonNode tree = values.tree(node);
        if (!tree.isNull()) {
          int line = node.getStartMark().getLine() + 1;
          documents.add(new YamlDocument(tree, line, FieldLines.of(node)));
        }
      }
      return new YamlFile(documents, Optional.empty());
    } catch (MarkedYAMLException wrong) {
      return new YamlFile(documents, Optional.of(error(wrong)));
    } catch (YAMLException wrong) {
      return new YamlFile(documents, Optional.of(new SyntaxError(1, firstLine(wrong))));
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return options;
  }

  private static Yaml yaml(Values values) {
    DumperOptions unused = new DumperOptions();
    return new Yaml(values, new Representer(unused), unused, options(), new PlainScalars());
  }

  private static SyntaxError error(MarkedYAMLException wrong) {
    int line = wrong.getProblemMark() == null ? 1 : wrong.getProblemMark().getLine() + 1;
    return new SyntaxError(line, String.valueOf(wrong.getProblem()));
  }

  private static String firstLine(YAMLException wrong) {
    return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
  }

  /** Converts nodes to the tree that the hub would receive. */
  private static final class Values extends SafeConstructor {
    Values(LoaderOptions options) {
      super(options);
    }

    JsonNode tree(Node node) {
      try {
        return Formats.json().readTree(Formats.json().writeValueAsBytes(constructDocument(node)));
      } catch (JsonProcessingException endless) {
        throw new YAMLException("a value refers to itself", endless);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
