// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

import dev.flotilla.nats.catalogue.Catalogue;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The catalogue by which passes and plans judge, as stored in the member. */
@ApplicationScoped
public class Catalogues {
  private static final Logger LOG = Logger.getLogger(Catalogues.class);

  /** The stored catalogue may have been edited, and another agent may have led before. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  private final CatalogueStore store;
  private final InstantSource clock;
  private @Nullable Reading last;

  private record Reading(Instant at, ActiveCatalogue active) {}

  Catalogues(CatalogueStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The one in force. */
  public Catalogue active() {
    return read().catalogue();
  }

  /** Revision of the hub's document that it is from; 0 when it is not from a hub. */
  public long revision() {
    return read().revision();
  }

  /**
   * Stores the hub's catalogue; on return it is in force.
   *
   * @throws IOException when it cannot be used; nothing is stored
   */
  public synchronized void keep(StoredCatalogue stored) throws IOException {
    ActiveCatalogue active = ActiveCatalogue.of(stored);
    store.write(stored);
    last = new Reading(clock.instant(), active);
    LOG.infof("the hub's catalogue %d is in force", active.catalogue().serial());
  }

  private synchronized ActiveCatalogue read() {
    Instant now = clock.instant();
    Reading known = last;
    if (known == null || !now.isBefore(known.at().plus(READ_AGAIN))) {
      known = new Reading(now, stored());
      last = known;
    }
    return known.active();
  }

  private ActiveCatalogue stored() {
    try {
      Optional<StoredCatalogue> stored = store.read();
      return stored.isPresent() ? ActiveCatalogue.of(stored.get()) : ActiveCatalogue.bundled();
    } catch (IOException unreadable) {
      LOG.errorf(
          "the catalogue in ConfigMap %s cannot be used, so that of this build is: %s",
          store.name(), unreadable.getMessage());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
      LOG.warnf(
          "ConfigMap %s cannot be read, so the catalogue of this build is used", store.name());
    }
    return ActiveCatalogue.bundled();
  }
}
