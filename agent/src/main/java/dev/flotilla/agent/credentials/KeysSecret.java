// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.cluster.trust.TrustMember;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Secret with the keys of a data plane: its own operator's, or its signing keys as a guest of
 * another's. It outlives the NatsCluster, and what it holds is never replaced.
 */
record KeysSecret(KubernetesObjects objects, Nkeys nkeys, InstantSource clock) {
  private record Kept(Live secret, Map<String, String> data, Keyring keys) {}

  /** The change of the Secret. */
  sealed interface Draft {
    Change change();
  }

  /**
   * Its keys sign users.
   *
   * @param shared the claims that let members sign; empty where there never were members
   * @param leaving keys of members that could no longer sign users
   */
  record Usable(Change change, Keyring keys, Optional<SharedClaims> shared, Set<String> leaving)
      implements Draft {}

  /** Its keys are unusable before another data plane has signed them. */
  record Awaited(Change change, Problem problem) implements Draft {}

  /**
   * The keys, generated where there are none.
   *
   * @throws Blocked when they are lost, damaged, or of another kind
   */
  Draft draft(DataPlane dataPlane) throws Blocked {
    Optional<Kept> kept = find(dataPlane);
    return kept.isPresent() ? kept(dataPlane, kept.get()) : made(dataPlane);
  }

  private Draft made(DataPlane dataPlane) {
    if (joins(dataPlane)) {
      JoinedKeys made = JoinedKeys.create(nkeys);
      Change change = new Change.Create(secret(dataPlane, made.secretData()));
      try {
        return usable(change, GuestClaims.taken(dataPlane, made));
      } catch (Blocked unsigned) {
        return new Awaited(change, unsigned.problem());
      }
    }
    DataPlaneKeys made =
        DataPlaneKeys.create(dataPlane.name(), dataPlane.jetStream(), nkeys, clock.instant());
    Map<String, String> data = new TreeMap<>(made.secretData());
    Optional<SharedClaims> shared = shared(dataPlane, made, Optional.empty());
    shared.ifPresent(claims -> data.putAll(claims.secretData()));
    return new Usable(new Change.Create(secret(dataPlane, data)), made, shared, Set.of());
  }

  private Draft kept(DataPlane dataPlane, Kept kept) {
    return switch (kept.keys()) {
      case JoinedKeys joined -> guest(dataPlane, kept, joined);
      case DataPlaneKeys own -> home(dataPlane, kept, own);
    };
  }

  private static Draft guest(DataPlane dataPlane, Kept kept, JoinedKeys keys) {
    try {
      JoinedKeys usable = GuestClaims.taken(dataPlane, keys);
      return usable(with(dataPlane, kept, usable.secretData()), usable);
    } catch (Blocked unsigned) {
      return new Awaited(new Change.Keep(kept.secret()), unsigned.problem());
    }
  }

  private static Usable usable(Change change, JoinedKeys keys) {
    return new Usable(change, keys, Optional.empty(), Set.of());
  }

  private Draft home(DataPlane dataPlane, Kept kept, DataPlaneKeys keys) {
    Optional<SharedClaims> before = SharedClaims.parse(keys, kept.data());
    Optional<SharedClaims> shared = shared(dataPlane, keys, before);
    return new Usable(
        with(dataPlane, kept, shared.map(SharedClaims::secretData).orElseGet(Map::of)),
        keys,
        shared,
        before.map(claims -> leaving(dataPlane, claims)).orElseGet(Set::of));
  }

  /**
   * Signed again when other keys are to be permitted, and stored, so that equal members have equal
   * claims. Without an accepted document they stay as they are.
   */
  private Optional<SharedClaims> shared(
      DataPlane dataPlane, DataPlaneKeys keys, Optional<SharedClaims> before) {
    if (dataPlane.trust().isEmpty()) {
      return before;
    }
    List<TrustMember> members = dataPlane.trust().get().members();
    boolean asBefore = before.map(claims -> claims.areFor(members)).orElse(members.isEmpty());
    return asBefore
        ? before
        : Optional.of(SharedClaims.sign(keys, members, before, clock.instant()));
  }

  private static Set<String> leaving(DataPlane dataPlane, SharedClaims claims) {
    return dataPlane.trust().map(trust -> claims.without(trust.members())).orElseGet(Set::of);
  }

  /** The public halves of the keys of a guest; empty for any other data plane. */
  Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return find(dataPlane)
        .map(Kept::keys)
        .flatMap(
            keys ->
                keys instanceof JoinedKeys joined
                    ? Optional.of(joined.publicKeys())
                    : Optional.empty());
  }

  private Optional<Kept> find(DataPlane dataPlane) throws Blocked {
    String name = dataPlane.names().keysSecret();
    Optional<Live> found = CredentialSecrets.find(objects, dataPlane, name);
    if (found.isEmpty() && dataPlane.running()) {
      throw CredentialSecrets.lost(name);
    }
    if (found.isEmpty()) {
      return Optional.empty();
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
      throw CredentialSecrets.damaged(name, damaged);
    }
  }

  /** With everything that it held before. */
  private static Change with(DataPlane dataPlane, Kept kept, Map<String, String> more) {
    Map<String, String> data = new TreeMap<>(kept.data());
    data.putAll(more);
    return data.equals(kept.data())
        ? new Change.Keep(kept.secret())
        : new Change.Apply(secret(dataPlane, data), Optional.of(kept.secret()));
  }

  private static Manifest secret(DataPlane dataPlane, Map<String, String> data) {
    return CredentialSecrets.secret(dataPlane, dataPlane.names().keysSecret(), data);
  }

  private static boolean joins(DataPlane dataPlane) {
    return dataPlane.trust().filter(SharedTrust::joined).isPresent();
  }

  /**
   * Servers do not reload the operator that they trust, and every user and stream depends on it.
   */
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
}
