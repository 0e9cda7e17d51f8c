// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.nats.testing.secrets.Secret;
import dev.flotilla.protocol.trust.JoinToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Every secret that was generated, each with the location that was made to hold it. */
final class Secrets {

  private static final Pattern NKEY_SEED = Pattern.compile("\\bS[AOUCNX][A-Z2-7]{56}\\b");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN (?:EC )?PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END (?:EC )?PRIVATE KEY-----");

  /** 32 bytes alone in a file: an Ed25519 seed. */
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9+/]{43}=");

  /** Public and private half, as an agent keeps its TLS key. */
  private static final Pattern KEY_PAIR =
      Pattern.compile("[A-Za-z0-9+/]{80,}=*\\.[A-Za-z0-9+/]{80,}=*");

  /** Twenty-four random bytes follow the id. */
  private static final Pattern API_TOKEN = Pattern.compile("fla_[a-z0-9]+_([A-Za-z0-9_-]+)");

  private final List<Needle> needles = new ArrayList<>();

  List<Needle> needles() {
    return List.copyOf(needles);
  }

  /** A token that a command printed, and that has no home. */
  void token(String name, String token) {
    add(name, "", token);
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
    var text = content.strip();
    NKEY_SEED
        .matcher(text)
        .results()
        .forEach(seed -> add(home, Secret.text("seed of " + name, seed.group())));
    PRIVATE_KEY
        .matcher(text)
        .results()
        .forEach(key -> add(home, Secret.pem("key of " + name, key.group())));
    var token = API_TOKEN.matcher(text);
    if (token.matches()) {
      add(home, Secret.text(name, token.group(1)));
    } else if (text.startsWith("flt1.")) {
      add(home, Secret.text(name, JoinToken.parse(text).secret()));
    } else if (KEY_PAIR.matcher(text).matches()) {
      add(home, Secret.bytes(name, decoded(text.substring(text.indexOf('.') + 1))));
    } else if (BARE_KEY.matcher(text).matches()) {
      add(home, Secret.bytes(name, decoded(text)));
    }
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }

  private void add(String home, Secret secret) {
    needles.add(new Needle(secret, home));
  }
}
