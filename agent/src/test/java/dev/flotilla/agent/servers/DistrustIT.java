// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A root that was exchanged shows in the handshake, and nothing else is taken for that. */
class DistrustIT {
  @RegisterExtension static final NatsServers SERVERS = NatsServers.withTls(1);

  @TempDir Path folder;

  @Test
  void theRootOfAnotherIsNoticedWhateverItsName() throws Exception {
    assertThat(Distrust.distrusts(trusting(SelfSigned.create(folder, "other.svc")), address()))
        .isTrue();
    assertThat(
            Distrust.distrusts(
                trusting(SelfSigned.create(folder, NatsServers.CERTIFIED)), address()))
        .as("the same name, another key")
        .isTrue();
  }

  @Test
  void theirOwnRootIsNot() throws Exception {
    assertThat(Distrust.distrusts(trusting(SERVERS.certificate()), address())).isFalse();
  }

  @Test
  void anotherNameOrNoServerIsNot() throws Exception {
    assertThat(Distrust.distrusts(tls(SERVERS.certificate()).context("a.b.svc"), address()))
        .isFalse();
    assertThat(
            Distrust.distrusts(
                trusting(SERVERS.certificate()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))
        .isFalse();
  }

  private static InetSocketAddress address() {
    int port = URI.create(SERVERS.servers().getFirst().url()).getPort();
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static SSLContext trusting(SelfSigned root) throws GeneralSecurityException {
    return tls(root).context(NatsServers.CERTIFIED);
  }

  private static ClientTls tls(SelfSigned root) {
    return new ClientTls(
        List.of(root.certificate()),
        Optional.of(new ClientTls.Identity(root.key(), List.of(root.certificate()))));
  }
}
