// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

/**
 * A recipient to which nothing can be encrypted.
 *
 * @param text as it was given, shortened
 * @param reason a sentence without a full stop
 */
public record RefusedRecipient(String text, Reason reason) {
  private static final int SHOWN = 24;

  /** Why a recipient is refused. */
  public enum Reason {
    /** The list is empty. */
    NONE("no recipient: backups are always encrypted, so name at least one 'age1...' key"),
    /** More than a header can hold. */
    TOO_MANY("more than 100 recipients"),
    /** A key that can decrypt. */
    PRIVATE("this is a private key; name the public key, which 'age-keygen -y' prints"),
    /** ML-KEM with X25519. */
    POST_QUANTUM(
        "post-quantum recipients ('age1pq1...') are not supported yet; use an X25519 one, as"
            + " 'age-keygen' makes without -pq"),
    /** An SSH key. */
    SSH("SSH keys are not supported; make an age key with 'age-keygen'"),
    /** A plugin's recipient. */
    PLUGIN("recipients of age plugins are not supported; use an X25519 one ('age1...')"),
    /** Anything else. */
    MALFORMED("not an age recipient: expected 'age1' and 58 more characters"),
    /** Right length and prefix, wrong checksum. */
    CHECKSUM("the checksum is wrong: a character is missing or mistyped"),
    /** A point of the curve that gives no secret. */
    WEAK("nothing can be encrypted to this key");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** What is wrong and what to do, without a full stop. */
    public String sentence() {
      return sentence;
    }
  }

  static RefusedRecipient of(String text, Reason reason) {
    if (reason == Reason.PRIVATE) {
      return new RefusedRecipient("AGE-SECRET-KEY-...", reason);
    }
    return new RefusedRecipient(
        text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...", reason);
  }
}
