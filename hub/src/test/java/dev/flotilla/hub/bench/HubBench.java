// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.bench;

import static org.awaitility.Awaitility.await;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code ./dev bench hub}: what a deploy, a list and an idle minute cost a hub of 100 agents, with
 * few and with many operations that have ended. All hubs run at the same time and take turns, so
 * that what else this machine does befalls all of them alike. A turn ends with its operation: what
 * follows one hub's answer is not measured as time of the next hub.
 */
public final class HubBench {
  private static final int AGENTS = 100;
  private static final int FEW = 100;
  private static final int MANY = 10_000;
  private static final int DEPLOYS = 500;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration TURN_ENDS_WITHIN = Duration.ofSeconds(30);
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);
  private static final double HALF = 0.5;
  private static final double MOST = 0.99;

  private HubBench() {}

  /** One hub of the run, and what was measured of it. */
  private record Subject(String prefix, BenchHub hub, Map<String, Double> figures) {}

  /**
   * Measures.
   *
   * @param arguments the folder of this build's hub, and that of another to compare it with
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream figures = System.out;
    // What else prints to it, such as the making of keys, is no figure.
    System.setOut(System.err);
    Path folder = Files.createTempDirectory("flotilla-bench");
    List<Subject> subjects = new ArrayList<>();
    try {
      for (int build = 0; build < arguments.length; build++) {
        for (int operations : List.of(FEW, MANY)) {
          String prefix = (build == 0 ? "" : "base_") + (operations == FEW ? "few_" : "");
          subjects.add(subject(prefix, Path.of(arguments[build]), folder, operations));
        }
      }
      deploys(subjects);
      lists(subjects);
      idle(subjects);
      subjects.forEach(
          subject ->
              subject
                  .figures()
                  .forEach((key, value) -> print(figures, subject.prefix() + key, value)));
      print(figures, "growth", growth(subjects.get(0).figures(), subjects.get(1).figures()));
    } finally {
      subjects.forEach(subject -> subject.hub().close());
    }
    System.exit(0);
  }

  private static Subject subject(String prefix, Path build, Path folder, int operations)
      throws Exception {
    say("a hub of " + build + ", " + AGENTS + " agents, " + operations + " operations that ended");
    Path data = Files.createDirectory(folder.resolve(prefix + "hub"));
    BenchHub hub = BenchHub.start(build, data, AGENTS);
    hub.fill(operations);
    return new Subject(prefix, hub, new LinkedHashMap<>());
  }

  private static void deploys(List<Subject> subjects) throws Exception {
    settle(subjects);
    say(DEPLOYS + " deploys to each, in turn");
    Map<Subject, List<BenchHub.Deploy>> all = new LinkedHashMap<>();
    for (int count = 0; count < DEPLOYS; count++) {
      for (Subject subject : subjects) {
        all.computeIfAbsent(subject, _ -> new ArrayList<>()).add(subject.hub().deploy());
        subject.hub().awaitQuiet(TURN_ENDS_WITHIN);
      }
    }
    all.forEach(
        (subject, deploys) -> {
          Sample accepted = Sample.of(deploys.stream().map(BenchHub.Deploy::accepted).toList());
          Sample delivered = Sample.of(deploys.stream().map(BenchHub.Deploy::delivered).toList());
          subject.figures().put("accept_p50_ms", accepted.percentile(HALF));
          subject.figures().put("accept_p99_ms", accepted.percentile(MOST));
          subject.figures().put("deliver_p50_ms", delivered.percentile(HALF));
          subject.figures().put("deliver_p99_ms", delivered.percentile(MOST));
        });
  }

  private static void lists(List<Subject> subjects) {
    settle(subjects);
    say("every page of all operations");
    for (Subject subject : subjects) {
      List<Double> pages = new ArrayList<>();
      while (pages.size() < DEPLOYS) {
        pages.addAll(subject.hub().list());
      }
      subject.figures().put("list_ms", Sample.of(pages).percentile(HALF));
    }
  }

  private static void idle(List<Subject> subjects) throws Exception {
    settle(subjects);
    say("an idle minute");
    Map<Subject, Double> before = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      subject.figures().put("hub_rss_mb", subject.hub().residentMegabytes());
    }
    long begin = System.nanoTime();
    subjects.forEach(subject -> before.put(subject, subject.hub().cpuSeconds()));
    await()
        .atMost(IDLE.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> System.nanoTime() - begin >= IDLE.toNanos());
    double seconds = (System.nanoTime() - begin) / 1e9;
    before.forEach(
        (subject, cpu) ->
            subject
                .figures()
                .put("hub_idle_mcpu", (subject.hub().cpuSeconds() - cpu) / seconds * 1000));
  }

  private static void settle(List<Subject> subjects) {
    subjects.forEach(subject -> subject.hub().awaitQuiet(SETTLED_WITHIN));
  }

  private static double growth(Map<String, Double> few, Map<String, Double> many) {
    return few.entrySet().stream()
        .mapToDouble(entry -> many.getOrDefault(entry.getKey(), 0.0) / entry.getValue())
        .max()
        .orElseThrow();
  }

  private static void say(String what) {
    System.err.println("   " + what);
  }

  private static void print(PrintStream out, String key, double value) {
    out.println(key + "=" + String.format(Locale.ROOT, "%.2f", value));
  }
}
