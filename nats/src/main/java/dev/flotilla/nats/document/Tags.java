// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import static dev.flotilla.nats.document.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.document.FindingCode.RESERVED_LABEL;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Labels and annotations, by the rules of Kubernetes. */
public final class Tags {
  public static final Pattern KEY =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern ANY = Pattern.compile("(?s).*");

  /** By these the Services, the budget and the agent find the servers. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "app\\.kubernetes\\.io/(?:name|instance|component|version|managed-by)|(?:[a-z.]+\\.)?flotilla\\.dev/.*");

  private Tags() {}

  public static Map<String, String> labels(Section section, String name) {
    return read(section, name, LABEL);
  }

  public static Map<String, String> annotations(Section section, String name) {
    return read(section, name, ANY);
  }

  /** Those that Flotilla sets itself are reported. */
  public static Map<String, String> ownedByPeople(
      Section section, String name, Map<String, String> given) {
    given.keySet().stream()
        .filter(key -> RESERVED.matcher(key).matches())
        .forEach(
            key ->
                section.report(
                    RESERVED_LABEL,
                    section.field(name + "." + key),
                    key + " is managed by Flotilla.",
                    "Use another key."));
    return given;
  }

  public static Map<String, String> sorted(Map<String, String> given) {
    return Collections.unmodifiableMap(new TreeMap<>(given));
  }

  private static Map<String, String> read(Section section, String name, Pattern values) {
    Map<String, String> given = section.textsByKey(name);
    given.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches() || !values.matcher(value).matches()) {
            section.report(
                BAD_VALUE,
                section.field(name + "." + key),
                "\"" + key + ": " + value + "\" is not valid in Kubernetes.",
                "A key is an optional DNS prefix, a slash and at most 63 letters, digits, '-', '_' or '.'.");
          }
        });
    return given;
  }
}
