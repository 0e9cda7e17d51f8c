// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.keys.KeyFile;
import dev.flotilla.hub.keys.NatsTrust;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a customer's own nats-servers need so that a hub can use them. */
@Command(
    name = "prepare-external",
    description =
        "Print the configuration that nats-servers that you run need so that the hub can use them.",
    footer = {"", "Example:", "  prepare-external --keys ./fleet-keys/keys"},
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class PrepareExternalCommand implements Callable<Integer> {
  @Option(names = "--keys", required = true, description = "Folder with the hub's online keys.")
  Path keys;

  @Option(
      names = "--data",
      defaultValue = "/data",
      description = "Store directory, as seen by the servers (default: ${DEFAULT-VALUE}).")
  Path data;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    HubKeys hub = HubKeys.open(new DirectoryKeyStore(keys));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "# Merge this into the configuration of every server (JSON is valid server configuration).");
    out.println(
        "# Servers with other accounts keep their own operator, system account and store, so run separate");
    out.println(
        "# servers for the hub. The hub refuses servers that acknowledge before data is on disk.");
    out.println(
        "# Set 'max_file_store' of 'jetstream' below the size of the volume: the hub derives the limits of its streams from it.");
    out.println(
        Json.mapper()
            .writer(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(configuration(hub.nats())));
    out.println(
        "# TLS: 'tls' and 'websocket.tls' with verify: true, min_version: \"1.3\", handshake_first: true and");
    out.println("# ca_file: " + keys.resolve(KeyFile.CA_CERTIFICATE.fileName()));
    out.println(
        "# 'nats-config --keys "
            + keys
            + " --out DIR --names NAMES' issues the servers' certificates.");
    out.println(
        "# Then start the hub with flotilla.hub.nats.mode=external and flotilla.hub.nats.url=tls://HOST:4222");
    out.flush();
    return 0;
  }

  private ObjectNode configuration(NatsTrust trust) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("operator", trust.operator().text());
    root.put("system_account", trust.system().id());
    root.putObject("jetstream")
        .put("store_dir", data.resolve("jetstream").toString())
        .put("sync_interval", "always");
    ObjectNode preload = root.putObject("resolver_preload");
    for (NatsTrust.Account account : List.of(trust.system(), trust.hub(), trust.agents())) {
      preload.put(account.id(), account.claims().text());
    }
    root.putObject("resolver")
        .put("type", "full")
        .put("dir", data.resolve("resolver").toString())
        .put("interval", "2m");
    return root;
  }
}
