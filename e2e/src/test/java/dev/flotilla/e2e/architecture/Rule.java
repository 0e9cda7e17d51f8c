// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What holds in every module. */
enum Rule {
  AGENT_NEVER_DEPENDS_ON_HUB(
      noClasses()
          .that()
          .resideInAPackage("dev.flotilla.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.flotilla.hub..")),

  HUB_NEVER_DEPENDS_ON_AGENT(
      noClasses()
          .that()
          .resideInAPackage("dev.flotilla.hub..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.flotilla.agent..")),

  PROTOCOL_IS_PLAIN_JAVA(
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
              "org.jspecify..")),

  NATS_KNOWS_NO_KUBERNETES_CLIENT_AND_NO_FRAMEWORK(
      noClasses()
          .that()
          .resideInAPackage("dev.flotilla.nats..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.quarkus..",
              "jakarta..",
              "dev.flotilla.protocol..")),

  /** A set is made and read by a process of its own, in a member or on a desk. */
  BACKUP_KNOWS_NEITHER_KUBERNETES_NOR_THE_FLEET(
      noClasses()
          .that()
          .resideInAPackage("dev.flotilla.backup..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..", "io.quarkus..", "jakarta..", "dev.flotilla.protocol..")),

  COMMAND_LINE_SPEAKS_ONLY_THE_REST_API(
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
              "io.quarkus..")),

  COMMAND_LINE_ONLY_READS_AND_JUDGES_DOCUMENTS_BY_ITSELF(
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
                              "dev.flotilla.nats.document..",
                              "dev.flotilla.nats.profile..",
                              "dev.flotilla.nats.validation.."))))),

  /** A module's own package is a feature as well: what all use, or what uses all, never both. */
  FEATURES_FORM_NO_CYCLE(slices().assignedFrom(new Features()).should().beFreeOfCycles()),

  ONLY_THE_CHILD_SERVER_MAKES_NATIVE_CALLS(
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.flotilla.natschild..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.lang.foreign..", "dev.flotilla.natschild..")
          .orShould()
          .accessTargetWhere(calls(Map.of(System.class, Set.of("load", "loadLibrary"))))),

  NO_METHOD_IS_NATIVE(noMethods().should().haveModifier(JavaModifier.NATIVE)),

  NAMES_SAY_WHAT_A_THING_IS(
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
          .orShould()
          .haveSimpleNameStartingWith("Abstract")),

  NOTHING_IS_MOCKED(
      noClasses()
          .that()
          .resideInAPackage("dev.flotilla..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mockito..", "io.fabric8.kubernetes.client.server.mock..")),

  /** Waits are for facts: a latch, a queue, a condition, with a timeout. */
  NOTHING_SLEEPS(
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.flotilla.cli.main.Main")
          .should()
          .accessTargetWhere(
              calls(
                  Map.of(
                      Thread.class, Set.of("sleep"),
                      TimeUnit.class, Set.of("sleep"),
                      LockSupport.class, Set.of("parkNanos", "parkUntil"))))),

  /**
   * The NATS client and the event stream throw it when they are closed. Caught further away it
   * would hide bugs, which throw it as well.
   */
  ILLEGAL_STATE_IS_CAUGHT_WHERE_A_CLIENT_THROWS_IT(
      noClasses()
          .that(doNotCall("io.nats.client", "jakarta.ws.rs.sse"))
          .should(new Catching(IllegalStateException.class))),

  /**
   * Each process reads its system's clock in one class, which provides it to the others; the rig
   * measures.
   */
  TIME_IS_INJECTED(
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.flotilla.e2e..")
          .and()
          .doNotHaveFullyQualifiedName("dev.flotilla.agent.AgentParts")
          .and()
          .doNotHaveFullyQualifiedName("dev.flotilla.agent.backup.job.Main")
          .and()
          .doNotHaveFullyQualifiedName("dev.flotilla.hub.HubClock")
          .and()
          .doNotHaveFullyQualifiedName("dev.flotilla.cli.main.Main")
          .should()
          .accessTargetWhere(
              calls(
                  Map.of(
                      System.class, Set.of("currentTimeMillis"),
                      Date.class, Set.of("<init>"),
                      Clock.class,
                          Set.of(
                              "system",
                              "systemUTC",
                              "systemDefaultZone",
                              "tickSeconds",
                              "tickMinutes",
                              "tickMillis"),
                      InstantSource.class, Set.of("system"),
                      Instant.class, Set.of("now"),
                      LocalDate.class, Set.of("now"),
                      LocalDateTime.class, Set.of("now"),
                      OffsetDateTime.class, Set.of("now"),
                      ZonedDateTime.class, Set.of("now")))));

  @SuppressWarnings("ImmutableEnumChecker") // ArchUnit does not declare its rules immutable.
  final ArchRule rule;

  Rule(ArchRule rule) {
    this.rule = rule;
  }

  private static DescribedPredicate<JavaClass> doNotCall(String... packages) {
    return describe(
        "do not call " + List.of(packages),
        type ->
            type.getAccessesFromSelf().stream()
                .map(access -> access.getTargetOwner().getPackageName())
                .noneMatch(called -> Stream.of(packages).anyMatch(called::startsWith)));
  }

  /** Calls and method references alike. */
  private static DescribedPredicate<JavaAccess<?>> calls(Map<Class<?>, Set<String>> methods) {
    return describe(
        "calls one of " + methods,
        access ->
            methods.entrySet().stream()
                .anyMatch(
                    of ->
                        access.getTargetOwner().isEquivalentTo(of.getKey())
                            && of.getValue().contains(access.getName())));
  }
}
