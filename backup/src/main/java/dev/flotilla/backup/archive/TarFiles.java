// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The files of a tar, one after the other. Its end mark must be there and nothing behind it. */
final class TarFiles implements Closeable {
  private static final int RECORD = 512;
  private static final int END_MARK = 2 * RECORD;

  private final Counted source;
  private final TarArchiveInputStream tar;
  private String name = "the start";
  private long size;
  private long end;

  TarFiles(InputStream decompressed) {
    source = new Counted(decompressed);
    tar = new TarArchiveInputStream(source);
  }

  /** Counts, and keeps the source's own failure apart from what the tar's reader finds wrong. */
  private static final class Counted extends FilterInputStream {
    private long position;
    private @Nullable IOException failure;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      try {
        int got = super.read(into, start, length);
        position += Math.max(0, got);
        return got;
      } catch (IOException problem) {
        failure = problem;
        throw problem;
      }
    }

    @Override
    public long skip(long count) throws IOException {
      // By reading: what is skipped is checked as well.
      return readNBytes((int) Math.min(count, 64 * 1024)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  /** Goes on to the next file; false at the end mark. */
  boolean next() throws IOException {
    TarArchiveEntry entry;
    try {
      entry = tar.getNextEntry();
    } catch (IOException problem) {
      throw cause(problem);
    }
    if (entry == null) {
      requireEndMark();
      return false;
    }
    if (!entry.isFile()) {
      throw damage(entry.getName() + " is no file");
    }
    name = entry.getName();
    size = entry.getSize();
    end = source.position + (size + RECORD - 1) / RECORD * RECORD;
    return true;
  }

  private void requireEndMark() throws IOException {
    if (source.position - end < END_MARK) {
      throw damage("it ends without its end mark");
    }
    if (source.read() >= 0) {
      throw damage("something follows the end mark");
    }
  }

  /** Path of the present file. */
  String name() {
    return name;
  }

  /** Bytes of the present file. */
  long size() {
    return size;
  }

  /** The present file. */
  byte[] content() throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw damage("the file is too long");
    }
    byte[] bytes = new byte[(int) size];
    read(bytes, 0, bytes.length);
    return bytes;
  }

  /** Reads exactly so many bytes of the present file. */
  void read(byte[] into, int start, int length) throws IOException {
    int got;
    try {
      got = tar.readNBytes(into, start, length);
    } catch (IOException problem) {
      throw cause(problem);
    }
    if (got < length) {
      throw damage("the file is cut");
    }
  }

  /** The present file as a stream; it must be read before the next one. */
  InputStream stream() {
    return tar;
  }

  DamagedArchive damage(String problem) {
    return new DamagedArchive(name, problem);
  }

  private IOException cause(IOException problem) {
    return source.failure != null ? source.failure : damage(String.valueOf(problem.getMessage()));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
