// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;

/**
 * Encrypts in age format while it is written, with 128 KiB in memory. Only {@link #finish} writes
 * the last chunk: without it the result is not decrypted by anyone as if it were whole. It never
 * closes the output behind it. For one thread.
 */
public final class EncryptedOutput extends OutputStream {
  private final OutputStream target;
  private final WritableByteChannel channel;
  private boolean ended;

  /** Writes the header at once. */
  public EncryptedOutput(OutputStream target, Recipients recipients) throws IOException {
    this.target = target;
    try {
      this.channel =
          new StandardEncryptingChannelFactory()
              .newEncryptingChannel(new Sink(target), recipients.writers());
    } catch (GeneralSecurityException problem) {
      throw new IOException("cannot encrypt to " + recipients, problem);
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      throw new IllegalStateException("the encryption has ended");
    }
    channel.write(ByteBuffer.wrap(bytes, offset, length));
  }

  /** Writes the last chunk. */
  public void finish() throws IOException {
    if (!ended) {
      ended = true;
      channel.close();
      target.flush();
    }
  }

  /** Ends it without the last chunk, unless it is finished. */
  @Override
  public void close() {
    ended = true;
  }

  /** Takes all at once: the library looks no further at what is left over. */
  private record Sink(OutputStream target) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer from) throws IOException {
      int count = from.remaining();
      target.write(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.limit());
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
