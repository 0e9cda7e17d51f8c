// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static final List<String> MODULES =
      List.of("protocol", "nats", "nats-child", "agent", "hub", "cli", "e2e");

  private static JavaClasses tree;

  @BeforeAll
  static void readEveryModule() {
    var folders =
        MODULES.stream().map(module -> Path.of("..", module, "target", "classes")).toList();
    tree = new ClassFileImporter().importPaths(folders);
    for (String module : MODULES) {
      assertThat(tree.containPackage(packageOf(module)))
          .as("classes of %s were found", module)
          .isTrue();
    }
  }

  private static String packageOf(String module) {
    return "dev.flotilla." + module.replace("-", "");
  }

  @Test
  void agentAndHubNeverDependOnEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.flotilla.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.flotilla.hub..")
        .check(tree);
    noClasses()
        .that()
        .resideInAPackage("dev.flotilla.hub..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.flotilla.agent..")
        .check(tree);
  }

  @Test
  void theProtocolIsPlainJava() {
    classes()
        .that()
        .resideInAPackage("dev.flotilla.protocol..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.flotilla.protocol..",
            "java..",
            "com.fasterxml.jackson..",
            "org.bouncycastle..",
            "org.jspecify..")
        .check(tree);
  }

  @Test
  void theNatsModuleKnowsNoKubernetesClientAndNoFramework() {
    noClasses()
        .that()
        .resideInAPackage("dev.flotilla.nats..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8.kubernetes.client..",
            "io.quarkus..",
            "jakarta..",
            "dev.flotilla.protocol..")
        .check(tree);
  }

  @Test
  void theCommandLineSpeaksOnlyTheRestApi() {
    noClasses()
        .that()
        .resideInAPackage("dev.flotilla.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.flotilla.hub..",
            "dev.flotilla.agent..",
            "io.nats..",
            "io.fabric8..",
            "io.quarkus..")
        .check(tree);
  }

  @Test
  void withoutAHubTheCommandLineOnlyReadsAndJudgesDocuments() {
    noClasses()
        .that()
        .resideInAPackage("dev.flotilla.cli..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.flotilla.nats..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.flotilla.nats.catalogue..",
                            "dev.flotilla.nats.chart..",
                            "dev.flotilla.nats.cluster..",
                            "dev.flotilla.nats.profile..",
                            "dev.flotilla.nats.validation.."))))
        .check(tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocol", "nats", "agent", "hub", "cli", "e2e"})
  void featuresOfAModuleFormNoCycle(String module) {
    slices().matching("dev.flotilla." + module + ".(*)..").should().beFreeOfCycles().check(tree);
  }

  @Test
  void onlyTheChildServerMakesNativeCalls() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.flotilla.natschild..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("dev.flotilla.natschild..")
        .orShould()
        .callMethod(System.class, "load", String.class)
        .orShould()
        .callMethod(System.class, "loadLibrary", String.class)
        .check(tree);
    noMethods().should().haveModifier(JavaModifier.NATIVE).check(tree);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(tree);
  }

  @Test
  void nothingIsMocked() {
    noClasses()
        .that(resideInAPackage("dev.flotilla.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mockito..", "io.fabric8.kubernetes.client.server.mock..")
        .check(tree);
  }

  @Test
  void nobodySleepsInsteadOfWaitingForAFact() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(tree);
    noClasses().should().callMethod(Thread.class, "sleep", java.time.Duration.class).check(tree);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .that(alwaysTrue())
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(tree);
  }
}
