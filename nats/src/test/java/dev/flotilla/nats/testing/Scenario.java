// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A NatsCluster and what Flotilla makes of it, in one folder: {@code cluster.yaml} is the document,
 * {@code findings.txt} the findings about it, and {@code nats.conf}, if it is accepted, the
 * configuration of its servers. Its Kubernetes objects are golden files of the agent.
 *
 * @param folder where it is
 */
public record Scenario(Path folder) {
  private static final Path ALL = Path.of("../nats/src/test/scenarios");

  /** All of them, by name. */
  public static List<Scenario> all() {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.sorted().map(Scenario::new).toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Those whose documents are accepted. */
  public static List<Scenario> accepted() {
    return all().stream().filter(scenario -> scenario.parsed().accepted()).toList();
  }

  /** What the parser says of it, for servers that do not run yet. */
  public Parsed<NatsCluster> parsed() {
    return NatsClusterParser.parse(read(), Stage.FIRST_DEPLOY, Catalogue.bundled());
  }

  /** What a person writes. */
  public Path document() {
    return folder.resolve("cluster.yaml");
  }

  /** What the servers read. */
  public Path configuration() {
    return folder.resolve("nats.conf");
  }

  /** What the parser says, one finding a line. */
  public Path findings() {
    return folder.resolve("findings.txt");
  }

  /** The name that says what it is about. */
  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  private JsonNode read() {
    try {
      return new YAMLMapper().readTree(document().toFile());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
