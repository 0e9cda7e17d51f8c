// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.service;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;

/** The two Services inside Kubernetes: one address for clients, and a DNS name for each server. */
final class InternalServices {
  private InternalServices() {}

  static Manifest client(Blueprint blueprint) {
    return new Manifest(
        Kind.SERVICE,
        blueprint.metadata(blueprint.name()),
        Tree.object(
            "spec",
            Tree.object(
                "selector", Labels.selector(blueprint.name()),
                "ports", ListenerPorts.ofClientService(blueprint.spec()))));
  }

  /**
   * Servers must find each other before any of them is ready, so addresses are published before
   * that.
   */
  static Manifest headless(Blueprint blueprint) {
    return new Manifest(
        Kind.SERVICE,
        blueprint.metadata(blueprint.names().headlessService()),
        Tree.object(
            "spec",
            Tree.object(
                "selector",
                Labels.selector(blueprint.name()),
                "clusterIP",
                "None",
                "publishNotReadyAddresses",
                true,
                "ports",
                ListenerPorts.ofHeadlessService(blueprint.spec()))));
  }
}
