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

  /** Returns whether the output is for people rather than programs. */
  public boolean forPeople() {
    return format == Format.table;
  }

  /** Returns whether tables have a header line. */
  public boolean headings() {
    return !noHeaders;
  }

  /** Prints the document, or its form for people. */
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
