// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under upper-case headings, as kubectl prints them.
 *
 * @param headings one word or two a column
 * @param rows as many cells a row as there are headings
 */
public record Table(List<String> headings, List<List<String>> rows) {
  private static final String GAP = "   ";

  /** Copies the lists. */
  public Table {
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
  }

  /** Returns the text, each line ended; nothing for no rows and no headings. */
  public String render(boolean withHeadings) {
    Stream<List<String>> lines =
        withHeadings ? Stream.concat(Stream.of(headings), rows.stream()) : rows.stream();
    int[] widths = widths(withHeadings);
    return lines.map(cells -> line(cells, widths) + "\n").collect(Collectors.joining());
  }

  private int[] widths(boolean withHeadings) {
    return IntStream.range(0, headings.size()).map(column -> width(column, withHeadings)).toArray();
  }

  private int width(int column, boolean withHeadings) {
    int own = withHeadings ? headings.get(column).length() : 0;
    return rows.stream().mapToInt(row -> row.get(column).length()).reduce(own, Math::max);
  }

  private static String line(List<String> cells, int[] widths) {
    String padded =
        IntStream.range(0, cells.size())
            .mapToObj(column -> pad(cells.get(column), widths[column]))
            .collect(Collectors.joining(GAP));
    return padded.stripTrailing();
  }

  private static String pad(String text, int width) {
    char[] blanks = new char[Math.max(0, width - text.length())];
    Arrays.fill(blanks, ' ');
    return text + new String(blanks);
  }
}
