// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An object that is being written. Readers see it in full after {@link #commit}, and otherwise
 * never: closing it before that discards it, and so does any failure. For one thread.
 */
public abstract class NewObject extends OutputStream {
  /** Only storages make objects. */
  protected NewObject() {}

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws StorageFailure;

  /**
   * Makes it durable and visible.
   *
   * @throws StorageFailure {@link StorageProblem#EXISTS} when the key was taken meanwhile
   */
  public abstract StoredObject commit() throws StorageFailure;

  /** Discards it unless it was committed. Best effort, without an exception. */
  @Override
  public abstract void close();
}
