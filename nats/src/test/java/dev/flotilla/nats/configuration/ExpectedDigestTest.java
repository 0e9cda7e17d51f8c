// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ExpectedDigestTest {
  @Test
  void orderOfKeysDoesNotMatter() {
    ObjectNode one = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", "x");
    ObjectNode other = JsonNodeFactory.instance.objectNode().put("b", "x").put("a", 1);
    assertThat(ExpectedDigest.of(one)).isEqualTo(ExpectedDigest.of(other)).startsWith("sha256:");
  }

  @Test
  void orderOfElementsMatters() {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.putArray("list").add(1).add(2);
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    other.putArray("list").add(2).add(1);
    assertThat(ExpectedDigest.of(one)).isNotEqualTo(ExpectedDigest.of(other));
  }

  @Test
  void valuesThatNoServerReadsAreRefused() {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode().putNull("port");
    assertThatThrownBy(() -> ExpectedDigest.of(configuration))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
