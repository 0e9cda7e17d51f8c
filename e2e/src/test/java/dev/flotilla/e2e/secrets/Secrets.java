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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Every secret that was generated, each with the locations that were made to hold it. */
final class Secrets {

  /** Annotation of a Secret that a user copied: the location of the original. */
  private static final String LENT_BY = "e2e.flotilla.dev/lent-by";

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

  /** A password's hash, which servers have in their environment. */
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  /** Passwords that users choose may be shorter, and would be found by chance. */
  private static final int LEAST_PASSWORD = 20;

  /** Of servers with static users: all keys in one Secret, and each in that of its user. */
  private static final Pattern KEY_OF_USER = Pattern.compile("(.+)-keys ([a-z]+)-user\\.seed");

  private static final Pattern KEY_AT_USER = Pattern.compile("(.+)-([a-z]+)-creds user\\.nk");

  private final List<Needle> needles = new ArrayList<>();

  /** The location of the original of a copied Secret. */
  private final Map<String, String> lent = new HashMap<>();

  List<Needle> needles() {
    return needles.stream().map(this::withLent).toList();
  }

  private Needle withLent(Needle needle) {
    var homes = new HashSet<>(needle.homes());
    needle.homes().stream().filter(lent::containsKey).map(lent::get).forEach(homes::add);
    return new Needle(needle.secret(), homes);
  }

  /** A token that a command printed, and that is not stored anywhere. */
  void token(String name, String token) {
    add(name, Set.of(), token);
  }

  /** Keys and seeds in the files of a folder, which are their homes. */
  void folder(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(file.getFileName().toString(), Set.of(file.toString()), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the Secrets of a member hold. */
  void of(Member member) {
    for (JsonNode secret : member.get("secrets", "-A").path("items")) {
      var location = location(member, secret);
      var original = secret.at("/metadata/annotations").path(LENT_BY).asText();
      if (!original.isEmpty()) {
        lent.put(original, location);
        continue;
      }
      for (var entry : secret.path("data").properties()) {
        var content = decoded(entry.getValue().asText());
        addData(location, entry.getKey(), new String(content, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void addData(String location, String key, String content) {
    var name = location + " " + key;
    add(name, homes(location, name), content);
    if (key.equals("password") && content.length() >= LEAST_PASSWORD) {
      needles.add(new Needle(Secret.text(name, content), Set.of(location)));
    }
  }

  private static Set<String> homes(String location, String name) {
    var kept = KEY_OF_USER.matcher(name);
    var used = KEY_AT_USER.matcher(name);
    if (kept.matches()) {
      return Set.of(location, kept.group(1) + "-" + kept.group(2) + "-creds");
    }
    return used.matches() ? Set.of(location, used.group(1) + "-keys") : Set.of(location);
  }

  /** The location of a Secret. */
  static String location(Member member, JsonNode secret) {
    return String.join(
        "/",
        member.name(),
        secret.at("/metadata/namespace").asText(),
        secret.at("/metadata/name").asText());
  }

  private void add(String name, Set<String> homes, String content) {
    var text = content.strip();
    NKEY_SEED
        .matcher(text)
        .results()
        .forEach(seed -> add(homes, Secret.text("seed of " + name, seed.group())));
    PRIVATE_KEY
        .matcher(text)
        .results()
        .forEach(key -> add(homes, Secret.pem("key of " + name, key.group())));
    BCRYPT
        .matcher(text)
        .results()
        .forEach(hash -> add(homes, Secret.text("hash of " + name, hash.group())));
    var token = API_TOKEN.matcher(text);
    if (token.matches()) {
      add(homes, Secret.text(name, token.group(1)));
    } else if (text.startsWith("flt1.")) {
      add(homes, Secret.text(name, JoinToken.parse(text).secret()));
    } else if (KEY_PAIR.matcher(text).matches()) {
      add(homes, Secret.bytes(name, decoded(text.substring(text.indexOf('.') + 1))));
    } else if (BARE_KEY.matcher(text).matches()) {
      add(homes, Secret.bytes(name, decoded(text)));
    }
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }

  private void add(Set<String> homes, Secret secret) {
    needles.add(new Needle(secret, homes));
  }
}
