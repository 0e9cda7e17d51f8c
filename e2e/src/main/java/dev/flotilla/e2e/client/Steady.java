// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import io.nats.client.api.StorageType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Publishes to streams and reads from them until it is asked to stop; reports every second. */
final class Steady {

  /** A message on this subject ends it. */
  static final String STOP = "control.stop";

  private static final String STREAM = "STEADY_";

  /** Between two messages, whatever the number of streams. */
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private static final Duration REPORT = Duration.ofSeconds(1);

  private final Connection connection;
  private final StorageType storage;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Lane> lanes;

  Steady(Connection connection, StorageType storage, int streams) {
    this.connection = connection;
    this.storage = storage;
    this.lanes =
        IntStream.range(0, streams)
            .mapToObj(
                index -> new Lane(connection, STREAM + index, BETWEEN.multipliedBy(streams), stop))
            .toList();
  }

  /** Returns whether every acknowledged message was read, in the order of publishing. */
  boolean run() throws Exception {
    for (Lane lane : lanes) {
      lane.create(storage);
    }
    connection.createDispatcher(_ -> stop.countDown()).subscribe(STOP);
    var threads =
        lanes.stream()
            .flatMap(lane -> Stream.<Runnable>of(lane::publish, lane::read))
            .map(Thread.ofVirtual()::start)
            .toList();
    while (!stop.await(REPORT.toMillis(), TimeUnit.MILLISECONDS)) {
      print(count(), -1);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    var count = count();
    long lost = count.acknowledged() - count.read();
    print(count, lost);
    return lost == 0 && count.disordered() == 0;
  }

  private Lane.Count count() {
    return lanes.stream().map(Lane::count).reduce(Lane.Count.NONE, Lane.Count::and);
  }

  private static void print(Lane.Count count, long lost) {
    System.out.printf(
        "acknowledged=%d read=%d disordered=%d lost=%d%n",
        count.acknowledged(), count.read(), count.disordered(), lost);
  }
}
