// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.nats.cluster.SharedTrust;
import dev.flotilla.nats.cluster.TrustClaims;
import dev.flotilla.nats.cluster.TrustKeys;
import dev.flotilla.nats.cluster.TrustMember;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
              TrustSecrets.secret(
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

  /** Whether the Secret is there, and may be used. */
  boolean isThere(DataPlane dataPlane) throws Blocked {
    return find(dataPlane).isPresent();
  }

  /** What {@link #open} would give; keys that would be made are forgotten again. */
  Keyring foresee(DataPlane dataPlane) throws Blocked {
    Optional<Kept> kept = find(dataPlane);
    return usable(dataPlane, kept.isPresent() ? kept.get().keys() : made(dataPlane));
  }

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
    List<TrustMember> members = dataPlane.trust().map(SharedTrust::members).orElseGet(List::of);
    Optional<Kept> kept = find(dataPlane);
    if (kept.isEmpty() || !(kept.get().keys() instanceof DataPlaneKeys keys)) {
      return Optional.empty();
    }
    Optional<SharedClaims> before = SharedClaims.parse(keys, kept.get().data());
    if (before.isPresent() ? before.get().areFor(members) : members.isEmpty()) {
      return before;
    }
    SharedClaims signed = SharedClaims.sign(keys, members, before, clock.instant());
    write(dataPlane, kept.get(), signed.secretData());
    return Optional.of(signed);
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
    if (!TrustSecrets.isOurs(found.get(), dataPlane)) {
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
              "KEYS_DAMAGED",
              "Secret " + name + " cannot be read: " + damaged.getMessage(),
              "Restore it from a backup; without its keys no account can be changed."));
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
            TrustSecrets.secret(dataPlane, kept.secret().name(), data).onlyIf(kept.secret()));
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
              "TRUST_FIXED",
              joins(dataPlane)
                  ? secret + " holds an operator of its own, and the document names another's"
                  : secret + " holds keys for another's operator, and the document names no home",
              "Set spec.trust.home back to what it was, or make a NatsCluster of another name: whom servers trust never changes."));
    }
  }

  private static Keyring usable(DataPlane dataPlane, Keyring keys) throws Blocked {
    return keys instanceof JoinedKeys joined ? claimed(dataPlane, joined) : keys;
  }

  /** Servers keep the claims with which they began; newer ones reach them over the gateways. */
  private static JoinedKeys claimed(DataPlane dataPlane, JoinedKeys keys) throws Blocked {
    Optional<TrustClaims> given =
        dataPlane.trust().flatMap(trust -> Optional.ofNullable(trust.claims()));
    if (given.isEmpty() || given.equals(keys.claims())) {
      if (keys.claims().isEmpty()) {
        throw awaited(dataPlane);
      }
      return keys;
    }
    if (keys.claims().isPresent() && dataPlane.running()) {
      throw new Blocked(
          new Problem(
              "TRUST_CLAIMS_FIXED",
              "spec.trust.claims are not those with which the servers began",
              "Set them back; what the home signs later reaches the servers over the gateways."));
    }
    List<String> refusing = keys.refusedBy(given.get());
    if (!refusing.isEmpty()) {
      throw new Blocked(
          new Problem(
              "TRUST_CLAIMS_FOREIGN",
              "the claims of "
                  + String.join(", ", refusing)
                  + " do not let the keys of this NatsCluster sign",
              "Put status.trust.keys of this NatsCluster into spec.trust.members of the home, and take what it shows in status.trust.claims then."));
    }
    return keys.with(given.get());
  }

  private static Blocked awaited(DataPlane dataPlane) {
    String home =
        dataPlane.trust().flatMap(trust -> Optional.ofNullable(trust.home())).orElse("the home");
    return new Blocked(
        new Problem(
            "TRUST_AWAITED",
            "no server starts before " + home + " has signed the keys of this NatsCluster",
            "Run 'flotilla trust join', or put status.trust.keys into spec.trust.members of "
                + home
                + ", and then its status.trust.claims into spec.trust.claims here."));
  }

  private static Blocked lost(DataPlane dataPlane) {
    return new Blocked(
        new Problem(
            "KEYS_LOST",
            "Secret "
                + dataPlane.names().keysSecret()
                + " is gone while servers run that trust its keys",
            "Restore it from a backup; new keys would lock every user out."));
  }
}
