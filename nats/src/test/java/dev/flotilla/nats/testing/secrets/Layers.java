// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing.secrets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What lies under gzip, base64 and hex in some bytes, layer by layer. */
final class Layers {
  /** A Helm release is JSON in gzip in base64 in base64 in JSON. */
  private static final int DEEPEST = 5;

  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final String GZIP = "\u001f\u008b\b";

  /** Also as JSON writes it, with the indent that YAML gives to what follows. */
  private static final Pattern LINE_END = Pattern.compile("(?:\\r?\\n|(?:\\\\r)?\\\\n) *");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{24,}+");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){16,}+");

  private Layers() {}

  /** The bytes themselves and all that is inside, one character a byte. */
  static List<String> of(byte[] bytes) {
    List<String> layers = new ArrayList<>();
    add(bytes, DEEPEST, layers);
    return layers;
  }

  private static void add(byte[] bytes, int depth, List<String> layers) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    layers.add(text);
    if (depth == 0) {
      return;
    }
    for (int at = text.indexOf(GZIP); at >= 0; at = text.indexOf(GZIP, at + 1)) {
      unzipped(bytes, at).ifPresent(inside -> add(inside, depth - 1, layers));
    }
    String oneLine = LINE_END.matcher(text).replaceAll("");
    layers.add(oneLine);
    Matcher base64 = BASE64.matcher(oneLine);
    while (base64.find()) {
      for (int before = 0; before < 4; before++) {
        decoded(base64.group().substring(before))
            .ifPresent(inside -> add(inside, depth - 1, layers));
      }
    }
    Matcher hex = HEX.matcher(oneLine);
    while (hex.find()) {
      add(HexFormat.of().parseHex(hex.group()), depth - 1, layers);
    }
  }

  // What was read before the end or a flaw counts as well.
  private static Optional<byte[]> unzipped(byte[] bytes, int at) {
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
      inside.writeBytes(gzip.readNBytes(MOST_BYTES));
    } catch (IOException notGzip) {
      return Optional.empty();
    }
    return Optional.of(inside.toByteArray());
  }

  private static Optional<byte[]> decoded(String text) {
    String standard = text.replace('-', '+').replace('_', '/');
    int whole = standard.length() % 4 == 1 ? standard.length() - 1 : standard.length();
    try {
      return Optional.of(Base64.getDecoder().decode(standard.substring(0, whole)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
