// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.manifest;

import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The line of each field of a document, by the path that findings have. */
final class FieldLines {
  private final Map<String, Integer> lines = new HashMap<>();

  private FieldLines() {}

  static Map<String, Integer> of(Node document) {
    FieldLines found = new FieldLines();
    found.below("", document);
    return found.lines;
  }

  private void below(String path, Node node) {
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(
              field -> {
                if (field.getKeyNode() instanceof ScalarNode key) {
                  String name = key.getValue();
                  add(path.isEmpty() ? name : path + "." + name, key, field.getValueNode());
                }
              });
    } else if (node instanceof SequenceNode sequence) {
      for (int index = 0; index < sequence.getValue().size(); index++) {
        Node element = sequence.getValue().get(index);
        add(path + "[" + index + "]", element, element);
      }
    }
  }

  private void add(String path, Node at, Node value) {
    lines.put(path, at.getStartMark().getLine() + 1);
    below(path, value);
  }
}
