// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that an account takes from another.
 *
 * @param crossing stream or service, as exported
 * @param account public key of the exporting account
 * @param subject as the exporter sees it; contained in the exported subject
 * @param name name for people
 * @param localSubject as this account sees it; null for the same
 */
public record Import(
    Crossing crossing, String account, String subject, String name, @Nullable String localSubject) {
  /** A service under its own subject. */
  public static Import service(String account, String subject, String name) {
    return new Import(Crossing.SERVICE, account, subject, name, null);
  }

  /** A stream under its own subject. */
  public static Import stream(String account, String subject, String name) {
    return new Import(Crossing.STREAM, account, subject, name, null);
  }

  ObjectNode json() {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("name", name);
    entry.put("subject", subject);
    entry.put("account", account);
    if (localSubject != null) {
      entry.put("local_subject", localSubject);
    }
    entry.put("type", crossing.text());
    return entry;
  }
}
