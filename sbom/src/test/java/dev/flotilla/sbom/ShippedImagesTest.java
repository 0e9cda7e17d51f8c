// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images of this commit hold, and what they must not. */
class ShippedImagesTest {
  private static final AdvisoryList LIST = AdvisoryList.shipped();

  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void noAdvisoryNamesWhatIsThere(String image) throws Exception {
    assertThat(Exposure.of(Packaged.bom(image), LIST)).isEmpty();
  }

  @Test
  void noAdvisoryNamesTheNatsServerOfTheHub() throws Exception {
    PackageURL purl =
        new PackageURL(
            "golang",
            "github.com/nats-io/nats-server",
            "v2",
            Packaged.hubNatsVersion(),
            null,
            null);
    Bom bom = new Bom();
    bom.setComponents(List.of(Parts.of(Component.Type.APPLICATION, purl)));

    assertThat(Exposure.of(bom, LIST)).isEmpty();
  }

  @Test
  void noAdvisoryIsAcceptedForAVersionThatIsGone() throws Exception {
    List<String> versions =
        Packaged.bom("hub").getComponents().stream().map(ShippedImagesTest::coordinate).toList();

    for (Advisory advisory : LIST.advisories()) {
      if (advisory.accepted() != null) {
        assertThat(versions).contains(advisory.purl() + "@" + advisory.accepted().version());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void noClassOfFlotillaUsesWhatAnAcceptedAdvisoryIsAbout(String image) throws Exception {
    ImageContents contents = Packaged.contents(image);
    for (Advisory advisory : LIST.advisories()) {
      if (advisory.accepted() != null) {
        assertThat(ownClassesThatName(advisory.accepted().unused(), contents)).isEmpty();
      }
    }
    assertThat(ownClassesThatName("org/bouncycastle/crypto/", contents)).isNotEmpty();
  }

  /**
   * Quarkus' jar of that name has settings and no page; the OpenAPI extension does not start
   * without them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void noPageOfSwaggerUiIsThere(String image) throws Exception {
    ImageContents contents = Packaged.contents(image);
    for (Path jar : contents.jars()) {
      assertThat(entries(contents, jar, name -> name.matches(".*swagger-ui.*\\.(js|css|html)")))
          .as("%s", jar)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void noBrotliIsThere(String image) throws Exception {
    assertThat(Packaged.contents(image).jars()).noneMatch(jar -> jar.toString().contains("brotli"));
  }

  /**
   * The JVM keeps signed classes out of the cache of a training run, and reads the digest of each.
   */
  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void noJarIsSigned(String image) throws Exception {
    ImageContents contents = Packaged.contents(image);
    for (Path jar : contents.jars()) {
      assertThat(entries(contents, jar, name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")))
          .as("%s", jar)
          .isEmpty();
    }
  }

  @Test
  void everyAdvisoryIsWhole() {
    assertThat(LIST.date()).matches("20\\d\\d-\\d\\d-\\d\\d");
    for (Advisory advisory : LIST.advisories()) {
      assertThat(advisory.id()).matches("CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3}");
      assertThat(advisory.purl()).matches("pkg:(maven|golang)/[^@?]+");
      assertThat(advisory.summary()).isNotBlank();
      assertThat(advisory.affects(advisory.fixed())).as(advisory.id()).isFalse();
    }
  }

  private static String coordinate(Component part) {
    return part.getPurl() == null ? "" : part.getPurl().replaceAll("\\?.*", "");
  }

  private static List<String> ownClassesThatName(String prefix, ImageContents contents)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (Path jar : contents.jars()) {
      if (!jar.startsWith("lib") || jar.toString().contains("dev.flotilla")) {
        try (ZipFile file = new ZipFile(contents.application().resolve(jar).toFile())) {
          for (String name : entries(contents, jar, name -> name.startsWith("dev/flotilla/"))) {
            byte[] bytes = file.getInputStream(file.getEntry(name)).readAllBytes();
            if (new String(bytes, ISO_8859_1).contains(prefix)) {
              found.add(name);
            }
          }
        }
      }
    }
    return found;
  }

  private static List<String> entries(ImageContents contents, Path jar, Predicate<String> wanted)
      throws IOException {
    try (ZipFile file = new ZipFile(contents.application().resolve(jar).toFile())) {
      return file.stream().map(ZipEntry::getName).filter(wanted).toList();
    }
  }
}
