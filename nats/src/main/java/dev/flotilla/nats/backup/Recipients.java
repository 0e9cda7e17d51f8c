// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recipients of the age format that a set can be encrypted to: X25519 only. The others are refused
 * before a backup starts, in words.
 */
final class Recipients {
  /** Bech32: 52 characters of the key and 6 of the checksum (age specification, "X25519"). */
  private static final Pattern X25519 =
      Pattern.compile("age1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}");

  private Recipients() {}

  static List<String> read(Section section) {
    List<String> recipients = section.texts("recipients");
    if (recipients.isEmpty()) {
      section.missing("recipients", "Set at least one; 'age-keygen' makes a key pair.");
    }
    for (int index = 0; index < recipients.size(); index++) {
      String recipient = recipients.get(index);
      if (!X25519.matcher(recipient).matches()) {
        section.report(
            FindingCode.RECIPIENT_INVALID,
            section.field("recipients[" + index + "]"),
            problem(recipient),
            "Set a recipient that begins with age1; 'age-keygen -y' prints that of an identity.");
      }
    }
    return recipients;
  }

  /** Never the text itself where it is, or may be, a private key. */
  private static String problem(String recipient) {
    if (recipient.startsWith("age1pq1")) {
      return "A post-quantum recipient is not supported, only X25519 ones.";
    }
    if (recipient.startsWith("ssh-")) {
      return "An SSH key is not supported as a recipient, only X25519 ones.";
    }
    if (recipient.startsWith("AGE-SECRET-KEY-")) {
      return "This is an identity, which is private, and not its recipient.";
    }
    return recipient.startsWith("age1")
        ? "\"" + recipient + "\" is not a whole X25519 recipient."
        : "This is no recipient of the age format.";
  }
}
