// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.nats.cluster.SharedTrust;
import dev.flotilla.nats.cluster.TrustKeys;
import dev.flotilla.nats.cluster.TrustMember;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.ObjectChange.Action;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Secret with the keys of a data plane: its own operator's, or those by which it is a guest of
 * another's. It outlives the NatsCluster, and what it holds is never exchanged.
 */
record KeysSecret(KubernetesObjects objects, Nkeys nkeys, InstantSource clock) {
  private record Kept(Live secret, Map<String, String> data, Keyring keys) {}

  /**
   * The keys, made where there are none.
   *
   * @throws Blocked when they are lost, damaged, of another kind, or good for nothing yet
   */
  Keyring open(DataPlane dataPlane) throws Blocked {
    Optional<Kept> found = find(dataPlane);
    if (found.isEmpty()) {
      // Create, never apply: two writers at once must not end with the keys of one and the claims
      // of the other.
      var _ =
          objects.create(
              CredentialSecrets.secret(
                  dataPlane, dataPlane.names().keysSecret(), data(made(dataPlane))));
      found = find(dataPlane);
    }
    Kept kept = found.orElseThrow(() -> lost(dataPlane));
    Keyring usable = usable(dataPlane, kept.keys());
    if (usable instanceof JoinedKeys joined && !usable.equals(kept.keys())) {
      write(dataPlane, kept, joined.secretData());
    }
    return usable;
  }

  /** What {@link #open} and {@link #shared} would do; keys that would be made are forgotten. */
  Outlook foresee(DataPlane dataPlane) throws Blocked {
    Optional<Kept> kept = find(dataPlane);
    if (kept.isEmpty()) {
      return new Outlook(usable(dataPlane, made(dataPlane)), Action.CREATE, Set.of());
    }
    Keyring usable = usable(dataPlane, kept.get().keys());
    boolean anew = wantsOthers(dataPlane, kept.get()) || !usable.equals(kept.get().keys());
    return new Outlook(usable, anew ? Action.CHANGE : Action.KEEP, leaving(dataPlane, kept.get()));
  }

  /**
   * What would become of the Secret.
   *
   * @param keys that would be used
   * @param action what would be done with it
   * @param leaving keys of members that would sign nobody any more
   */
  record Outlook(Keyring keys, Action action, Set<String> leaving) {}

  /** The public halves of the keys by which it is a guest; empty when it is none. */
  Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return find(dataPlane)
        .map(Kept::keys)
        .flatMap(
            keys ->
                keys instanceof JoinedKeys joined
                    ? Optional.of(joined.publicKeys())
                    : Optional.empty());
  }

  /**
   * The claims that let the members sign; signed anew when others are wanted, and kept, so that
   * equal members have equal claims.
   *
   * @return empty where there never were members
   */
  Optional<SharedClaims> shared(DataPlane dataPlane) throws Blocked {
    List<TrustMember> members = members(dataPlane);
    Optional<Kept> kept = find(dataPlane);
    if (kept.isEmpty() || !(kept.get().keys() instanceof DataPlaneKeys keys)) {
      return Optional.empty();
    }
    Optional<SharedClaims> before = SharedClaims.parse(keys, kept.get().data());
    if (!wantsOthers(dataPlane, kept.get())) {
      return before;
    }
    SharedClaims signed = SharedClaims.sign(keys, members, before, clock.instant());
    write(dataPlane, kept.get(), signed.secretData());
    return Optional.of(signed);
  }

  private static List<TrustMember> members(DataPlane dataPlane) {
    return dataPlane.trust().map(SharedTrust::members).orElseGet(List::of);
  }

  private static Optional<SharedClaims> before(Kept kept) {
    return kept.keys() instanceof DataPlaneKeys keys
        ? SharedClaims.parse(keys, kept.data())
        : Optional.empty();
  }

  private static boolean wantsOthers(DataPlane dataPlane, Kept kept) {
    List<TrustMember> members = members(dataPlane);
    return before(kept).map(claims -> !claims.areFor(members)).orElse(!members.isEmpty());
  }

  private static Set<String> leaving(DataPlane dataPlane, Kept kept) {
    return before(kept).map(claims -> claims.without(members(dataPlane))).orElseGet(Set::of);
  }

  private Optional<Kept> find(DataPlane dataPlane) throws Blocked {
    String name = dataPlane.names().keysSecret();
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isEmpty()) {
      if (dataPlane.running()) {
        throw lost(dataPlane);
      }
      return Optional.empty();
    }
    if (!CredentialSecrets.isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    Kept kept = read(name, found.get());
    sameKind(dataPlane, kept.keys());
    return Optional.of(kept);
  }

  private static Kept read(String name, Live secret) throws Blocked {
    Map<String, String> data = SecretData.plain(secret);
    try {
      return new Kept(
          secret,
          data,
          JoinedKeys.areIn(data) ? JoinedKeys.parse(data) : DataPlaneKeys.parse(data));
    } catch (IllegalArgumentException damaged) {
      throw new Blocked(
          new Problem(
              Code.KEYS_DAMAGED,
              "Secret " + name + " cannot be read: " + damaged.getMessage(),
              "Restore it from a backup; without its keys accounts cannot be changed."));
    }
  }

  private Keyring made(DataPlane dataPlane) {
    return joins(dataPlane)
        ? JoinedKeys.create(nkeys)
        : DataPlaneKeys.create(dataPlane.name(), dataPlane.jetStream(), nkeys, clock.instant());
  }

  private static Map<String, String> data(Keyring keys) {
    return switch (keys) {
      case DataPlaneKeys own -> own.secretData();
      case JoinedKeys joined -> joined.secretData();
    };
  }

  /** Bound to what was read, and with all that was there. */
  private void write(DataPlane dataPlane, Kept kept, Map<String, String> more) {
    Map<String, String> data = new TreeMap<>(kept.data());
    data.putAll(more);
    var _ =
        objects.apply(
            CredentialSecrets.secret(dataPlane, kept.secret().name(), data).onlyIf(kept.secret()));
  }

  private static boolean joins(DataPlane dataPlane) {
    return dataPlane.trust().filter(SharedTrust::joined).isPresent();
  }

  /** Servers do not reload whom they trust, and every user and stream hangs on it. */
  private static void sameKind(DataPlane dataPlane, Keyring keys) throws Blocked {
    if (dataPlane.trust().isPresent() && joins(dataPlane) != keys instanceof JoinedKeys) {
      String secret = "Secret " + dataPlane.names().keysSecret();
      throw new Blocked(
          new Problem(
              Code.TRUST_FIXED,
              joins(dataPlane)
                  ? secret
                      + " contains the keys of its own operator, but the document sets trust.home"
                  : secret
                      + " contains keys for the operator of another cluster, but the document sets no trust.home",
              "Restore spec.trust.home, or create a NatsCluster with another name: the operator of a cluster cannot be changed after creation."));
    }
  }

  private static Keyring usable(DataPlane dataPlane, Keyring keys) throws Blocked {
    return keys instanceof JoinedKeys joined ? GuestClaims.taken(dataPlane, joined) : keys;
  }

  private static Blocked lost(DataPlane dataPlane) {
    return new Blocked(
        new Problem(
            Code.KEYS_LOST,
            "Secret " + dataPlane.names().keysSecret() + " is missing while servers trust its keys",
            "Restore it from a backup; new keys would lock out all users."));
  }
}
