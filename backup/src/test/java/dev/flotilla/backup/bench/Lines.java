// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A delaying proxy for each server. */
record Lines(List<DelayingProxy> proxies) implements AutoCloseable {
  static Lines to(List<String> urls, Duration roundTrip) throws IOException {
    List<DelayingProxy> proxies = new ArrayList<>();
    for (String url : urls) {
      proxies.add(DelayingProxy.to(url, roundTrip));
    }
    return new Lines(proxies);
  }

  List<String> urls() {
    return proxies.stream().map(DelayingProxy::url).toList();
  }

  @Override
  public void close() throws IOException {
    for (DelayingProxy proxy : proxies) {
      proxy.close();
    }
  }
}
