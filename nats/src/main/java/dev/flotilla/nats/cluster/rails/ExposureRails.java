// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.rails;

import static dev.flotilla.nats.document.FindingCode.ADVERTISED_IN_PART;
import static dev.flotilla.nats.document.FindingCode.EXPOSED_WITHOUT_LISTENER;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.exposure.Advertise;
import dev.flotilla.nats.cluster.exposure.Exposure;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.document.Section;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules about the exposure and the listeners that it refers to.
 *
 * @param spec as it was read, with its defaults
 * @param exposure that of the spec
 * @param section where findings go
 */
record ExposureRails(NatsClusterSpec spec, Exposure exposure, Section section) {
  void judge() {
    Set<String> on =
        spec.listeners().ports().keySet().stream().map(Listener::label).collect(Collectors.toSet());
    List<String> exposed = exposure.listeners();
    for (int index = 0; index < exposed.size(); index++) {
      if (Listener.labels().contains(exposed.get(index)) && !on.contains(exposed.get(index))) {
        off("exposure.listeners[" + index + "]", exposed.get(index));
      }
    }
    Advertise advertise = exposure.advertise();
    advertise.addresses().keySet().stream()
        .filter(listener -> !on.contains(listener.label()))
        .forEach(listener -> off("exposure.advertise." + listener.label(), listener.label()));
    if (spec.listeners().webSocket().enabled()
        && (advertise.nats() == null) != (advertise.websocket() == null)) {
      section.report(
          ADVERTISED_IN_PART,
          section.field("exposure.advertise"),
          "nats-server advertises to both kinds of clients or to none, so one kind would receive pod addresses.",
          "Set both exposure.advertise.nats and .websocket, or neither.");
    }
  }

  private void off(String field, String label) {
    section.report(
        EXPOSED_WITHOUT_LISTENER,
        section.field(field),
        "The servers do not listen for " + label + ".",
        "Enable the listener, or remove it here.");
  }
}
