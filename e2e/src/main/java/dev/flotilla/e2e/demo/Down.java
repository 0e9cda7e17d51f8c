// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import dev.flotilla.e2e.fleet.ChartHub;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Member;
import java.time.Clock;

/**
 * {@code ./dev down} on clusters of others: removes what {@code up} created there, and nothing
 * else.
 */
public final class Down {

  private Down() {}

  public static void main(String[] arguments) {
    var environment = Environment.ofThisProcess();
    var narrator = new Narrator(System.out, Clock.systemUTC());
    ChartHub.endForward(DemoFleet.folder(environment));
    for (Member member : environment.members()) {
      narrator.chapter("Member " + member.name());
      var namespaces = member.ownNamespaces();
      if (namespaces.contains(DemoFleet.natsNamespace(member))) {
        removeNatsClusters(member, narrator);
      }
      if (namespaces.contains(member.namespace())) {
        remove(member, "flotilla-agent", member.namespace(), narrator);
      }
    }
    environment.members().forEach(member -> removeNamespaces(member, narrator));
    narrator.line(
        "The definitions stay, as the chart flotilla-crds promises: kubectl delete crd natsclusters.flotilla.dev natsoperations.flotilla.dev natsbackups.flotilla.dev natsrestores.flotilla.dev");
  }

  private static void removeNatsClusters(Member member, Narrator narrator) {
    narrator.line("NatsClusters");
    member
        .kubectl(
            "delete",
            "natsclusters",
            "--all",
            "-n",
            DemoFleet.natsNamespace(member),
            "--ignore-not-found")
        .run();
  }

  private static void removeNamespaces(Member member, Narrator narrator) {
    for (String namespace : member.ownNamespaces()) {
      narrator.line("namespace " + namespace);
      member.kubectl("delete", "namespace", namespace, "--wait=false").run().orThrow();
    }
  }

  private static void remove(Member member, String release, String namespace, Narrator narrator) {
    narrator.line("release " + release);
    member.helm("uninstall", release, "-n", namespace, "--ignore-not-found").run().orThrow();
  }
}
