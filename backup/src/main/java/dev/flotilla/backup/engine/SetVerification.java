// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.archive.ArchiveSource;
import dev.flotilla.backup.archive.ArchiveSurvey;
import dev.flotilla.backup.manifest.SavedMessages;
import dev.flotilla.backup.manifest.SavedStream;
import java.io.IOException;
import java.util.Optional;

/** Reads streams of a set back from the store, and compares them with the manifest. */
record SetVerification(SetReader reader) {

  /** What is wrong with the object of a stream; empty when it is sound. */
  Optional<String> problem(SavedStream stream) {
    try {
      ArchiveSource archive = () -> reader.open(stream.object());
      ArchiveSurvey survey = ArchiveSurvey.of(archive);
      return difference(stream, survey).map(text -> stream.object().key() + ": " + text);
    } catch (IOException | RuntimeException problem) {
      return Optional.of(stream.object().key() + ": " + problem.getMessage());
    }
  }

  private static Optional<String> difference(SavedStream stream, ArchiveSurvey survey) {
    SavedMessages saved = stream.messages();
    if (survey.exact() && survey.messages() != saved.count()) {
      return Optional.of(
          "%d messages, and the manifest says %d".formatted(survey.messages(), saved.count()));
    }
    return saved.hash().isEmpty() || survey.sha256().equals(saved.hash())
        ? Optional.empty()
        : Optional.of("its messages are not those of the manifest");
  }
}
