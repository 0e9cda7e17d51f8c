// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The one fleet that the tests share: a hub, and members east and west on clusters of the rig. A
 * test works in a namespace of its own.
 */
public final class SharedFleet implements ParameterResolver {

  /** Locked to open the path between east and west, or to keep it closed. */
  public static final String PATH = "the path between east and west";

  /** Locked to cut west off from the hub, for reading to deploy to it. */
  public static final String LINK_OF_WEST = "the link of west";

  /** Locked to install a hub or the definitions by Helm in west, or to uninstall them. */
  public static final String RELEASES_OF_WEST = "the releases of Helm in west";

  private static final List<String> IMAGES =
      List.of("agent", "hub", "client", "nats-2.15.2", "nats-2.14.9");

  /** Namespaces that the agent of east serves, one or more a test class. */
  public static final List<String> EAST =
      List.of(
          "nats",
          "roll",
          "restart",
          "restarts",
          "wrong",
          "refused",
          "upgrade",
          "pulls",
          "pause",
          "heal",
          "backup",
          "stop",
          "abort",
          "secrets",
          "plan",
          "planned",
          "gateway",
          "leaf",
          "access",
          "deletion");

  private static final List<String> WEST = List.of("nats", "away", "gateway", "leaf");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestFleet.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(TestFleet.class, _ -> start(), TestFleet.class);
  }

  private static TestFleet start() {
    var environment = Environment.ofThisProcess();
    var folder = environment.home().resolve("e2e/target/fleet-" + ProcessHandle.current().pid());
    // Before anything else is started, so that all of it is seen.
    var arguments = ArgumentLists.watched();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var east = threads.submit(() -> member(environment, "east"));
      var west = threads.submit(() -> member(environment, "west"));
      var hub = threads.submit(() -> ProcessHub.start(environment, folder));
      var fleet = fleet(environment, hub.get(), folder);
      fleet.enrol(east.get(), EAST);
      fleet.enrol(west.get(), WEST);
      return new TestFleet(fleet, hub.get(), east.get(), west.get(), arguments);
    } catch (Exception e) {
      arguments.close();
      throw new IllegalStateException("the shared fleet did not come up", e);
    }
  }

  private static Fleet fleet(Environment environment, Hub hub, Path folder) {
    return Fleet.of(
        environment,
        hub,
        folder.resolve("configuration"),
        line -> System.err.println("   " + line));
  }

  private static Member member(Environment environment, String name) {
    var rig = environment.rig();
    var member = Member.ofRig(name, rig.up(name, 1).kubeconfig(), environment);
    rig.load(name, IMAGES.stream().map(environment::image).toList());
    return member;
  }
}
