// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.packageurl.PackageURL;
import java.util.List;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check on bills of materials that hold what the shipped ones must not. */
class ExposureTest {
  private static final AdvisoryList LIST = AdvisoryList.shipped();

  @ParameterizedTest
  @CsvSource({
    "pkg:maven/io.netty/netty-codec-http2@4.1.130.Final?type=jar, CVE-2026-33871",
    "pkg:maven/io.netty/netty-codec-http@4.1.131.Final, CVE-2026-33870",
    "pkg:maven/io.vertx/vertx-core@4.5.25, CVE-2026-6860",
    "pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.21.2, CVE-2026-54512",
    "pkg:maven/org.bouncycastle/bcprov-lts8on@2.73.10, CVE-2026-13506",
    "pkg:golang/github.com/nats-io/nats-server/v2@v2.14.1, GHSA-g33f-6538-grxh",
    "pkg:golang/github.com/nats-io/nats-server/v2@v2.12.11, GHSA-q59r-vq66-pxc2",
    "pkg:golang/github.com/nats-io/nats-server/v2@v2.11.17, GHSA-g33f-6538-grxh",
  })
  void findsAVersionThatAnAdvisoryNames(String purl, String advisory) throws Exception {
    assertThat(Exposure.of(bom(purl), LIST))
        .extracting(exposure -> exposure.advisory().id())
        .contains(advisory);
  }

  @ParameterizedTest
  @CsvSource({
    "pkg:maven/io.netty/netty-codec-http2@4.1.138.Final",
    "pkg:golang/github.com/nats-io/nats-server/v2@v2.14.3",
    "pkg:golang/github.com/nats-io/nats-server/v2@v2.15.2",
    "pkg:maven/io.netty/netty-codec-memcache@4.1.130.Final",
    "pkg:golang/stdlib@1.26.8",
  })
  void leavesOthersAlone(String purl) throws Exception {
    assertThat(Exposure.of(bom(purl), LIST)).isEmpty();
  }

  @Test
  void acceptsOneVersionAndNotTheOneBefore() throws Exception {
    String pkix = "pkg:maven/org.bouncycastle/bcpkix-lts8on@";

    assertThat(Exposure.of(bom(pkix + "2.73.11"), LIST)).isEmpty();
    assertThat(Exposure.of(bom(pkix + "2.73.10"), LIST)).isNotEmpty();
  }

  @Test
  void saysWhatToDo() throws Exception {
    assertThat(Exposure.of(bom("pkg:golang/github.com/nats-io/nats-server/v2@v2.14.1"), LIST))
        .first()
        .hasToString(
            "pkg:golang/github.com/nats-io/nats-server/v2 2.14.1: GHSA-g33f-6538-grxh, fixed in 2.14.2. Operator mode:"
                + " panic by a truncated issuer before authentication.");
  }

  private static Bom bom(String purl) throws Exception {
    Bom bom = new Bom();
    bom.setComponents(List.of(Parts.of(Component.Type.LIBRARY, new PackageURL(purl))));
    return bom;
  }
}
