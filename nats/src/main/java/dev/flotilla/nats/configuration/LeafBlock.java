// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.listeners.LeafNodes;
import dev.flotilla.nats.cluster.listeners.LeafRemote;
import dev.flotilla.nats.cluster.listeners.LeafTls;
import java.util.List;

/**
 * Renders the listener for leaf nodes, and the remotes that the servers connect to as leaf nodes.
 */
public final class LeafBlock {
  /** Where credentials for remotes are mounted. */
  public static final String CREDENTIALS_DIRECTORY = "/etc/nats-leafnodes";

  private LeafBlock() {}

  /** File with the credentials for the remote at that place in the list. */
  public static String credentialsFile(int remote) {
    return "remote-" + remote + ".creds";
  }

  /** File with the CA that verifies the remote at that place in the list. */
  public static String rootsFile(int remote) {
    return "remote-" + remote + ".ca.crt";
  }

  /** File with the client certificate for the remote at that place in the list. */
  public static String certificateFile(int remote) {
    return "remote-" + remote + ".tls.crt";
  }

  /** File with the key of that certificate. */
  public static String keyFile(int remote) {
    return "remote-" + remote + ".tls.key";
  }

  static void render(ObjectNode json, NatsClusterSpec spec, AccessRules rules) {
    LeafNodes leafNodes = spec.listeners().leafNodes();
    if (!leafNodes.enabled() && leafNodes.remotes().isEmpty()) {
      return;
    }
    ObjectNode block = json.putObject("leafnodes");
    if (leafNodes.enabled()) {
      block.put("port", leafNodes.port());
      // Pod addresses are of no use outside.
      block.put("no_advertise", true);
      ListenerTls.ofClients(spec.access().tls()).ifPresent(tls -> block.set("tls", tls));
    }
    if (!leafNodes.remotes().isEmpty()) {
      ArrayNode remotes = block.putArray("remotes");
      for (int index = 0; index < leafNodes.remotes().size(); index++) {
        LeafRemote remote = leafNodes.remotes().get(index);
        ObjectNode entry = remote(remotes.addObject(), remote);
        entry.put("account", rules.account(remote.account()));
        if (remote.credentialsSecret() != null) {
          entry.put("credentials", file(credentialsFile(index)));
        }
        if (remote.tls() != null) {
          entry.set("tls", tls(remote.tls(), index));
        }
      }
    }
  }

  private static ObjectNode remote(ObjectNode json, LeafRemote remote) {
    list(json, "urls", remote.urls());
    list(json, "deny_imports", remote.deny().imports());
    list(json, "deny_exports", remote.deny().exports());
    if (remote.hub()) {
      json.put("hub", true);
    }
    return json;
  }

  private static ObjectNode tls(LeafTls tls, int index) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (tls.certificateSecret() != null) {
      json.put("cert_file", file(certificateFile(index)));
      json.put("key_file", file(keyFile(index)));
    }
    if (tls.caSecret() != null) {
      json.put("ca_file", file(rootsFile(index)));
    }
    json.put("timeout", ListenerTls.TIMEOUT_SECONDS);
    return json;
  }

  private static String file(String name) {
    return CREDENTIALS_DIRECTORY + "/" + name;
  }

  private static void list(ObjectNode json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = json.putArray(name);
      texts.forEach(array::add);
    }
  }
}
