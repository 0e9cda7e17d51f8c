// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account: who may sign its users, what it may use, and what crosses its border.
 *
 * @param subject account public key
 * @param name name for people
 * @param expiresAt null for never
 * @param limits what the account may use
 * @param exports what others may import
 * @param imports what it takes from others
 * @param signingKeys keys that sign users; removing one disconnects the users that it signed
 * @param revocations user public key, or {@code *} for all, to the instant up to which its claims
 *     are void
 */
public record AccountClaims(
    String subject,
    String name,
    @Nullable Instant expiresAt,
    AccountLimits limits,
    List<Export> exports,
    List<Import> imports,
    List<AccountSigningKey> signingKeys,
    Map<String, Instant> revocations)
    implements Claims {
  public AccountClaims {
    exports = List.copyOf(exports);
    imports = List.copyOf(imports);
    signingKeys = List.copyOf(signingKeys);
    revocations = Map.copyOf(revocations);
  }

  /** An account without JetStream, imports, exports or signing keys, and with no other limit. */
  public static AccountClaims of(String subject, String name) {
    return new AccountClaims(
        subject, name, null, AccountLimits.UNLIMITED, List.of(), List.of(), List.of(), Map.of());
  }

  /** The same with other limits. */
  public AccountClaims withLimits(AccountLimits changed) {
    return new AccountClaims(
        subject, name, expiresAt, changed, exports, imports, signingKeys, revocations);
  }

  /** The same with these exports in place of the present ones. */
  public AccountClaims withExports(List<Export> changed) {
    return new AccountClaims(
        subject, name, expiresAt, limits, changed, imports, signingKeys, revocations);
  }

  /** The same with these imports in place of the present ones. */
  public AccountClaims withImports(List<Import> changed) {
    return new AccountClaims(
        subject, name, expiresAt, limits, exports, changed, signingKeys, revocations);
  }

  /** The same with these signing keys in place of the present ones. */
  public AccountClaims withSigningKeys(List<AccountSigningKey> changed) {
    return new AccountClaims(
        subject, name, expiresAt, limits, exports, imports, changed, revocations);
  }

  /** The same with these revocations in place of the present ones. */
  public AccountClaims withRevocations(Map<String, Instant> changed) {
    return new AccountClaims(
        subject, name, expiresAt, limits, exports, imports, signingKeys, changed);
  }

  @Override
  public KeyKind subjectKind() {
    return KeyKind.ACCOUNT;
  }

  @Override
  public KeyKind issuerKind() {
    return KeyKind.OPERATOR;
  }

  @Override
  public String type() {
    return "account";
  }

  @Override
  public ObjectNode body(String issuer) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    // The Go library sorts both lists, and the order of exports decides between overlapping ones.
    ArrayNode importList = body.putArray("imports");
    imports.stream()
        .sorted(Comparator.comparing(Import::subject))
        .forEach(entry -> importList.add(entry.json()));
    ArrayNode exportList = body.putArray("exports");
    exports.stream()
        .sorted(Comparator.comparing(Export::subject))
        .forEach(entry -> exportList.add(entry.json()));
    body.set("limits", limits.json());
    ArrayNode keyList = body.putArray("signing_keys");
    signingKeys.stream()
        .sorted(Comparator.comparing(AccountSigningKey::key))
        .forEach(key -> keyList.add(key.json()));
    ObjectNode revoked = body.putObject("revocations");
    new TreeMap<>(revocations).forEach((user, until) -> revoked.put(user, until.getEpochSecond()));
    return body;
  }
}
