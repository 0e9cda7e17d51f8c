// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.nats.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Guard rails that streams violate and not the document: applications create them after the servers
 * were deployed. They are warnings only.
 *
 * @param broken codes of those that the document does not waive, with a sentence each
 * @param waived codes of those that it waives
 */
record StreamRails(List<Broken> broken, List<String> waived) {
  record Broken(String code, String sentence) {}

  StreamRails {
    broken = List.copyOf(broken);
    waived = List.copyOf(waived);
  }

  static StreamRails of(SurveyedStreams streams, NatsClusterSpec spec) {
    List<Broken> found = new ArrayList<>();
    if (!streams.capturingAll().isEmpty()) {
      found.add(
          new Broken(
              FindingCode.STREAM_CAPTURES_ALL.name(),
              "stream %s captures all subjects of its account, requests and replies included"
                  .formatted(streams.capturingAll())));
    }
    boolean durable = Profile.PRODUCTION.equals(spec.profile()) && spec.servers().replicas() > 1;
    if (durable && !streams.single().isEmpty()) {
      found.add(
          new Broken(
              FindingCode.STREAM_WITHOUT_REPLICAS.name(),
              "stream %s has one replica and is lost with its volume".formatted(streams.single())));
    }
    return new StreamRails(
        found.stream().filter(rail -> !spec.waivers().contains(rail.code())).toList(),
        found.stream().map(Broken::code).filter(spec.waivers()::contains).toList());
  }

  List<String> warnings() {
    return broken.stream().map(Broken::code).toList();
  }
}
