// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for many, so many at a time. */
record Workers(int parallel) {

  /**
   * Results in the order of what they are of.
   *
   * @throws InterruptedException when this thread is interrupted; the workers are as well, and have
   *     ended by then
   */
  <T, R> List<R> map(List<T> all, Function<T, Callable<R>> task) throws InterruptedException {
    try (ExecutorService executor =
        Executors.newFixedThreadPool(parallel, Thread.ofVirtual().name("stream-", 0).factory())) {
      List<Future<R>> futures = new ArrayList<>();
      all.forEach(each -> futures.add(executor.submit(task.apply(each))));
      try {
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
          results.add(future.get());
        }
        return results;
      } catch (ExecutionException bug) {
        executor.shutdownNow();
        throw new IllegalStateException("a stream's worker failed", bug.getCause());
      } catch (InterruptedException stopped) {
        executor.shutdownNow();
        throw stopped;
      }
    }
  }
}
