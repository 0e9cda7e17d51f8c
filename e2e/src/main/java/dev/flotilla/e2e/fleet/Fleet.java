// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.process.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A hub, its command line, and the agents that join it: every step as a user would do it.
 *
 * @param environment of this run
 * @param hub that runs
 * @param cli logged in as the hub's first administrator
 * @param shown receives every step
 */
public record Fleet(Environment environment, Hub hub, Flotilla cli, Consumer<String> shown) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The Secret in which the agents of this fleet find their join token. */
  public static final String JOIN_SECRET = "flotilla-join-token";

  /** Logs in to a hub as soon as it answers. */
  public static Fleet of(
      Environment environment, Hub hub, Path configuration, Consumer<String> shown) {
    var api = HubApi.of(hub);
    var cli = new Flotilla(environment.cli(), configuration, api, shown);
    await("the hub answers at " + hub.url())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> login(cli, hub).succeeded());
    shown.accept("$ flotilla login " + hub.url() + " --ca ca.crt --token-file admin.token");
    return new Fleet(environment, hub, cli, shown);
  }

  /** Installs the definitions and an agent by Helm, accepts it, and waits until it is ready. */
  public void enrol(Member member, List<String> namespaces, String... values) {
    installDefinitions(member);
    join(member, namespaces, values);
  }

  /** The same in a cluster that has the definitions. */
  public void join(Member member, List<String> namespaces, String... values) {
    member.namespace(member.namespace());
    namespaces.forEach(member::namespace);
    joinToken(member);
    installAgent(member, namespaces, Optional.of(JOIN_SECRET), values);
    await(member.name() + " asks to join")
        .atMost(PATIENCE)
        .until(() -> cli.api().get("agents").toString().contains("\"" + member.name() + "\""));
    cli.run("agents", "accept", member.name());
    member.awaitRollout(member.namespace(), "deployment/flotilla-agent", PATIENCE);
  }

  /** Creates a join token and stores it where the agent's chart expects it. */
  public void joinToken(Member member) {
    var token = cli.run("token", "create", member.name());
    member.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: %s
          namespace: %s
        stringData:
          token: %s
        """
            .formatted(JOIN_SECRET, member.namespace(), token));
  }

  /** Installs or upgrades the custom resource definitions of a member's cluster. */
  public void installDefinitions(Member member) {
    helm(
        member,
        "flotilla-crds",
        "upgrade",
        "--install",
        "flotilla-crds",
        chart("flotilla-crds"),
        "-n",
        "default");
  }

  /** Installs or upgrades an agent by Helm. */
  public void installAgent(
      Member member, List<String> namespaces, Optional<String> joinSecret, String... values) {
    var arguments =
        new ArrayList<>(List.of("upgrade", "--install", "flotilla-agent", chart("flotilla-agent")));
    arguments.addAll(List.of("-n", member.namespace(), "--set", "member=" + member.name()));
    arguments.addAll(List.of("--set", "namespaces={" + String.join(",", namespaces) + "}"));
    arguments.addAll(
        List.of(
            "--set",
            "image.repository=" + environment.imageRepository("agent"),
            "--set",
            "image.tag=dev"));
    joinSecret.ifPresentOrElse(
        secret -> arguments.addAll(List.of("--set", "hub.joinTokenSecret.name=" + secret)),
        () -> arguments.addAll(List.of("--set", "hub.enabled=false")));
    Stream.concat(hub.agentValues().stream(), Stream.of(values))
        .forEach(value -> arguments.addAll(List.of("--set", value)));
    helm(member, "flotilla-agent", arguments.toArray(String[]::new));
  }

  private void helm(Member member, String release, String... arguments) {
    shown.accept(
        "$ helm "
            + String.join(" ", arguments).replace(environment.home() + "/", "")
            + "   # on "
            + member.name());
    Result result = member.helm(arguments).run();
    if (!result.succeeded()) {
      throw new IllegalStateException(
          "Helm could not install " + release + " on " + member.name() + ": " + result.error());
    }
  }

  private String chart(String name) {
    return environment.chart(name).toString();
  }

  private static Result login(Flotilla cli, Hub hub) {
    var authority = hub.keys().authority().toString();
    return cli.command("login", hub.url().toString(), "--ca", authority, "--token-stdin")
        .input(hub.keys().readAdminToken())
        .run();
  }
}
