// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a command prints its result; the same options on every command that has one. */
public final class OutputOptions {
  /** The forms of a result. */
  public enum Format {
    /** For people. */
    table,
    /** The hub's answer, unshortened. */
    json,
    /** The same as YAML. */
    yaml
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; default: table")
  private Format format = Format.table;

  @Option(names = "--no-headers", description = "Print tables without a header line")
  private boolean noHeaders;

  /** Tells whether a person reads the result. */
  public boolean forPeople() {
    return format == Format.table;
  }

  /** Tells whether tables begin with their headings. */
  public boolean headings() {
    return !noHeaders;
  }

  /** Prints the document, or what people get to see of it. */
  public void print(PrintStream out, JsonNode document, Supplier<String> forPeople) {
    try {
      switch (format) {
        case table -> out.print(forPeople.get());
        case json -> out.println(Formats.json().writeValueAsString(document));
        case yaml -> out.print(Formats.yaml().writeValueAsString(document));
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
