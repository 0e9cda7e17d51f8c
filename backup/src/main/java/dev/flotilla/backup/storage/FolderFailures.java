// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static dev.flotilla.backup.storage.StorageProblem.ACCESS_DENIED;
import static dev.flotilla.backup.storage.StorageProblem.BROKEN;
import static dev.flotilla.backup.storage.StorageProblem.EXISTS;
import static dev.flotilla.backup.storage.StorageProblem.FULL;
import static dev.flotilla.backup.storage.StorageProblem.NOT_FOUND;
import static dev.flotilla.backup.storage.StorageProblem.READ_ONLY;
import static dev.flotilla.backup.storage.StorageProblem.UNSUPPORTED;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/**
 * Errors of a file system by their cause. Java has names for few of them, so the system's count.
 */
final class FolderFailures {
  private FolderFailures() {}

  static StorageFailure of(String attempt, IOException cause) {
    if (cause instanceof StorageFailure already) {
      return already;
    }
    return new StorageFailure(problem(cause), attempt, reason(cause), cause);
  }

  private static StorageProblem problem(IOException cause) {
    return switch (cause) {
      case NoSuchFileException missing -> NOT_FOUND;
      case FileAlreadyExistsException taken -> EXISTS;
      case AccessDeniedException denied -> ACCESS_DENIED;
      default -> ofReason(reason(cause).toLowerCase(Locale.ROOT));
    };
  }

  private static StorageProblem ofReason(String reason) {
    if (reason.contains("no space left") || reason.contains("quota exceeded")) {
      return FULL;
    }
    if (reason.contains("read-only")) {
      return READ_ONLY;
    }
    // How file systems without hard links answer: Azure Files over SMB, FUSE over object storage.
    if (reason.contains("not supported") || reason.contains("operation not permitted")) {
      return UNSUPPORTED;
    }
    return BROKEN;
  }

  private static String reason(IOException cause) {
    String reason = cause instanceof FileSystemException file ? file.getReason() : null;
    return Objects.requireNonNullElse(
        reason == null ? cause.getMessage() : reason, cause.getClass().getSimpleName());
  }
}
