// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static dev.flotilla.backup.storage.StorageProblem.ACCESS_DENIED;
import static dev.flotilla.backup.storage.StorageProblem.BROKEN;
import static dev.flotilla.backup.storage.StorageProblem.CLOCK_SKEW;
import static dev.flotilla.backup.storage.StorageProblem.CREDENTIALS;
import static dev.flotilla.backup.storage.StorageProblem.EXISTS;
import static dev.flotilla.backup.storage.StorageProblem.FULL;
import static dev.flotilla.backup.storage.StorageProblem.INTERRUPTED;
import static dev.flotilla.backup.storage.StorageProblem.LOCKED;
import static dev.flotilla.backup.storage.StorageProblem.NOT_FOUND;
import static dev.flotilla.backup.storage.StorageProblem.NO_BUCKET;
import static dev.flotilla.backup.storage.StorageProblem.REFUSED;
import static dev.flotilla.backup.storage.StorageProblem.SLOW_DOWN;
import static dev.flotilla.backup.storage.StorageProblem.TIMEOUT;
import static dev.flotilla.backup.storage.StorageProblem.TOO_LARGE;
import static dev.flotilla.backup.storage.StorageProblem.UNREACHABLE;
import static dev.flotilla.backup.storage.StorageProblem.UNSUPPORTED;
import static dev.flotilla.backup.storage.StorageProblem.UNTRUSTED_CERTIFICATE;
import static dev.flotilla.backup.storage.StorageProblem.WRONG_REGION;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Errors of the SDK by their cause. An answer of the storage is not kept as cause: its words may
 * repeat parts of the request.
 */
final class S3Failures {
  private S3Failures() {}

  static StorageFailure of(String attempt, SdkException cause) {
    String tries = tries(cause);
    if (cause instanceof AwsServiceException answer) {
      return new StorageFailure(problem(answer), attempt, answered(answer) + tries, null);
    }
    if (cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException) {
      return new StorageFailure(TIMEOUT, attempt, tries.replaceFirst("^, ", ""), null);
    }
    if (cause instanceof AbortedException) {
      return new StorageFailure(INTERRUPTED, attempt, "", null);
    }
    IOException connection = ioCause(cause);
    if (connection == null) {
      return new StorageFailure(BROKEN, attempt, cause.getClass().getSimpleName() + tries, cause);
    }
    return new StorageFailure(problem(connection), attempt, words(connection) + tries, connection);
  }

  private static String tries(SdkException cause) {
    int attempts = Objects.requireNonNullElse(cause.numAttempts(), 1);
    return attempts > 1 ? ", tried " + attempts + " times" : "";
  }

  /** A failure while the body of an answer is read. */
  static StorageFailure of(String attempt, IOException cause) {
    return cause instanceof StorageFailure already
        ? already
        : new StorageFailure(problem(cause), attempt, words(cause), cause);
  }

  private static StorageProblem problem(IOException connection) {
    return switch (connection) {
      case SocketTimeoutException slow -> TIMEOUT;
      case InterruptedIOException cancelled -> INTERRUPTED;
      case SSLHandshakeException untrusted -> UNTRUSTED_CERTIFICATE;
      case SSLPeerUnverifiedException otherName -> UNTRUSTED_CERTIFICATE;
      default -> UNREACHABLE;
    };
  }

  private static String words(IOException connection) {
    return Objects.requireNonNullElse(
        connection.getMessage(), connection.getClass().getSimpleName());
  }

  private static @Nullable IOException ioCause(Throwable cause) {
    for (Throwable next = cause; next != null; next = next.getCause()) {
      if (next instanceof IOException connection) {
        return connection;
      }
    }
    return null;
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return Objects.requireNonNullElse(code, "");
  }

  private static String answered(AwsServiceException answer) {
    String request = answer.requestId() == null ? "" : ", request " + answer.requestId();
    return (answer.statusCode() + " " + code(answer)).strip() + request;
  }

  private static StorageProblem problem(AwsServiceException answer) {
    return switch (code(answer)) {
      case "AccessDenied", "AllAccessDisabled", "AccountProblem" ->
          speaksOfObjectLock(answer) ? LOCKED : ACCESS_DENIED;
      case "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired",
          "XAdminUserNotFound" -> // What versitygw says of an unknown access key.
          CREDENTIALS;
      case "NoSuchBucket" -> NO_BUCKET;
      case "NoSuchKey" -> NOT_FOUND;
      case "RequestTimeTooSkewed" -> CLOCK_SKEW;
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          WRONG_REGION;
      case "ObjectLocked", "InvalidRetentionPeriod" -> LOCKED;
      case "InvalidBucketObjectLockConfiguration", "ObjectLockConfigurationNotFoundError" ->
          UNSUPPORTED;
      case "EntityTooLarge" -> TOO_LARGE;
      case "QuotaExceeded", "XMinioStorageFull", "StorageFull" -> FULL;
      case "RequestTimeout" -> TIMEOUT;
      default -> ofStatus(answer);
    };
  }

  // Object lock has no codes of its own: AccessDenied where it protects, InvalidRequest where the
  // bucket has none.
  private static boolean speaksOfObjectLock(AwsServiceException answer) {
    String words =
        answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return words != null && words.toLowerCase(Locale.ROOT).replace(" ", "").contains("objectlock");
  }

  private static StorageProblem ofStatus(AwsServiceException answer) {
    if (answer.statusCode() == 400 && speaksOfObjectLock(answer)) {
      return UNSUPPORTED;
    }
    return switch (answer.statusCode()) {
      case 301, 307 -> WRONG_REGION;
      case 401, 403 -> ACCESS_DENIED;
      case 404 -> NOT_FOUND;
      case 409, 412 -> EXISTS;
      case 429, 503 -> SLOW_DOWN;
      case 501 -> UNSUPPORTED;
      case 507 -> FULL;
      default -> answer.statusCode() >= 500 ? BROKEN : REFUSED;
    };
  }
}
