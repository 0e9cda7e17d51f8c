// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.settings;

import dev.flotilla.hub.keys.HubIdentity;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the hub is reached.
 *
 * @param publicUrl REST address
 * @param natsUrls where agents connect
 * @param certificateNames names and addresses that the servers' certificates carry
 */
public record HubNames(URI publicUrl, List<URI> natsUrls, List<String> certificateNames) {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  /** From settings, and from what the keys were made for where settings are silent. */
  public static HubNames of(HubConfig config, HubIdentity identity) {
    URI url = config.publicUrl().orElse(identity.publicUrl());
    String host = url.getHost();
    List<URI> natsUrls =
        config
            .nats()
            .publicUrls()
            .orElseGet(
                () ->
                    List.of(
                        URI.create("tls://" + host + ":" + config.nats().port()),
                        URI.create("wss://" + host + ":" + config.nats().websocketPort())));
    Stream<String> names =
        Stream.of(
                Stream.of(url.getHost()),
                natsUrls.stream().map(URI::getHost),
                identity.names().stream(),
                config.names().stream().flatMap(List::stream),
                LOCAL.stream())
            .flatMap(part -> part)
            .map(HubNames::withoutBrackets);
    return new HubNames(url, natsUrls, names.distinct().toList());
  }

  // The host of a URL with an IPv6 address keeps its brackets in Java.
  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
