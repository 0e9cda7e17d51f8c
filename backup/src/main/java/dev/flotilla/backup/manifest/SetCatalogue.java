// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.StorageFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the sets of a storage by looking, so that a fresh member finds them too. */
public final class SetCatalogue {
  private final BackupStorage storage;
  private final SetStore store;

  /** Sets of this storage. */
  public SetCatalogue(BackupStorage storage, SignedDocuments documents) {
    this.storage = storage;
    this.store = new SetStore(storage, documents);
  }

  /** All sets, newest first. */
  public List<CataloguedSet> all() throws StorageFailure {
    List<CataloguedSet> found = new ArrayList<>();
    for (String member : storage.folders("")) {
      found.addAll(ofMember(member));
    }
    return newestFirst(found);
  }

  /** Sets of one member, newest first. */
  public List<CataloguedSet> ofMember(String member) throws StorageFailure {
    List<CataloguedSet> found = new ArrayList<>();
    for (String namespace : storage.folders(member + "/")) {
      for (String cluster : storage.folders("%s/%s/".formatted(member, namespace))) {
        found.addAll(ofCluster(member, namespace, cluster));
      }
    }
    return newestFirst(found);
  }

  /** Sets of one cluster, newest first. */
  public List<CataloguedSet> ofCluster(String member, String namespace, String cluster)
      throws StorageFailure {
    List<CataloguedSet> found = new ArrayList<>();
    for (String id : storage.folders("%s/%s/%s/".formatted(member, namespace, cluster))) {
      if (SetId.isOne(id)) {
        found.add(set(new SetName(member, namespace, cluster, id)));
      }
    }
    return newestFirst(found);
  }

  private CataloguedSet set(SetName name) throws StorageFailure {
    Optional<Reading<Manifest>> reading;
    try {
      reading = store.manifest(name);
    } catch (StorageFailure failure) {
      if (failure.problem().isTransient()) {
        throw failure; // The others would fail as well.
      }
      return new CataloguedSet.Damaged(
          name, new Damage(Damage.Code.UNREADABLE, failure.problem().sentence()));
    }
    return switch (reading.orElse(null)) {
      case null -> new CataloguedSet.Incomplete(name);
      case Reading.Damaged<Manifest>(Damage damage) -> new CataloguedSet.Damaged(name, damage);
      case Reading.Trusted<Manifest>(Manifest manifest, String signer) ->
          complete(manifest, signer, true);
      case Reading.UnknownSigner<Manifest>(Manifest manifest, String signer) ->
          complete(manifest, signer, false);
    };
  }

  private CataloguedSet complete(Manifest manifest, String signer, boolean trusted)
      throws StorageFailure {
    Optional<Verification> furthest =
        store.verifications(manifest.set()).stream()
            .takeWhile(Verification::isSound) // A later failure counts more than earlier success.
            .max(Comparator.comparing(Verification::level));
    return new CataloguedSet.Complete(SetSummary.of(manifest), signer, trusted, furthest);
  }

  private static List<CataloguedSet> newestFirst(List<CataloguedSet> sets) {
    return sets.stream()
        .sorted(Comparator.comparing((CataloguedSet set) -> set.name().id()).reversed())
        .toList();
  }
}
