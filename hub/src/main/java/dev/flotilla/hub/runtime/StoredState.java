// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.operation.IdempotencyKeys;
import dev.flotilla.hub.operation.OperationRecords;
import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.StoreScoped;

/** What the hub reads from its streams before it does anything. */
@StoreScoped
final class StoredState {
  private final Registry registry;
  private final Catalogues catalogues;
  private final OperationRecords operations;
  private final IdempotencyKeys keys;

  StoredState(
      Registry registry, Catalogues catalogues, OperationRecords operations, IdempotencyKeys keys) {
    this.registry = registry;
    this.catalogues = catalogues;
    this.operations = operations;
    this.keys = keys;
  }

  /** Reads it; returns when all of it was read. */
  void open() throws InterruptedException {
    registry.open();
    catalogues.open();
    operations.open();
    keys.open();
  }
}
