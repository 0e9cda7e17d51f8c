// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and values under each other, for a screen about one thing. */
public final class Fields {
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a line; a null or empty value adds none. */
  public Fields add(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      rows.add(List.of(name, value));
    }
    return this;
  }

  /** Returns the lines, values aligned. */
  public String render() {
    return new Table(List.of("", ""), rows).render(false);
  }
}
