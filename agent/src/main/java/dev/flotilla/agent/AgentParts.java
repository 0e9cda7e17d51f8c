// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.Ulid;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Makes the parts that others are given: clients, time, ids and randomness. */
class AgentParts {
  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  Nkeys nkeys(SecureRandom random) {
    return new Nkeys(random);
  }

  @Produces
  @Singleton
  Supplier<String> ids(InstantSource clock, SecureRandom random) {
    return () -> Ulid.next(clock.instant(), random);
  }

  @Produces
  @Singleton
  NatsConnections connections() {
    return new NatsConnections();
  }

  void close(@Disposes NatsConnections connections) {
    connections.close();
  }

  /** Without a search for model classes: the agent works on plain trees, and the search alone loads a thousand classes. */
  @Produces
  @Singleton
  KubernetesClient kubernetes(Vertx vertx) {
    return new KubernetesClientBuilder()
        .withHttpClientFactory(new VertxHttpClientFactory(vertx))
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
