// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.process.Polling;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * {@code ./dev demo}: NATS deployed to two clusters by operations of a hub, and used by an
 * application.
 */
public final class Demo {

  private static final String CLUSTER = "orders";
  private static final int MESSAGES = 10_000;

  private Demo() {}

  public static void main(String[] arguments) {
    Polling.calm();
    var environment = Environment.ofThisProcess();
    var narrator = new Narrator(System.out, Clock.systemUTC());
    var stage = DemoFleet.raise(environment, narrator);
    play(stage, narrator);
    NextSteps.explain(stage, narrator);
  }

  /** The demo itself, on a fleet that is up. */
  static void play(DemoFleet stage, Narrator narrator) {
    stage.members().forEach(member -> deploy(stage, member, narrator));
    stage.members().forEach(member -> use(member, narrator));
    show(stage, narrator);
  }

  /** Deploys three servers with JetStream to a member and waits for the operation. */
  private static void deploy(DemoFleet stage, Member member, Narrator narrator) {
    narrator.chapter("Deploy three servers to " + member.name());
    Path file = manifest(stage, member);
    stage.fleet().cli().run("deploy", "-f", file.toString(), "--member", member.name());
  }

  private static void use(Member member, Narrator narrator) {
    narrator.chapter(
        "An application in "
            + member.name()
            + ": "
            + MESSAGES
            + " messages through a stream of three replicas");
    narrator.text(new ClientJob(member, DemoFleet.natsNamespace(member), CLUSTER).run(MESSAGES));
  }

  private static void show(DemoFleet stage, Narrator narrator) {
    narrator.chapter("The fleet");
    var cli = stage.fleet().cli();
    // Whatever the exit code: the fleet may have other members that are unhealthy.
    narrator.text(cli.command("status").run().output());
    var first = stage.members().getFirst();
    narrator.chapter("How a client connects");
    narrator.text(
        cli.run("connect", first.name() + "/" + DemoFleet.natsNamespace(first) + "/" + CLUSTER));
  }

  private static Path manifest(DemoFleet stage, Member member) {
    var file = DemoFleet.folder(stage.fleet().environment()).resolve(member.name() + ".yaml");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(
          file, NatsClusterManifest.of(CLUSTER, DemoFleet.natsNamespace(member)).yaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
