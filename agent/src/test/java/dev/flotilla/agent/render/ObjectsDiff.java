// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.flotilla.agent.testing.ScenarioObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The objects of a scenario as a unified diff. An object that the first base has too is left out
 * while it is equal. Any other object is compared with that of the first base that has one, and
 * named even when it is equal; with no such base it is written whole. So base and diff together
 * determine every line of every object.
 *
 * @param bases what others are compared with, in order of preference
 */
record ObjectsDiff(List<ScenarioObjects> bases) {
  private static final String NOTHING = "/dev/null";
  private static final int CONTEXT = 1;
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),\\d+ \\+(\\d+),\\d+ @@");

  /** The diff as text; each hunk is headed by the path in the object that it changes. */
  String of(ScenarioObjects scenario) {
    TreeSet<String> files = new TreeSet<>(bases.getFirst().files().keySet());
    files.addAll(scenario.files().keySet());
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      section(file, scenario).forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private Stream<String> section(String file, ScenarioObjects scenario) {
    Optional<ScenarioObjects> base = base(file, scenario);
    String before = base.map(found -> found.files().get(file)).orElse("");
    String after = scenario.files().getOrDefault(file, "");
    if (before.equals(after) && base.filter(bases.getFirst()::equals).isPresent()) {
      return Stream.of();
    }
    return Stream.concat(
        Stream.of(
            "--- " + base.map(found -> name(found, file)).orElse(NOTHING),
            "+++ " + (after.isEmpty() ? NOTHING : name(scenario, file))),
        hunks(before, after));
  }

  private Optional<ScenarioObjects> base(String file, ScenarioObjects scenario) {
    return bases.stream()
        .filter(base -> base.files().containsKey(file))
        .findFirst()
        .filter(base -> !base.equals(scenario));
  }

  private static String name(ScenarioObjects scenario, String file) {
    return scenario.scenario() + "/" + file;
  }

  private static Stream<String> hunks(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            "", "", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
    List<String> headed = new ArrayList<>();
    for (int index = 2; index < lines.size(); index++) {
      Matcher hunk = HUNK.matcher(lines.get(index));
      headed.add(
          hunk.matches()
              ? range(hunk) + place(hunk, lines.subList(index + 1, lines.size()), before, after)
              : lines.get(index));
    }
    return headed.stream();
  }

  /** The library counts the lines of an absent file from 1, patch and git from 0. */
  private static String range(Matcher hunk) {
    return hunk.group().replace("1,0 ", "0,0 ");
  }

  /** The path of the first line that a hunk removes or adds. */
  private static String place(Matcher hunk, List<String> body, String before, String after) {
    int unchanged = 0;
    while (body.get(unchanged).startsWith(" ")) {
      unchanged++;
    }
    String path =
        body.get(unchanged).startsWith("-")
            ? YamlPath.around(before, Integer.parseInt(hunk.group(1)) + unchanged)
            : YamlPath.around(after, Integer.parseInt(hunk.group(2)) + unchanged);
    return path.isEmpty() ? "" : " " + path;
  }
}
