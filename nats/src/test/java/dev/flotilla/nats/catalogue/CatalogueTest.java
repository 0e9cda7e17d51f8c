// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void bundledCatalogueNamesItsReleasesOldestFirst() {
    assertThat(Catalogue.bundled().versions())
        .containsExactly("2.11.17", "2.12.15", "2.14.9", "2.15.2");
    assertThat(Catalogue.bundled().newest().image()).isEqualTo("docker.io/library/nats:2.15.2");
  }

  @Test
  void lineWithoutFixedReleaseIsBelowTheFloor() {
    assertThat(Catalogue.bundled().releases())
        .filteredOn(Release::belowFloor)
        .extracting(Release::version)
        .containsExactly("2.11.17");
  }

  @Test
  void unknownVersionsAreNotFound() {
    assertThat(Catalogue.bundled().find("2.13.0")).isEmpty();
  }

  @Test
  void catalogueOfAnotherSchemaIsRefused() {
    byte[] file = "{\"schema\":2,\"image\":\"x\",\"floors\":{},\"versions\":[]}".getBytes(UTF_8);
    assertThatThrownBy(() -> Catalogue.read(new ByteArrayInputStream(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("schema 2");
  }
}
