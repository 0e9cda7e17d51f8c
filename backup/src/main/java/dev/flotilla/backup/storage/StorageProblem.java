// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

/** Why a storage did not do what was asked, and what to do about it. */
public enum StorageProblem {
  NOT_FOUND("the object does not exist", "check the key, and whether a lifecycle rule removed it"),
  EXISTS(
      "an object with this key exists already, and objects are written once",
      "nothing was changed; use another key, or delete the object first"),
  ACCESS_DENIED(
      "access is denied",
      "allow these credentials to list, read, write and delete below the prefix, and to list and"
          + " abort multipart uploads"),
  CREDENTIALS(
      "the storage does not accept the credentials",
      "check the access key, the secret key and that they have not expired"),
  NO_BUCKET("the bucket does not exist", "create the bucket, or correct its name or the endpoint"),
  WRONG_REGION("the bucket is in another region", "set the region of the bucket"),
  NO_FOLDER("the folder does not exist", "mount the volume there, or correct the path"),
  FULL("the storage is full", "expand the volume or quota, or remove backup sets"),
  READ_ONLY("the volume is mounted read-only", "mount it writable; see the kernel log for errors"),
  LOCKED(
      "object lock protects the object",
      "wait until its retention ends; this is what object lock is for"),
  UNSUPPORTED("the storage does not support this", "see the reference of storage that works"),
  TOO_LARGE(
      "the object has more parts than the storage accepts",
      "set larger parts, or announce the object's size"),
  SLOW_DOWN(
      "the storage asks to send fewer requests",
      "back up fewer streams in parallel, or raise the limits of the storage"),
  TIMEOUT("the storage did not answer in time", "check its load, or raise the timeout"),
  UNREACHABLE(
      "the connection to the storage failed",
      "check the endpoint, DNS, network policies and that the storage runs"),
  UNTRUSTED_CERTIFICATE(
      "the certificate of the storage is not trusted",
      "set the certificate of the authority that signed it, and use a host name that it lists"),
  CLOCK_SKEW(
      "the clock of this machine differs too much from that of the storage",
      "synchronize the clocks (NTP)"),
  REFUSED("the storage refuses the request", "see the code of the storage"),
  BROKEN("the storage failed", "see the log of the storage"),
  INTERRUPTED("the operation was cancelled", "start it again");

  private final String sentence;
  private final String hint;

  StorageProblem(String sentence, String hint) {
    this.sentence = sentence;
    this.hint = hint;
  }

  /** What happened, without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }

  /** True when the same request may work a moment later. */
  public boolean isTransient() {
    return switch (this) {
      case SLOW_DOWN, TIMEOUT, UNREACHABLE, BROKEN -> true;
      default -> false;
    };
  }
}
