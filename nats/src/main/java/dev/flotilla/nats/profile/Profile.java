// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Defaults for one kind of use, read from {@code profiles.json}. A profile only fills in what a
 * document leaves out; it forbids nothing.
 *
 * @param name as in {@code spec.profile}
 * @param purpose one sentence
 * @param settings the defaults, in the order in which people read them
 */
public record Profile(String name, String purpose, List<Setting> settings) {
  /** The profile that promises durability. */
  public static final String PRODUCTION = "production";

  /** The profile for a laptop. */
  public static final String DEVELOPMENT = "development";

  private static final String FILE = "profiles.json";

  /**
   * One default.
   *
   * @param field path below {@code spec}, such as {@code resources.limits.memory}
   * @param value its value
   * @param reason why, one sentence
   */
  public record Setting(String field, JsonNode value, String reason) {}

  public Profile {
    settings = List.copyOf(settings);
  }

  /** All profiles, the smallest first. */
  public static List<Profile> all() {
    return Bundled.PROFILES;
  }

  /** The profile of that name. */
  public static Optional<Profile> find(String name) {
    return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /** The defaults as a {@code spec}, to be pasted. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public ObjectNode spec() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    settings.forEach(setting -> put(spec, setting.field(), setting.value()));
    return spec;
  }

  /** A spec with these defaults for all that it leaves out. */
  public JsonNode beneath(JsonNode given) {
    ObjectNode spec = spec();
    lay((ObjectNode) given, spec);
    return spec;
  }

  /** Lists and values of the document replace those of the profile, objects are merged. */
  private static void lay(ObjectNode upper, ObjectNode lower) {
    upper
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue() instanceof ObjectNode above
                  && lower.get(entry.getKey()) instanceof ObjectNode below) {
                lay(above, below);
              } else if (!entry.getValue().isNull()) {
                lower.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static void put(ObjectNode spec, String field, JsonNode value) {
    ObjectNode parent = spec;
    String rest = field;
    for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
      parent = parent.withObjectProperty(rest.substring(0, dot));
      rest = rest.substring(dot + 1);
    }
    parent.set(rest, value.deepCopy());
  }

  private static final class Bundled {
    static final List<Profile> PROFILES = load();

    private static List<Profile> load() {
      try (InputStream stream = Profile.class.getResourceAsStream(FILE)) {
        if (stream == null) {
          throw new IllegalStateException("the build lacks " + FILE);
        }
        return List.of(JsonMapper.builder().build().readValue(stream, Profile[].class));
      } catch (IOException problem) {
        throw new UncheckedIOException("the build's " + FILE + " is damaged", problem);
      }
    }
  }
}
