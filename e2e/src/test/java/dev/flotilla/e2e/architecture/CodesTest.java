// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.engine.ResultCode;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.protocol.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each code is in a catalogue, in use, and described in the reference. */
class CodesTest {
  private static final Path REFERENCE = Path.of("../docs/reference/codes.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Z0-9_]+)` \\| [^|]+ \\|( yes \\|)?.*");
  private static final Pattern USE =
      Pattern.compile("\\b(?:Code|FindingCode|Reason|ResultCode)\\.([A-Z0-9_]+)");
  private static final Pattern STATIC =
      Pattern.compile("import static [\\w.]+\\.(?:Code|FindingCode|Reason)\\.([A-Z0-9_]+);");

  /** Where a problem, a wrong field, a check or a finding is created from a string. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:new (?:Problem|Trouble|PreflightCheck|FieldError|Finding)|Rejection\\.(?:of|invalid))"
              + "\\([^\";]{0,60}\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

  private static final Map<String, List<String>> SECTIONS =
      Map.of(
          "API", area(Code.Area.API),
          "Admission", area(Code.Area.ADMISSION),
          "Operations", area(Code.Area.OPERATION),
          "Plans", area(Code.Area.PLAN),
          "Refused changes", area(Code.Area.TRANSITION),
          "Conditions", area(Code.Area.CONDITION),
          "Health", Arrays.stream(Reason.values()).map(Reason::name).toList(),
          "Backup results", Arrays.stream(ResultCode.values()).map(Enum::name).toList(),
          "NatsCluster findings", Arrays.stream(FindingCode.values()).map(Enum::name).toList());

  @Test
  void eachSectionOfTheReferenceIsThatOfTheCatalogue() throws IOException {
    Map<String, Set<String>> described = new TreeMap<>();
    String section = "";
    for (String line : Files.readAllLines(REFERENCE)) {
      section = line.startsWith("## ") ? line.substring(3) : section;
      String of = section;
      ROW.matcher(line)
          .results()
          .forEach(row -> described.computeIfAbsent(of, _ -> new TreeSet<>()).add(row.group(1)));
    }

    assertThat(described.keySet()).isEqualTo(SECTIONS.keySet());
    described.forEach(
        (name, codes) ->
            assertThat(codes)
                .as("codes under '%s' of %s", name, REFERENCE)
                .containsExactlyInAnyOrderElementsOf(SECTIONS.get(name)));
  }

  @Test
  void theReferenceSaysWhichFindingsCanBeWaived() throws IOException {
    Set<String> waivable =
        Files.readAllLines(REFERENCE).stream()
            .flatMap(line -> ROW.matcher(line).results())
            .filter(row -> row.group(2) != null)
            .map(row -> row.group(1))
            .collect(Collectors.toSet());

    assertThat(waivable)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingCode.values())
                .filter(FindingCode::waivable)
                .map(Enum::name)
                .toList());
  }

  @Test
  void eachCodeIsInUse() {
    Set<String> used = new HashSet<>();
    sources()
        .flatMap(source -> Stream.of(USE, STATIC).flatMap(use -> use.matcher(source).results()))
        .forEach(use -> used.add(use.group(1)));

    assertThat(used).containsAll(SECTIONS.values().stream().flatMap(List::stream).toList());
  }

  @Test
  void noCodeIsDefinedOutsideTheCatalogue() {
    assertThat(
            sources().flatMap(source -> LITERAL.matcher(source).results().map(MatchResult::group)))
        .isEmpty();
  }

  private static List<String> area(Code.Area area) {
    return Arrays.stream(Code.values())
        .filter(code -> code.area() == area)
        .map(Enum::name)
        .toList();
  }

  private static Stream<String> sources() {
    return Stream.of("protocol", "nats", "nats-child", "backup", "agent", "hub", "cli")
        .map(module -> Path.of("..", module, "src/main/java"))
        .flatMap(CodesTest::below)
        .map(CodesTest::read);
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
