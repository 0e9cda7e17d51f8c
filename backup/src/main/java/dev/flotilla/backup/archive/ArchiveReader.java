// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Reads an archive entry by entry, in memory for one message, one chunk of the compression, the
 * consumers' states and, of a tar, the set of deleted sequences. A {@link DamagedArchive} is thrown
 * at the first thing that is not as a server writes it, also when the end mark is missing or
 * something follows it; other exceptions are of the source.
 */
public final class ArchiveReader implements Closeable {
  private final ArchiveFormat format;
  private final EntryReader entries;

  private ArchiveReader(ArchiveFormat format, EntryReader entries) {
    this.format = format;
    this.entries = entries;
  }

  /** Opens it and finds out its format; a tar is read to its end first. */
  public static ArchiveReader open(ArchiveSource source) throws IOException {
    return switch (opened(source.open())) {
      case Opened.Records(var in) -> ofRecords(in);
      case Opened.Tar(var files) ->
          new ArchiveReader(
              ArchiveFormat.TAR,
              new TarReader(TarSurvey.read(files), new TarFiles(decompressed(source))));
    };
  }

  /** An archive at its beginning. */
  sealed interface Opened {
    /** The magic is read. */
    record Records(S2InputStream in) implements Opened {}

    /** Its first file comes next. */
    record Tar(TarFiles files) implements Opened {}
  }

  /** Finds out the format; closes the stream when there is none. */
  static Opened opened(InputStream compressed) throws IOException {
    S2InputStream in = new S2InputStream(compressed, S2InputStream.Skippable.REFUSED);
    try {
      byte[] head = in.readNBytes(ArchiveFormat.MAGIC.length);
      return Arrays.equals(head, ArchiveFormat.MAGIC)
          ? new Opened.Records(in)
          : new Opened.Tar(tar(in, head));
    } catch (IOException | RuntimeException problem) {
      in.close();
      throw problem;
    }
  }

  private static TarFiles tar(S2InputStream in, byte[] magic) throws IOException {
    byte[] head = Arrays.copyOf(magic, ArchiveFormat.TAR_HEADER);
    int length =
        magic.length + in.readNBytes(head, magic.length, ArchiveFormat.TAR_HEADER - magic.length);
    if (ArchiveFormat.of(Arrays.copyOf(head, length)).isEmpty()) {
      throw DamagedArchive.atByte(0, "what is compressed is no archive of a stream");
    }
    return new TarFiles(new SequenceInputStream(new ByteArrayInputStream(head), in));
  }

  private static S2InputStream decompressed(ArchiveSource source) throws IOException {
    return new S2InputStream(source.open(), S2InputStream.Skippable.REFUSED);
  }

  static ArchiveReader ofRecords(S2InputStream in) {
    return new ArchiveReader(ArchiveFormat.RECORDS, new RecordReader(in));
  }

  public ArchiveFormat format() {
    return format;
  }

  /** The next entry, the last of which is {@link ArchiveEntry.End}. */
  public ArchiveEntry next() throws IOException {
    return entries.next();
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
