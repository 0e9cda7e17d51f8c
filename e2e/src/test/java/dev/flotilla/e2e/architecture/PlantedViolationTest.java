// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule detects what it forbids: classes that violate it are compiled and checked. */
class PlantedViolationTest {
  record Type(String name, String body) {
    Path write(Path folder) throws Exception {
      int dot = name.lastIndexOf('.');
      String source =
          "package %s; public class %s { %s }"
              .formatted(name.substring(0, dot), name.substring(dot + 1), body);
      Path file = folder.resolve(name.replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, source);
    }
  }

  static Stream<Arguments> planted() {
    return Stream.of(Rule.values())
        .flatMap(rule -> violations(rule).map(types -> Arguments.of(rule, types)));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void theRuleIsBroken(Rule rule, List<Type> types, @TempDir Path folder) throws Exception {
    compile(types, folder);

    var classes = new ClassFileImporter().importPath(folder);

    assertThat(classes).hasSize(types.size());
    assertThat(rule.rule.evaluate(classes).hasViolation()).isTrue();
  }

  private static Stream<List<Type>> violations(Rule rule) {
    return switch (rule) {
      case AGENT_NEVER_DEPENDS_ON_HUB ->
          Stream.of(uses("dev.flotilla.agent.link.A", "dev.flotilla.hub.fleet.B"));
      case HUB_NEVER_DEPENDS_ON_AGENT ->
          Stream.of(uses("dev.flotilla.hub.fleet.A", "dev.flotilla.agent.link.B"));
      case PROTOCOL_IS_PLAIN_JAVA ->
          Stream.of("io.nats.client.B", "dev.flotilla.nats.B", "jakarta.inject.B")
              .map(used -> uses("dev.flotilla.protocol.event.A", used));
      case NATS_KNOWS_NO_KUBERNETES_CLIENT_AND_NO_FRAMEWORK ->
          Stream.of(
                  "io.fabric8.kubernetes.client.B",
                  "io.quarkus.arc.B",
                  "jakarta.inject.B",
                  "dev.flotilla.protocol.B")
              .map(used -> uses("dev.flotilla.nats.health.A", used));
      case BACKUP_KNOWS_NEITHER_KUBERNETES_NOR_THE_FLEET ->
          Stream.of(
                  "io.fabric8.kubernetes.client.B",
                  "io.quarkus.arc.B",
                  "jakarta.inject.B",
                  "dev.flotilla.protocol.B")
              .map(used -> uses("dev.flotilla.backup.engine.A", used));
      case COMMAND_LINE_SPEAKS_ONLY_THE_REST_API ->
          Stream.of(
                  "dev.flotilla.hub.B",
                  "dev.flotilla.agent.B",
                  "io.nats.client.B",
                  "io.fabric8.kubernetes.client.B",
                  "io.quarkus.arc.B")
              .map(used -> uses("dev.flotilla.cli.deploy.A", used));
      case COMMAND_LINE_ONLY_READS_AND_JUDGES_DOCUMENTS_BY_ITSELF ->
          Stream.of("dev.flotilla.nats.jwt.B", "dev.flotilla.nats.system.B")
              .map(used -> uses("dev.flotilla.cli.deploy.A", used));
      case FEATURES_FORM_NO_CYCLE ->
          Stream.of(
              useEachOther("dev.flotilla.agent.link.A", "dev.flotilla.agent.tls.B"),
              useEachOther("dev.flotilla.agent.A", "dev.flotilla.agent.tls.B"),
              useEachOther("dev.flotilla.protocol.A", "dev.flotilla.protocol.event.text.B"));
      case ONLY_THE_CHILD_SERVER_MAKES_NATIVE_CALLS ->
          Stream.of(
              uses("dev.flotilla.hub.A", "dev.flotilla.natschild.B"),
              does("Object arena = java.lang.foreign.Arena.global()"),
              does("System.load(\"/lib/x.so\")"),
              does("System.loadLibrary(\"x\")"));
      case NO_METHOD_IS_NATIVE ->
          Stream.of(List.of(new Type("dev.flotilla.natschild.A", "native void run();")));
      case NAMES_SAY_WHAT_A_THING_IS ->
          Stream.of(
                  "TextUtil", "TextUtils", "TextHelper", "TextManager", "TextImpl", "AbstractText")
              .map(name -> List.of(new Type("dev.flotilla.hub." + name, "")));
      case NOTHING_IS_MOCKED ->
          Stream.of("org.mockito.B", "io.fabric8.kubernetes.client.server.mock.B")
              .map(used -> uses("dev.flotilla.e2e.A", used));
      case NOTHING_SLEEPS ->
          Stream.of(
                  "Thread.sleep(1)",
                  "Thread.sleep(java.time.Duration.ZERO)",
                  "java.util.concurrent.TimeUnit.SECONDS.sleep(1)",
                  "java.util.concurrent.locks.LockSupport.parkNanos(1)",
                  "java.util.concurrent.locks.LockSupport.parkUntil(this, 1)",
                  "java.util.function.LongConsumer f = java.util.concurrent.locks.LockSupport::parkNanos")
              .map(PlantedViolationTest::does);
      case ILLEGAL_STATE_IS_CAUGHT_WHERE_A_CLIENT_THROWS_IT ->
          Stream.of(
                  "try { run(); } catch (IllegalStateException e) { }",
                  "try { run(); } catch (java.io.IOException | IllegalStateException e) { }")
              .map(PlantedViolationTest::does);
      case TIME_IS_INJECTED ->
          Stream.of(
                  "System.currentTimeMillis()",
                  "java.time.Clock.systemUTC()",
                  "java.time.Clock.systemDefaultZone()",
                  "java.time.Clock.system(java.time.ZoneOffset.UTC)",
                  "java.time.Clock.tickSeconds(java.time.ZoneOffset.UTC)",
                  "java.time.InstantSource.system()",
                  "java.time.Instant.now()",
                  "java.time.LocalDate.now()",
                  "java.time.LocalDateTime.now()",
                  "java.time.OffsetDateTime.now()",
                  "java.time.ZonedDateTime.now()",
                  "new java.util.Date()",
                  "java.util.function.Supplier<?> now = java.time.Instant::now")
              .map(PlantedViolationTest::does);
    };
  }

  private static List<Type> uses(String one, String other) {
    return List.of(new Type(one, other + " other;"), new Type(other, ""));
  }

  private static List<Type> useEachOther(String one, String other) {
    return List.of(new Type(one, other + " other;"), new Type(other, one + " other;"));
  }

  private static List<Type> does(String statement) {
    return List.of(
        new Type(
            "dev.flotilla.agent.link.A", "void run() throws Exception { " + statement + "; }"));
  }

  private static void compile(List<Type> types, Path folder) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    for (Type type : types) {
      arguments.add(type.write(folder).toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("%s compile", types).isZero();
  }
}
