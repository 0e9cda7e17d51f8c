// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.component.evidence.Occurrence;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSbomTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void namesEveryJarOfTheImageAndNoOther(String image) throws Exception {
    List<String> jars = Packaged.contents(image).jars().stream().map(jar -> "/app/" + jar).toList();

    assertThat(locations(Packaged.bom(image)).filter(place -> place.endsWith(".jar")))
        .containsExactlyInAnyOrderElementsOf(jars)
        .hasSizeGreaterThan(70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "hub"})
  void isValidCycloneDxAndTheSameEachTime(String image) throws Exception {
    String json = ImageSbom.json(Packaged.bom(image));

    assertThat(new JsonParser().validate(json, ImageSbom.VERSION)).isEmpty();
    assertThat(ImageSbom.json(Packaged.bom(image)).equals(json)).isTrue();
  }

  @Test
  void saysWhatAJarIsAndTheHashThatItHasInTheImage() throws Exception {
    ImageContents contents = Packaged.contents("hub");
    Component provider = part(ImageSbom.of(contents), "bcprov-lts8on");

    assertThat(provider.getLicenses().getLicenses()).isNotEmpty();
    assertThat(provider.getHashes())
        .singleElement()
        .satisfies(
            hash ->
                assertThat(hash.getValue())
                    .isEqualTo(
                        Parts.sha256(
                            contents
                                .application()
                                .resolve(
                                    "lib/main/org.bouncycastle.bcprov-lts8on-%s.jar"
                                        .formatted(provider.getVersion())))));
  }

  @Test
  void namesTheJavaRuntime() throws Exception {
    assertThat(part(Packaged.bom("hub"), "jre").getVersion())
        .isEqualTo(Runtime.version().toString());
  }

  @Test
  void leavesOutWhatTheImageLeavesOut() throws Exception {
    String child = "flotilla-nats-child";

    assertThat(Packaged.contents("hub").application().resolve("lib/main"))
        .isDirectoryContaining(jar -> jar.toString().contains(child));
    assertThat(Packaged.bom("hub").getComponents())
        .extracting(Component::getName)
        .contains("flotilla-nats")
        .doesNotContain(child);
  }

  @Test
  void namesThePackagesOfSharedLibraries() throws Exception {
    Path libraries =
        Files.writeString(
            folder.resolve("libraries"),
            """
            /lib/x86_64-linux-gnu/libc.so.6\tab\tlibc6\t2.41-12\tdebian
            /lib/x86_64-linux-gnu/libm.so.6\tcd\tlibc6\t2.41-12\tdebian
            /opt/own/libown.so\tef
            """);

    List<Component> parts = SystemLibraries.components(libraries);

    assertThat(parts)
        .extracting(Component::getBomRef)
        .containsExactly("pkg:deb/debian/libc6@2.41-12", "/opt/own/libown.so");
    assertThat(parts.getFirst().getEvidence().getOccurrences()).hasSize(2);
  }

  @Test
  void refusesAJarThatMavenDidNotResolve() throws Exception {
    Path application = folder.resolve("quarkus-app");
    Files.createDirectories(application.resolve("lib/main"));
    Files.createFile(application.resolve("lib/main/org.unknown.stranger-1.0.jar"));
    ImageContents hub = Packaged.contents("hub");
    ImageContents contents =
        new ImageContents(
            "hub",
            hub.resolved(),
            application,
            hub.javaRelease(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> ImageSbom.of(contents))
        .hasMessageContaining("/app/lib/main/org.unknown.stranger-1.0.jar");
  }

  private static Stream<String> locations(Bom bom) {
    return bom.getComponents().stream()
        .filter(part -> part.getEvidence() != null)
        .flatMap(part -> part.getEvidence().getOccurrences().stream())
        .map(Occurrence::getLocation);
  }

  private static Component part(Bom bom, String name) {
    return bom.getComponents().stream()
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
