// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A packaged hub with its nats-server, and agents that are connected to it. */
final class BenchHub implements AutoCloseable {
  private static final int CLUSTERS_PER_AGENT = 5;
  private static final int AT_ONCE = 8;
  private static final int PAGE = 100;
  private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, which Linux fixes for /proc
  private static final int UTIME = 11;
  private static final int STIME = 12;

  private final HubProcess hub;
  private final ApiClient api;
  private final List<BenchAgent> agents = new ArrayList<>();
  private final AtomicInteger deployed = new AtomicInteger();
  private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();

  /**
   * One deploy.
   *
   * @param accepted milliseconds until the hub answered 202
   * @param delivered milliseconds until the agent held the document and the index that names it
   */
  record Deploy(double accepted, double delivered) {}

  private BenchHub(HubProcess hub) {
    this.hub = hub;
    this.api = hub.admin();
  }

  /** Starts the hub of a build and connects agents to it. */
  static BenchHub start(Path build, Path folder, int agents) throws Exception {
    BenchHub bench = new BenchHub(new HubProcess(folder).ofBuild(build).start());
    for (int number = 0; number < agents; number++) {
      bench.agents.add(BenchAgent.join(bench.hub, "member-" + number));
    }
    long period = HEARTBEAT.toMillis() / agents;
    AtomicInteger turn = new AtomicInteger();
    var ignored =
        bench.heartbeats.scheduleAtFixedRate(
            () -> bench.agents.get(turn.getAndIncrement() % agents).heartbeat(),
            period,
            period,
            TimeUnit.MILLISECONDS);
    return bench;
  }

  /** Deploys until so many operations have ended. */
  void fill(int operations) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Deploy>> deploys = new ArrayList<>();
      for (int count = deployed.get(); count < operations; count++) {
        deploys.add(executor.submit(this::deploy));
      }
      for (Future<Deploy> deploy : deploys) {
        Deploy ignored = deploy.get();
      }
    }
  }

  /** Deploys something new to the next agent, and waits until that agent holds it. */
  Deploy deploy() throws Exception {
    int number = deployed.getAndIncrement();
    BenchAgent agent = agents.get(number % agents.size());
    int round = number / agents.size();
    String name = "cluster-" + round % CLUSTERS_PER_AGENT;
    int replicas = 1 + 2 * (round / CLUSTERS_PER_AGENT % 2);
    long begin = System.nanoTime();
    ApiClient.Reply reply =
        api.put(
            "/api/v1/natsclusters/" + agent.member() + "/nats/" + name,
            "application/json",
            Manifests.cluster("nats", name, replicas),
            "Idempotency-Key",
            "bench-" + number);
    long accepted = System.nanoTime();
    if (reply.status() != 202) {
      throw new IllegalStateException("a deploy was answered " + reply.raw().body());
    }
    long delivered =
        agent
            .delivered(reply.body().path("id").asText())
            .get(DELIVERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    return new Deploy(millis(begin, accepted), millis(begin, delivered));
  }

  /** Milliseconds for each page of a list of all operations. */
  List<Double> list() {
    List<Double> pages = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      long begin = System.nanoTime();
      JsonNode page = api.get("/api/v1/operations?limit=" + PAGE + after.get()).body();
      pages.add(millis(begin, System.nanoTime()));
      after =
          Optional.of(page.path("next"))
              .filter(JsonNode::isTextual)
              .map(it -> "&after=" + it.asText());
    }
    return pages;
  }

  /** Waits until every operation has ended. */
  void awaitQuiet(Duration deadline) {
    await().atMost(deadline).pollDelay(LOOK_AGAIN).pollInterval(LOOK_AGAIN).until(this::quiet);
  }

  private boolean quiet() {
    return hub.management("/q/metrics")
        .lines()
        .anyMatch(line -> line.equals("flotilla_hub_operations_open 0.0"));
  }

  /**
   * Resident memory of the hub's process in MB, after a collection: what it holds, not its waste.
   */
  double residentMegabytes() throws Exception {
    Process collection =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(hub.handle().pid()),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IllegalStateException("the hub's heap could not be collected");
    }
    return proc("status")
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }

  /** Processor time of the hub's process so far, in seconds. */
  double cpuSeconds() {
    String stat = proc("stat");
    String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(field[UTIME]) + Long.parseLong(field[STIME])) / TICKS_PER_SECOND;
  }

  @Override
  public void close() {
    heartbeats.shutdownNow();
    // A client waits about a second for its threads: one after the other, all take minutes.
    try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
      agents.forEach(agent -> closing.execute(agent::close));
    }
    hub.close();
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(hub.handle().pid()), file));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static double millis(long begin, long end) {
    return (end - begin) / 1e6;
  }
}
