// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where backup sets are kept: objects that are written once, under keys as {@link ObjectKeys} has
 * them. For several threads at once.
 */
public interface BackupStorage extends AutoCloseable {
  /**
   * Finds out now whether it can be used.
   *
   * @throws StorageFailure when not, with the reason
   */
  void check() throws StorageFailure;

  /**
   * Starts a new object.
   *
   * @param expectedBytes about how large it will be, which decides the size of parts; 0 if unknown
   * @throws StorageFailure {@link StorageProblem#EXISTS} when there is one with this key
   */
  NewObject create(String key, long expectedBytes) throws StorageFailure;

  /**
   * Reads an object. The stream throws {@link StorageFailure}; where the connection fails, it
   * resumes from the last byte that it delivered, a bounded number of times.
   */
  InputStream read(String key) throws StorageFailure;

  /** Bytes of the object; empty when it does not exist. */
  OptionalLong size(String key) throws StorageFailure;

  /** All objects below the prefix, in no certain order, page by page. */
  void list(String prefix, ObjectVisitor visitor) throws StorageFailure;

  /** The names right below the prefix that have objects below them, sorted. */
  List<String> folders(String prefix) throws StorageFailure;

  /**
   * Deletes the object and its bytes; no failure when it does not exist.
   *
   * @throws StorageFailure {@link StorageProblem#LOCKED} while object lock protects it
   */
  void delete(String key) throws StorageFailure;

  /**
   * Discards what writers that crashed have left unfinished below the prefix.
   *
   * @param age leaves alone what was started more recently: it may be in progress
   * @return how many were discarded
   */
  int discardUnfinished(String prefix, Duration age) throws StorageFailure;

  @Override
  void close();
}
