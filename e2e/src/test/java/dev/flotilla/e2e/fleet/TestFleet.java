// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

/**
 * What a test gets. The clusters are taken away by whoever owns the run, also after a crash.
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

  @Override
  public void close() {
    hub.close();
    arguments.close();
  }
}
