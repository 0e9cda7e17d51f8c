// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of resources that a person did not name; the times in them are UTC. */
final class JobName {
  /** Of the name of a resource. */
  private static final int MOST = 40;

  private static final DateTimeFormatter MINUTE = format("-yyyyMMdd-HHmm");

  /** A dry run is followed by the restore itself, maybe in the same minute. */
  private static final DateTimeFormatter SECOND = format("-yyyyMMdd-HHmmss");

  private JobName() {}

  static String backup(String cluster, Instant now) {
    return name(cluster, MINUTE.format(now));
  }

  static String restore(String cluster, Instant now) {
    return name(cluster, "-restore" + SECOND.format(now));
  }

  private static String name(String cluster, String end) {
    int most = MOST - end.length();
    String begin = cluster.length() <= most ? cluster : cluster.substring(0, most);
    return begin.replaceAll("-+$", "") + end;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }
}
