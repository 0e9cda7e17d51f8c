// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import dev.flotilla.backup.encryption.Undecryptable.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts a file in age format while it is read, with 256 KiB in memory. What it delivers is
 * authentic; that nothing is missing is certain only once it has delivered the end. Closing it
 * closes the input behind it. For one thread.
 */
public final class DecryptedInput extends InputStream {
  private static final byte[] START = "age-encryption.org/v1\n".getBytes(US_ASCII);
  private static final int CHUNK = 64 * 1024;

  private final InputStream encrypted;
  private final ReadableByteChannel channel;
  private long position;
  private @Nullable IOException failure;

  /**
   * Reads the header at once.
   *
   * @throws Undecryptable when none of these identities decrypts it, or nothing could
   */
  public DecryptedInput(InputStream encrypted, Identities identities) throws IOException {
    this.encrypted = encrypted;
    try {
      this.channel =
          new StandardDecryptingChannelFactory()
              .newDecryptingChannel(new Source(requireAge(encrypted)), identities.readers());
    } catch (UnsupportedRecipientStanzaException others) {
      throw new Undecryptable(Reason.WRONG_IDENTITY, "", others);
    } catch (PayloadException missing) {
      throw new Undecryptable(Reason.TRUNCATED, "", missing);
    } catch (GeneralSecurityException
        | BufferUnderflowException
        | IllegalArgumentException damaged) {
      throw new Undecryptable(Reason.DAMAGED_HEADER, "", damaged);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /** Never beyond one chunk, so that all before a damaged one is delivered. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    int rest = CHUNK - (int) (position % CHUNK);
    try {
      int count = channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, rest)));
      position += Math.max(0, count);
      return count;
    } catch (PayloadException damaged) {
      throw remember(new Undecryptable(Reason.DAMAGED, place(), damaged));
    } catch (IOException ofSource) {
      throw remember(ofSource);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    encrypted.close();
  }

  // A read after a failure would otherwise go on with what is left in the library's buffer.
  private IOException remember(IOException first) {
    failure = first;
    return first;
  }

  private String place() {
    return "in chunk %d, which starts at byte %d of the content"
        .formatted(position / CHUNK + 1, position);
  }

  private static InputStream requireAge(InputStream encrypted) throws IOException {
    PushbackInputStream input = new PushbackInputStream(encrypted, START.length);
    byte[] start = input.readNBytes(START.length);
    if (!Arrays.equals(start, START)) {
      boolean cut = Arrays.equals(start, Arrays.copyOf(START, start.length));
      throw new Undecryptable(cut ? Reason.TRUNCATED : Reason.NOT_AGE, "", null);
    }
    input.unread(start);
    return input;
  }

  /** Reads as much as there is room for. */
  private record Source(InputStream encrypted) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      int count =
          encrypted.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      if (count > 0) {
        into.position(into.position() + count);
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
