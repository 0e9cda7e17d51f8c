// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import java.util.List;

/**
 * What a test gets. The clusters are removed by the owner of the run, also after a crash.
 *
 * @param fleet with an administrator's command line
 * @param hub that may be killed and must be started again
 * @param east a member with a namespace for each test
 * @param west another member
 * @param arguments of all processes since before the hub began
 */
public record TestFleet(
    Fleet fleet, ProcessHub hub, Member east, Member west, ArgumentLists arguments)
    implements AutoCloseable {

  public Flotilla cli() {
    return fleet.cli();
  }

  public Rig rig() {
    return fleet.environment().rig();
  }

  /**
   * One more agent in east, for a test that kills it or forges its inbox.
   *
   * @param name of the member, and of the one namespace that it serves
   * @param values of its chart
   */
  public Member enrolGuest(String name, String... values) {
    var guest =
        new Member(name, east.kubeconfig(), east.context(), "flotilla-" + name, east.environment());
    fleet.join(guest, List.of(name), values);
    return guest;
  }

  /** A member that is away for good would make the fleet unhealthy for the other tests. */
  public void dismiss(Member guest) {
    guest.deleteNatsClusters(guest.name());
    guest.helm("uninstall", "flotilla-agent", "-n", guest.namespace()).run().orThrow();
    cli().run("agents", "revoke", guest.name());
  }

  @Override
  public void close() {
    hub.close();
    arguments.close();
  }
}
