// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.cli.process.Launcher.Run;
import dev.flotilla.hub.testing.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line, started by its launcher, against the real hub. */
class CommandLineIT {
  private static final String MANIFEST =
      """
      apiVersion: flotilla.dev/v1alpha1
      kind: NatsCluster
      metadata: {namespace: nats, name: orders}
      spec: {version: 2.15.2}
      """;

  @TempDir static Path folder;
  private static HubProcess hub;

  @TempDir Path home;

  @BeforeAll
  static void start() throws Exception {
    hub = new HubProcess(folder).start();
  }

  @AfterAll
  static void stop() throws Exception {
    hub.close();
  }

  @BeforeEach
  void login() throws Exception {
    Run run = loginWith(hub.adminToken(), "--ca", ca());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("as admin (admin)");
  }

  @Test
  void seesAnEmptyFleet() throws Exception {
    Run run = run("status");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Fleet healthy: 0 of 0 members online");
  }

  @Test
  void findsItsOwnPrerequisitesMet() throws Exception {
    Run run = run("doctor");

    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).contains("TLSv1.3, private CA", "admin, role admin");
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("ok +versions +flotilla .*, hub .*"));
  }

  @Test
  void refusesAHubOfAnotherAuthority() throws Exception {
    String pin = "sha256:" + "0".repeat(64);

    Run run = loginWith(hub.adminToken(), "--ca-pin", pin);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("is not trusted");
  }

  @Test
  void printsATokenOnce() throws Exception {
    Run created = run("token", "create", "east");
    Run listed = run("token", "list");

    assertThat(created.out()).startsWith("flt1.");
    assertThat(listed.out()).contains("join   east").doesNotContain(created.out().strip());
  }

  @Test
  void endsWith3WhenTheRoleIsTooLow() throws Exception {
    String viewer = run("token", "create", "looker", "--kind", "api", "--role", "viewer").out();
    Run relogin = loginWith(viewer, "--ca", ca());

    Run run = run("token", "create", "west");

    assertThat(relogin.exit()).isZero();
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("NOT_ALLOWED");
  }

  @Test
  void endsWith3AfterItsTokenWasRevoked() throws Exception {
    Run created = run("token", "create", "gone", "--kind", "api", "--role", "viewer", "-o", "yaml");
    String id = field(created, "id");
    String secret = field(created, "token");
    Run relogin = loginWith(secret, "--ca", ca());
    login();

    Run revoked = run("token", "revoke", id);
    Run after = loginWith(secret, "--ca", ca());

    assertThat(relogin.exit()).isZero();
    assertThat(revoked.exit()).as(revoked.err()).isZero();
    assertThat(after.exit()).isEqualTo(3);
    assertThat(after.err()).contains("UNAUTHENTICATED");
  }

  @Test
  void endsWith2WhenTheMemberIsUnknown() throws Exception {
    Path file = Files.writeString(home.resolve("orders.yaml"), MANIFEST);

    Run run = run("deploy", "-f", file.toString(), "--member", "nowhere");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: ").contains("nowhere", "Hint: ");
  }

  @Test
  void verifiesTheAuditRecord() throws Exception {
    Run ignored = run("token", "create", "north");

    Run listed = run("audit", "list");
    Run verified = run("audit", "verify");

    assertThat(ignored.exit()).isZero();
    assertThat(listed.out()).contains("token.create");
    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(verified.out()).contains("the chain is intact");
  }

  private static String field(Run run, String name) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2).replace("\"", ""))
        .findFirst()
        .orElseThrow();
  }

  private static String ca() {
    return hub.authority().toString();
  }

  private Run loginWith(String token, String... trust) throws Exception {
    return new Launcher(home).login(hub, token, trust);
  }

  private Run run(String... arguments) throws Exception {
    return new Launcher(home).run(arguments);
  }
}
