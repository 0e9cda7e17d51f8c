// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.settings.HubNames;
import dev.flotilla.hub.store.StoreContext;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.trust.Roots;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/** What is there once in the process: keys, names, randomness and ids. */
final class ProcessProducer {
  private ProcessProducer() {}

  @Produces
  @Singleton
  static HubRuntimeContext context(HubConfig config, Clock clock) throws IOException {
    return HubRuntimeContext.open(config, clock);
  }

  @Produces
  @Singleton
  static HubKeys keys(HubRuntimeContext context) {
    return context.keys();
  }

  @Produces
  @Singleton
  static Roots roots(HubKeys keys) {
    return keys.roots();
  }

  @Produces
  @Singleton
  static HubNames names(HubRuntimeContext context) {
    return context.names();
  }

  @Produces
  @Singleton
  static SecureRandom random(HubRuntimeContext context) {
    return context.random();
  }

  @Produces
  @Singleton
  static Supplier<String> ids(Clock clock, SecureRandom random) {
    return () -> Ulid.next(clock.instant(), random);
  }

  @Produces
  @Singleton
  static Supplier<OperationId> operationIds(Supplier<String> ids) {
    return () -> new OperationId(ids.get());
  }

  @Produces
  @Singleton
  static StoreContext store(BeanContainer beans) {
    return (StoreContext) beans.getContexts(StoreScoped.class).iterator().next();
  }
}
