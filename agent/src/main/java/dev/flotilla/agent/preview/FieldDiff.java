// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which two states of an object differ. Fields that the API server maintains are left
 * out; a text that is a JSON object, such as the servers' configuration, is compared by field; what
 * could be a secret is named and not shown.
 */
final class FieldDiff {
  /** Fields that change with every write, or that do not matter to users. */
  private static final Set<String> SERVERS_OWN = Set.of("apiVersion", "kind", "status");

  private static final Set<String> SERVERS_OWN_METADATA =
      Set.of("creationTimestamp", "generation", "managedFields", "resourceVersion", "uid");

  /** Words that denote secrets, as a whole word of a path. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)(^|[^a-z])(pass|passwd|password|token|seed|private_?key|jwt)($|[^a-z])");

  /** Claims, which mean nothing to a user and much to an attacker, and hashed passwords. */
  private static final Pattern OPAQUE =
      Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+|\\$2[aby]\\$");

  private static final Pattern PLAIN_KEY = Pattern.compile("[\\w-]+");
  private static final String HIDDEN = "(not shown)";
  private static final int LONGEST = 200;

  private final List<FieldChange> changes = new ArrayList<>();

  private FieldDiff() {}

  static List<FieldChange> between(Live before, Live after) {
    return between("", own(before), own(after));
  }

  /** The difference of two trees at a path. */
  static List<FieldChange> between(String path, Object before, Object after) {
    FieldDiff diff = new FieldDiff();
    diff.compare(path, before, after);
    return List.copyOf(diff.changes);
  }

  private static Map<String, Object> own(Live object) {
    Map<String, Object> tree = new LinkedHashMap<>(object.tree());
    tree.keySet().removeAll(SERVERS_OWN);
    if (tree.get("metadata") instanceof Map<?, ?> metadata) {
      Map<Object, Object> kept = new LinkedHashMap<>(metadata);
      kept.keySet().removeAll(SERVERS_OWN_METADATA);
      tree.put("metadata", kept);
    }
    return tree;
  }

  private void compare(String path, @Nullable Object before, @Nullable Object after) {
    if (Objects.equals(before, after)) {
      return;
    }
    Optional<Map<?, ?>> left = map(before);
    Optional<Map<?, ?>> right = map(after);
    if (left.isPresent() && right.isPresent()) {
      maps(path, left.get(), right.get());
    } else {
      changes.add(new FieldChange(path, text(path, before), text(path, after)));
    }
  }

  private void maps(String path, Map<?, ?> before, Map<?, ?> after) {
    Set<Object> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (Object key : keys) {
      compare(below(path, String.valueOf(key)), before.get(key), after.get(key));
    }
  }

  private static String below(String path, String key) {
    if (key.startsWith("[")) {
      return path + key;
    }
    if (!PLAIN_KEY.matcher(key).matches()) {
      return path + "[" + key + "]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A value as a map, where its parts can be named. */
  private static Optional<Map<?, ?>> map(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> Optional.of(map);
      case List<?> list -> byName(list);
      case String text when text.startsWith("{") -> json(text);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Map<?, ?>> byName(List<?> list) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object element : list) {
      if (element instanceof Map<?, ?> map && map.get("name") instanceof String name) {
        named.put("[" + name + "]", element);
      }
    }
    return !list.isEmpty() && named.size() == list.size() ? Optional.of(named) : Optional.empty();
  }

  private static Optional<Map<?, ?>> json(String text) {
    try {
      return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8), Map.class));
    } catch (UncheckedIOException other) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(String path, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    boolean tree = !(value instanceof String);
    String text = tree ? new String(Json.write(value), StandardCharsets.UTF_8) : value.toString();
    if (SECRET.matcher(tree ? path + text : path).find() || OPAQUE.matcher(text).find()) {
      return HIDDEN;
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
