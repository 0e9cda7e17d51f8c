// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The headers of a message as bytes. Clients write the same headers in different ways: with a space
 * before the value or without, and in an order of their own, which client libraries do not keep.
 */
public final class HeaderBlock {
  private static final String FIRST_LINE = "NATS/1.0\r\n";
  private static final String END_OF_LINE = "\r\n";

  private HeaderBlock() {}

  private record Header(String key, String value) {}

  /** The bytes of these headers, sorted by key; empty for none. */
  public static byte[] of(Map<String, List<String>> headers) {
    List<Header> lines = new ArrayList<>();
    headers.forEach((key, values) -> values.forEach(value -> lines.add(new Header(key, value))));
    return lines.isEmpty() ? new byte[0] : bytes(lines);
  }

  /** Whether they are ASCII: the client library replaces other characters. */
  public static boolean isKept(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .allMatch(
            header ->
                isAscii(header.getKey())
                    && header.getValue().stream().allMatch(HeaderBlock::isAscii));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }

  /**
   * The same headers sorted by key, the values of one key in their order, without space around
   * them; the same bytes where they are no headers.
   */
  static byte[] canonical(byte[] block) {
    String text = new String(block, ISO_8859_1);
    if (!text.startsWith(FIRST_LINE)) {
      return block;
    }
    List<Header> lines = new ArrayList<>();
    for (int at = FIRST_LINE.length(); at < text.length(); ) {
      int end = text.indexOf(END_OF_LINE, at);
      int colon = text.indexOf(':', at);
      if (end == at) {
        break;
      }
      if (end < 0 || colon < 0 || colon > end) {
        return block;
      }
      lines.add(new Header(text.substring(at, colon), text.substring(colon + 1, end).strip()));
      at = end + END_OF_LINE.length();
    }
    return bytes(lines);
  }

  private static byte[] bytes(List<Header> lines) {
    lines.sort(Comparator.comparing(Header::key));
    StringBuilder text = new StringBuilder(FIRST_LINE);
    lines.forEach(
        line -> text.append(line.key).append(": ").append(line.value).append(END_OF_LINE));
    return text.append(END_OF_LINE).toString().getBytes(ISO_8859_1);
  }
}
