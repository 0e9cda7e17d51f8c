// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

/** Receives the objects of a listing one by one, while it is read. */
@FunctionalInterface
public interface ObjectVisitor {
  /** The next object. A failure ends the listing. */
  void found(StoredObject object) throws StorageFailure;
}
