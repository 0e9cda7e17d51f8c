// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {
  @Test
  void aReasonIsTheCamelCaseOfItsCode() {
    assertThat(Code.FOREIGN_OBJECT.reason()).isEqualTo("ForeignObject");
    assertThat(Code.EXPIRED.reason()).isEqualTo("Expired");
  }

  @Test
  void reasonsOfKubernetesStayAsTheyAre() {
    assertThat(Code.reasonOf("ImagePullBackOff")).isEqualTo("ImagePullBackOff");
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void eachReasonLeadsBackToItsCode(Code code) {
    assertThat(Code.codeOf(code.reason())).isEqualTo(code.name());
  }
}
