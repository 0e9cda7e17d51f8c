// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.hub.Trace;
import dev.flotilla.cli.output.Formats;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubTrustTest {
  private static final String ANSWER = "[{request: GET /whoami, body: {name: me}}]";

  private final TestCertificates certificates = new TestCertificates();
  private CannedHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new CannedHub(certificates, Formats.yaml().readTree(ANSWER));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void takesThePinnedAuthority() throws Exception {
    assertThat(client(null, certificates.pin()).get("/whoami").path("name").asText())
        .isEqualTo("me");
  }

  @Test
  void takesTheGivenAuthority() throws Exception {
    assertThat(client(certificates.authorityPem(), null).get("/whoami").path("name").asText())
        .isEqualTo("me");
  }

  @Test
  void refusesAnotherPin() throws Exception {
    String other = new TestCertificates().pin();

    assertThatThrownBy(() -> client(null, other).get("/whoami"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not trusted")
        .hasMessageContaining(other);
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void refusesAnotherAuthorityWithTheSameName() throws Exception {
    String other = new TestCertificates().authorityPem();

    assertThatThrownBy(() -> client(other, null).get("/whoami"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not trusted");
  }

  @Test
  void refusesAnotherHostNameUnderTheRightPin() throws Exception {
    String elsewhere = hub.address().replace("localhost", "127.0.0.1");

    assertThatThrownBy(() -> client(elsewhere, null, certificates.pin()).get("/whoami"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not trusted");
  }

  private HubClient client(@Nullable String ca, @Nullable String pin) {
    return client(hub.address(), ca, pin);
  }

  private static HubClient client(String address, @Nullable String ca, @Nullable String pin) {
    return new HubClient(
        new HubContext(URI.create(address), "fla_1_secret", ca, pin),
        new Trace(System.err, Clock.systemUTC()));
  }
}
