// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.output.Formats;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Looks for kubectl, which reads credentials and installs charts; the hub needs none. */
final class KubectlCheck {
  private static final String HINT =
      "Only needed to read credentials of a NATS cluster (see 'flotilla connect').";

  DoctorCheck run() {
    try {
      Process kubectl =
          new ProcessBuilder("kubectl", "version", "--client", "--output=json")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] answer = kubectl.getInputStream().readAllBytes();
      boolean ended = kubectl.waitFor(10, TimeUnit.SECONDS);
      JsonNode version = Formats.json().readTree(answer).path("clientVersion").path("gitVersion");
      return ended && kubectl.exitValue() == 0
          ? DoctorCheck.ok("kubectl", version.asText())
          : DoctorCheck.warn("kubectl", "does not answer", HINT);
    } catch (IOException e) {
      return DoctorCheck.warn("kubectl", "not found", HINT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DoctorCheck.warn("kubectl", "interrupted", HINT);
    }
  }
}
