// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.archive.ArchiveSurvey;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Decodes an archive while it passes, in a thread of its own, so that what is in it is known
 * without reading it again. What is damaged is reported at the end and holds up nothing.
 */
final class Surveyor implements Closeable {
  private final ChunkPipe pipe = new ChunkPipe();
  private final FutureTask<ArchiveSurvey> survey = new FutureTask<>(() -> survey(pipe.in));

  private Surveyor() {}

  /** Begins with the first byte of an archive. */
  static Surveyor start(String name) {
    Surveyor surveyor = new Surveyor();
    Thread.ofVirtual().name("survey-" + name).start(surveyor.survey);
    return surveyor;
  }

  private static ArchiveSurvey survey(InputStream in) throws IOException {
    try {
      return ArchiveSurvey.whileReceived(new Unclosed(in));
    } finally {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** What is damaged ends the survey, and not the archive. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** Where the archive passes. */
  OutputStream copy() {
    return pipe.out;
  }

  /** What was in it, once all of it has passed. */
  ArchiveSurvey result() throws IOException, InterruptedException {
    pipe.finish();
    try {
      return survey.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException damaged) {
        throw new StreamFailed(ResultCode.ARCHIVE_DAMAGED, damaged);
      }
      throw new IllegalStateException("a survey failed", failed.getCause());
    }
  }

  /** Ends it, whatever it has seen. */
  @Override
  public void close() {
    survey.cancel(true);
  }
}
