// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.flotilla.backup.encryption.RefusedRecipient.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Those who can decrypt: at least one, each checked by encrypting to it. */
public final class Recipients {
  /** The age format would take more; the library has one buffer of 64 KiB for the header. */
  private static final int MOST = 100;

  private static final Pattern X25519 = Pattern.compile("age1[02-9ac-hj-np-z]{58}");

  private final List<Recipient> recipients;

  private Recipients(List<Recipient> recipients) {
    this.recipients = List.copyOf(recipients);
  }

  /** Checks them before anything is encrypted. Repeated ones count once. */
  public static ParsedRecipients parse(List<String> texts) {
    List<String> distinct = texts.stream().map(String::strip).distinct().toList();
    List<RefusedRecipient> refused = new ArrayList<>();
    if (distinct.isEmpty()) {
      refused.add(RefusedRecipient.of("", Reason.NONE));
    }
    if (distinct.size() > MOST) {
      refused.add(RefusedRecipient.of("", Reason.TOO_MANY));
    }
    for (String text : distinct) {
      problem(text).ifPresent(reason -> refused.add(RefusedRecipient.of(text, reason)));
    }
    return refused.isEmpty()
        ? new ParsedRecipients.Accepted(
            new Recipients(distinct.stream().map(Recipient::new).toList()))
        : new ParsedRecipients.Refused(refused);
  }

  /** In the order in which they were given. */
  public List<Recipient> list() {
    return recipients;
  }

  List<RecipientStanzaWriter> writers() throws GeneralSecurityException {
    List<RecipientStanzaWriter> writers = new ArrayList<>();
    for (Recipient recipient : recipients) {
      writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient.text()));
    }
    return writers;
  }

  @Override
  public String toString() {
    return recipients.toString();
  }

  // The library throws an unchecked exception at the longer post-quantum ones.
  private static Optional<Reason> problem(String text) {
    if (text.toUpperCase(Locale.ROOT).startsWith("AGE-SECRET-KEY-")) {
      return Optional.of(Reason.PRIVATE);
    }
    if (text.startsWith("age1pq1")) {
      return Optional.of(Reason.POST_QUANTUM);
    }
    if (text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("sk-")) {
      return Optional.of(Reason.SSH);
    }
    if (!X25519.matcher(text).matches()) {
      boolean plugin = text.startsWith("age1") && text.indexOf('1', 4) > 0;
      return Optional.of(plugin ? Reason.PLUGIN : Reason.MALFORMED);
    }
    return hasChecksum(text) ? trial(text) : Optional.of(Reason.CHECKSUM);
  }

  private static boolean hasChecksum(String text) {
    try {
      return Bech32.getDecoder().decode(text).getData().length == 32;
    } catch (IllegalArgumentException mistyped) {
      return false;
    }
  }

  private static Optional<Reason> trial(String text) {
    Recipients one = new Recipients(List.of(new Recipient(text)));
    try (EncryptedOutput output = new EncryptedOutput(OutputStream.nullOutputStream(), one)) {
      output.finish();
      return Optional.empty();
    } catch (IOException weak) {
      return Optional.of(Reason.WEAK);
    }
  }
}
