// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Watches;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.Ulid;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Produces what the other beans are injected with: clients, clock, ids and randomness. */
class AgentParts {
  @Produces
  @Singleton
  static InstantSource clock() {
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

  /**
   * Without scanning for model classes: the agent works on plain trees, and the scan alone loads a
   * thousand classes.
   */
  @Produces
  @Singleton
  KubernetesClient kubernetes(AgentSettings settings) {
    return new KubernetesClientBuilder()
        // Plain HTTP watches can share one connection (HTTP/2); each WebSocket would be a
        // connection
        // of its own.
        .withConfig(
            new ConfigBuilder()
                // Also the field manager of objects that are created and not applied.
                .withUserAgent(KubernetesObjects.FIELD_MANAGER)
                .withOnlyHttpWatches(true)
                .withHttp2Disable(!Watches.shareConnection(settings.served().size()))
                .withTrustStoreFile(EmptyTrustStore.create().file().toString())
                .withTrustStorePassphrase(EmptyTrustStore.PASSPHRASE)
                .build())
        .withHttpClientFactory(new ThriftyHttp())
        .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }

  /** The JDK's client on virtual threads. */
  private static final class ThriftyHttp extends JdkHttpClientFactory {
    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
      builder.executor(Executors.newVirtualThreadPerTaskExecutor());
    }
  }
}
