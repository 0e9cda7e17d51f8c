// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every secret that was generated, each with the location that was made to hold it. */
final class Secrets {

  private static final Pattern NKEY_SEED = Pattern.compile("\\bS[AOUCNX][A-Z2-7]{56}\\b");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN (?:EC )?PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END");

  /** Tokens, and seeds of 32 bytes as Base64, alone in their file. */
  private static final Pattern ALONE = Pattern.compile("[A-Za-z0-9+/=_.-]{40,}");

  /** The secret part of a token follows its last dot or underscore. */
  private static final int SHORTEST = 20;

  private final List<Needle> needles = new ArrayList<>();

  List<Needle> needles() {
    return List.copyOf(needles);
  }

  /** A token that a command printed, and that has no home. */
  void token(String name, String token) {
    var text = token.strip();
    var secret = text.substring(Math.max(text.lastIndexOf('.'), text.lastIndexOf('_')) + 1);
    if (secret.length() < SHORTEST) {
      throw new IllegalArgumentException(name + " has no secret part");
    }
    needles.add(Needle.of(name, "", secret));
  }

  /** Keys and seeds in the files of a folder, which are their homes. */
  void folder(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(file.getFileName().toString(), file.toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the Secrets of a member hold. */
  void of(Member member) {
    for (JsonNode secret : member.get("secrets", "-A").path("items")) {
      var location = location(member, secret);
      secret
          .path("data")
          .properties()
          .forEach(
              entry ->
                  add(
                      location + " " + entry.getKey(),
                      location,
                      new String(
                          Base64.getDecoder().decode(entry.getValue().asText()),
                          StandardCharsets.ISO_8859_1)));
    }
  }

  /** How a Secret is called as a location. */
  static String location(Member member, JsonNode secret) {
    return String.join(
        "/",
        member.name(),
        secret.at("/metadata/namespace").asText(),
        secret.at("/metadata/name").asText());
  }

  private void add(String name, String home, String content) {
    var seed = NKEY_SEED.matcher(content);
    while (seed.find()) {
      needles.add(Needle.of("seed of " + name, home, seed.group()));
    }
    Matcher key = PRIVATE_KEY.matcher(content);
    while (key.find()) {
      // The middle line: the first says only which algorithm it is.
      var lines = key.group(1).strip().split("\\s+", -1);
      needles.add(Needle.of("key of " + name, home, lines[lines.length / 2]));
    }
    if (ALONE.matcher(content.strip()).matches() && !content.startsWith("ey")) {
      needles.add(Needle.of(name, home, content.strip()));
    }
  }
}
