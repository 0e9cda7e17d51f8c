// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import dev.flotilla.e2e.fleet.ChartHub;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Hub;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.ProcessHub;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code up} and {@code demo} leave running: a hub and two members with accepted agents.
 *
 * @param fleet with its hub
 * @param members in the order of their names
 */
record DemoFleet(Fleet fleet, List<Member> members) {

  private static final List<String> RIG_IMAGES = List.of("agent", "client", "nats-2.15.2");

  /** Starts everything that is not running. */
  static DemoFleet raise(Environment environment, Narrator narrator) {
    var members = environment.members();
    narrator.chapter("A hub, with its keys made by 'flotilla-hub init'");
    var hub = hub(environment, members);
    var fleet = Fleet.of(environment, hub, configuration(environment), narrator::line);
    for (Member member : members) {
      narrator.chapter("Member " + member.name() + ": an agent by Helm, accepted by a person");
      if (!environment.ownClusters()) {
        environment.rig().load(member.name(), RIG_IMAGES.stream().map(environment::image).toList());
      }
      fleet.enrol(member, List.of(natsNamespace(member)));
    }
    return new DemoFleet(fleet, members);
  }

  /** Namespace of the member's NatsCluster; two members on one cluster must not share it. */
  static String natsNamespace(Member member) {
    return member.namespace().equals("flotilla") ? "nats" : "nats-" + member.name();
  }

  static Path folder(Environment environment) {
    return environment.home().resolve("target/fleet");
  }

  static Path configuration(Environment environment) {
    return folder(environment).resolve("configuration");
  }

  private static Hub hub(Environment environment, List<Member> members) {
    if (!environment.ownClusters()) {
      return ProcessHub.start(environment, folder(environment));
    }
    boolean alone = members.stream().map(Member::context).distinct().count() == 1;
    var reach = alone ? ChartHub.Reach.SAME_CLUSTER : ChartHub.Reach.OTHER_CLUSTERS;
    return ChartHub.install(ChartHub.Site.in(members.getFirst(), reach), folder(environment));
  }
}
