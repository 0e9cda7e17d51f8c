// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.process.Daemon;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every change of the servers' pods since it started, as the API server reports it. */
public final class PodWatch implements AutoCloseable {

  private final Daemon kubectl;
  private final Path events;

  private PodWatch(Daemon kubectl, Path events) {
    this.kubectl = kubectl;
    this.events = events;
  }

  /** Returns once it knows of all that exist. */
  public static PodWatch begin(Servers servers, Path folder) {
    var events = folder.resolve("pods.json");
    var command =
        servers
            .member()
            .kubectl("get")
            .with(servers.selection())
            .with("--watch", "--output-watch-events", "-o", "json");
    var watch = new PodWatch(Daemon.start(command, events), events);
    int there = servers.podUids().size();
    await("the watch shows " + there + " pods").until(() -> watch.events().size() >= there);
    return watch;
  }

  /** Names of the pods that are not those of before, in the order of their creation. */
  public List<String> replaced(Map<String, String> before) {
    return events().stream()
        .map(event -> event.path("object").path("metadata"))
        .filter(pod -> !pod.path("uid").asText().equals(before.get(pod.path("name").asText())))
        .map(pod -> pod.path("name").asText())
        .distinct()
        .toList();
  }

  /** How many were ready at the worst moment since all of them were. */
  public int fewestReady(int all) {
    Set<String> ready = new HashSet<>();
    int fewest = all;
    boolean complete = false;
    for (JsonNode event : events()) {
      var pod = event.path("object");
      var uid = pod.at("/metadata/uid").asText();
      if (Servers.isReady(pod) && !event.path("type").asText().equals("DELETED")) {
        ready.add(uid);
      } else {
        ready.remove(uid);
      }
      complete |= ready.size() == all;
      fewest = complete ? Math.min(fewest, ready.size()) : fewest;
    }
    return fewest;
  }

  private List<JsonNode> events() {
    List<JsonNode> all = new ArrayList<>();
    try (var values =
        Json.mapper().readerFor(JsonNode.class).<JsonNode>readValues(events.toFile())) {
      while (values.hasNextValue()) {
        all.add(values.nextValue());
      }
    } catch (JsonEOFException _) {
      // The last one is still being written.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  @Override
  public void close() {
    kubectl.close();
  }
}
