// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.nats.testing.secrets.Content;
import dev.flotilla.nats.testing.secrets.HidingPlaces;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Every place of a running hub where a secret could end up. */
public final class HubPlaces {
  private static final int NO_MESSAGE = 10037;
  private static final List<String> LISTS =
      List.of(
          "agents", "natsclusters", "operations", "tokens", "audit?limit=500", "whoami", "openapi");
  private static final List<String> MONITORS =
      List.of(
          "varz", "connz?auth=1&subs=detail", "accountz", "jsz?config=1&streams=1", "subsz?subs=1");

  private final HubProcess hub;

  /** Places of this hub. */
  public HubPlaces(HubProcess hub) {
    this.hub = hub;
  }

  /** Everything at this moment. */
  public Stream<Content> all(HubAccount account) throws IOException, JetStreamApiException {
    return Stream.of(disk(), processes(), answers(), streams(account)).flatMap(place -> place);
  }

  /** Logs of hub and nats-server, and the data folder but for the keys of its listeners. */
  public Stream<Content> disk() {
    return Stream.concat(
        Stream.of(Content.of("hub.log", hub.output())),
        HidingPlaces.files(hub.data(), HubPlaces::keyOfAListener));
  }

  /** Arguments and environment of hub and nats-server. */
  public Stream<Content> processes() {
    return HidingPlaces.processes(
        Stream.concat(Stream.of(hub.handle()), hub.children().stream()).toList());
  }

  /** What is answered to questions: REST, health and metrics, the monitoring of nats-server. */
  public Stream<Content> answers() {
    Stream<Content> rest =
        LISTS.stream()
            .map("/api/v1/"::concat)
            .map(path -> Content.of(path, hub.admin().get(path).raw().body()));
    Stream<Content> plain =
        Stream.concat(
                Stream.of("/q/health", "/q/metrics").map(hub.management()::resolve),
                MONITORS.stream().map(hub.monitor()::resolve))
            .map(address -> Content.of(address.getPath(), ApiClient.plainBody(address)));
    return Stream.concat(rest, plain);
  }

  /** Every message of every stream, with its headers, and every stream's configuration. */
  public Stream<Content> streams(HubAccount account) throws IOException, JetStreamApiException {
    JetStreamManagement management = account.connection().jetStreamManagement();
    List<Content> contents = new ArrayList<>();
    for (StreamInfo stream : management.getStreams()) {
      contents.add(Content.of("stream " + stream.getConfiguration().getName(), stream.toString()));
      long last = stream.getStreamState().getLastSequence();
      for (long at = Math.max(1, stream.getStreamState().getFirstSequence()); at <= last; at++) {
        contents.addAll(message(management, stream.getConfiguration().getName(), at));
      }
    }
    return contents.stream();
  }

  // A key that was written again leaves a gap.
  private static List<Content> message(JetStreamManagement management, String stream, long at)
      throws IOException, JetStreamApiException {
    try {
      MessageInfo message = management.getMessage(stream, at);
      String place = stream + " " + message.getSubject() + " at " + at;
      byte[] data = Objects.requireNonNullElse(message.getData(), new byte[0]);
      return List.of(
          new Content(place, data),
          Content.of(place + ", headers", String.valueOf(message.getHeaders())));
    } catch (JetStreamApiException gone) {
      if (gone.getApiErrorCode() == NO_MESSAGE) {
        return List.of();
      }
      throw gone;
    }
  }

  private static boolean keyOfAListener(Path file) {
    return file.endsWith(Path.of("tls", "rest.key")) || file.endsWith(Path.of("tls", "server.key"));
  }
}
