// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./dev bench backup}: backup and restore of incompressible data, encrypted and verified,
 * beside the nats CLI, which does neither. Each figure is a ratio of two times that were taken one
 * after the other; above 1 is faster than the CLI. Each time is that of a process, from its start
 * to its end.
 */
public final class BackupBench {
  private static final int MIB = 1 << 20;
  private static final int LARGE = 1024;
  private static final int SMALL = 128;
  private static final int STREAMS = 1_000;
  private static final Duration ROUND_TRIP = Duration.ofMillis(20);

  private BackupBench() {}

  /**
   * Measures.
   *
   * @param arguments the nats CLI; and a divisor of all sizes, for a trial
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream figures = System.out;
    System.setOut(System.err);
    int divisor = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("flotilla-bench");
    try (BenchMember member = BenchMember.start(folder, Path.of(arguments[0]))) {
      small(member, SMALL / divisor, figures);
      large(member, LARGE / divisor, figures);
      account(member, STREAMS / divisor, figures);
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private static void small(BenchMember member, int mebibytes, PrintStream figures)
      throws Exception {
    String stream = "SMALL";
    member.fill(stream, (long) mebibytes * MIB, 3);
    try (Lines line = Lines.to(member.urls(), ROUND_TRIP)) {
      double peer = member.cli(line.urls(), "stream", "backup", stream, member.path("cli-small"));
      BenchMember.Run run = member.run(member.backup(line.urls(), stream, null));
      print(figures, "backup_20ms_ratio", peer / run.seconds());
      print(figures, "job_small_rss_mb", run.peakMegabytes());

      member.delete(stream);
      double restored =
          member.cli(line.urls(), "stream", "restore", member.path("cli-small"))
              + member.untilCurrent(stream);
      member.delete(stream);
      BenchMember.Run back = member.run(member.restore(line.urls(), stream));
      print(figures, "restore_20ms_ratio", restored / back.seconds());
      member.delete(stream);
    }
  }

  private static void large(BenchMember member, int mebibytes, PrintStream figures)
      throws Exception {
    String stream = "LARGE";
    member.fill(stream, (long) mebibytes * MIB, 3);
    List<String> url = member.urls();
    double peer = member.cli(url, "stream", "backup", stream, member.path("cli-large"));
    BenchMember.Run run = member.run(member.backup(url, stream, null));
    print(figures, "backup_ratio", peer / run.seconds());
    print(figures, "job_rss_mb", run.peakMegabytes());

    member.fill(stream, (long) mebibytes * MIB / 100, 3);
    double increment = member.run(member.backup(url, stream, "latest")).seconds();
    print(figures, "incremental_ratio", run.seconds() / increment);

    member.delete(stream);
    double restored =
        member.cli(url, "stream", "restore", member.path("cli-large"))
            + member.untilCurrent(stream);
    member.delete(stream);
    BenchMember.Run back = member.run(member.restore(url, stream));
    print(figures, "restore_ratio", restored / back.seconds());
    member.delete(stream);
  }

  private static void account(BenchMember member, int streams, PrintStream figures)
      throws Exception {
    for (int index = 0; index < streams; index++) {
      member.fill("S%04d".formatted(index), MIB, 1);
    }
    try (Lines line = Lines.to(member.urls(), ROUND_TRIP)) {
      double peer =
          member.cli(line.urls(), "account", "backup", "--force", member.path("cli-account"));
      double own = member.run(member.backup(line.urls(), "S*", null)).seconds();
      print(figures, "account_ratio", peer / own);
    }
  }

  private static void print(PrintStream figures, String name, double value) {
    figures.printf(Locale.ROOT, "%s=%.2f%n", name, value);
    System.err.printf(Locale.ROOT, "%s=%.2f%n", name, value);
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
