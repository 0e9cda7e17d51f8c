// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do what, over which connections, and what remains on record. */
class AccessIT {
  @RegisterExtension static final Fleet fleet = new Fleet();

  // What depends on the call alone is in the role matrix.
  @Test
  void anOperatorNeitherMakesNorEndsApiTokens() {
    ApiClient operator = fleet.as("operator");
    Map<String, String> order = Map.of("kind", "api", "name", "kept", "role", "viewer");
    String kept = fleet.admin().post("/api/v1/tokens", order).body().path("id").asText();
    long last = AuditTrail.last(fleet.admin());

    assertThat(operator.post("/api/v1/tokens", order).code()).isEqualTo("NOT_ALLOWED");
    assertThat(operator.delete("/api/v1/tokens/" + kept).code()).isEqualTo("NOT_ALLOWED");

    assertThat(AuditTrail.after(fleet.admin(), last))
        .extracting(row -> row.entry().actor(), row -> row.entry().code())
        .containsExactly(tuple("operator", "NOT_ALLOWED"), tuple("operator", "NOT_ALLOWED"));
    assertThat(fleet.admin().get("/api/v1/tokens").body().findValuesAsText("id")).contains(kept);
  }

  @Test
  void nothingButTheApiIsOnItsPort() {
    for (String path : List.of("/", "/q/health", "/q/metrics", "/q/openapi", "/q/dev-ui")) {
      assertThat(fleet.admin().get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aPathSaysWhichMethodsItHas() {
    JsonNode paths = fleet.admin().get("/api/v1/openapi?format=json").body().path("paths");
    assertThat(paths.isEmpty()).isFalse();
    paths
        .properties()
        .forEach(
            path -> {
              ApiClient.Reply reply =
                  fleet
                      .admin()
                      .call(
                          "PATCH",
                          path.getKey().replaceAll("[{][^}]+[}]", "any"),
                          "*/*",
                          Optional.empty());
              assertThat(reply.status()).as(path.getKey()).isEqualTo(405);
              assertThat(
                      reply.raw().headers().firstValue("Allow").orElse("").toLowerCase(Locale.ROOT))
                  .as(path.getKey())
                  .contains(methods(path.getValue()));
            });
  }

  private static List<String> methods(JsonNode path) {
    return path.properties().stream()
        .map(Map.Entry::getKey)
        .filter(Set.of("get", "put", "post", "delete")::contains)
        .toList();
  }

  @Test
  void aRevokedTokenOpensNothing() {
    ApiClient.Reply made =
        fleet
            .admin()
            .post("/api/v1/tokens", Map.of("kind", "api", "name", "gone", "role", "viewer"));
    ApiClient gone = fleet.admin().as(made.body().path("token").asText());
    assertThat(gone.get("/api/v1/whoami").body().path("role").asText()).isEqualTo("viewer");
    assertThat(gone.get("/api/v1/whoami").body().path("version").asText()).startsWith("0.");
    assertThat(gone.get("/api/v1/whoami").body().path("apiVersion").asText()).isEqualTo("v1");

    assertThat(fleet.admin().delete("/api/v1/tokens/" + made.body().path("id").asText()).status())
        .isEqualTo(204);

    assertThat(gone.get("/api/v1/whoami").status()).isEqualTo(401);
    assertThat(fleet.admin().get("/api/v1/tokens").raw().body())
        .doesNotContain("secret")
        .doesNotContain("sha256");
  }

  @Test
  void theAuditRecordIsOneUnbrokenChain() {
    assertThat(fleet.as("viewer").get("/api/v1/whoami").status()).isEqualTo(200);

    AuditTrail.verify(fleet.admin());
  }

  @Test
  void everyListenerSpeaksOnlyTls13WithAClientCertificate() throws Exception {
    for (int port :
        List.of(fleet.hub().url().getPort(), fleet.hub().natsPort(), fleet.hub().webSocketPort())) {
      assertThat(handshake(port, "TLSv1.2")).as("TLS 1.2 on %d", port).isFalse();
    }
    for (int port : List.of(fleet.hub().natsPort(), fleet.hub().webSocketPort())) {
      assertThat(handshake(port, "TLSv1.3")).as("no certificate on %d", port).isFalse();
    }
    assertThat(handshake(fleet.hub().url().getPort(), "TLSv1.3")).isTrue();
  }

  private static boolean handshake(int port, String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(null, new TrustManager[] {new TrustAnyone()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(2_000);
      socket.startHandshake();
      // In TLS 1.3 a server refuses a client without a certificate only after the client thinks
      // that it is done.
      socket
          .getOutputStream()
          .write(
              "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException refused) {
      return false;
    }
  }
}
