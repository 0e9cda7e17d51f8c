// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where a line of a YAML document is: {@code spec.template.spec.containers[nats].ports}. */
final class YamlPath {
  private YamlPath() {}

  /**
   * The path of the mapping or list that holds what begins at that line, counted from 1; empty at
   * the top. Elements of lists go by their name, or else by their index.
   */
  static String around(String yaml, int line) {
    Node top = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    String path = below(top, line - 1);
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static String below(Node node, int line) {
    return switch (node) {
      case MappingNode mapping -> belowKey(mapping.getValue(), line);
      case SequenceNode list -> belowElement(list.getValue(), line);
      default -> "";
    };
  }

  private static String belowKey(List<NodeTuple> entries, int line) {
    NodeTuple entry = last(entries.stream().map(NodeTuple::getKeyNode).toList(), entries, line);
    return begins(entry.getKeyNode(), line)
        ? ""
        : "." + text(entry.getKeyNode()) + below(entry.getValueNode(), line);
  }

  private static String belowElement(List<Node> elements, int line) {
    Node element = last(elements, elements, line);
    return begins(element, line)
        ? ""
        : "["
            + name(element).orElse(String.valueOf(elements.indexOf(element)))
            + "]"
            + below(element, line);
  }

  private static <T> T last(List<Node> starts, List<T> values, int line) {
    int index = 0;
    while (index + 1 < starts.size() && starts.get(index + 1).getStartMark().getLine() <= line) {
      index++;
    }
    return values.get(index);
  }

  private static boolean begins(Node node, int line) {
    return node.getStartMark().getLine() == line;
  }

  private static Optional<String> name(Node element) {
    return element instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(entry -> text(entry.getKeyNode()).equals("name"))
            .map(entry -> text(entry.getValueNode()))
            .findFirst()
        : Optional.empty();
  }

  private static String text(Node node) {
    return ((ScalarNode) node).getValue();
  }
}
