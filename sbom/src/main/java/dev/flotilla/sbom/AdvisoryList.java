// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The advisories that are known to this build, in {@code advisories.json} beside this class.
 *
 * @param date the day of the last review against the publishers' lists, ISO 8601
 */
record AdvisoryList(String date, List<Advisory> advisories) {

  static AdvisoryList shipped() {
    try (InputStream file = AdvisoryList.class.getResourceAsStream("advisories.json")) {
      return new ObjectMapper().readValue(Objects.requireNonNull(file), AdvisoryList.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
