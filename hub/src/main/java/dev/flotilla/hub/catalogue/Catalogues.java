// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.catalogue;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.Kind;
import dev.flotilla.hub.inbox.SharedDocument;
import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.Roots;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The catalogue in force. It is stored whether a build or an administrator brought it, so that all
 * replicas judge by one, and a hub that goes back to an earlier build does not go back with it.
 */
@StoreScoped
public final class Catalogues {
  private static final Logger LOG = Logger.getLogger(Catalogues.class);
  private static final String KEY = "catalogue";

  /** The one that each agent has; it belongs to no namespace. */
  private static final ResourceKey DOCUMENT = ResourceKind.CATALOGUE.key("fleet", "nats-server");

  private final Registry registry;
  private final Roots roots;
  private final AtomicReference<ActiveCatalogue> last = new AtomicReference<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * A catalogue that may come into force.
   *
   * @param envelope as it was sent
   * @param signed its file, and who signed it
   * @param catalogue its content
   */
  public record Verified(Envelope envelope, SignedCatalogue signed, Catalogue catalogue) {
    /** Id of the root that signed it. */
    public String signedBy() {
      return signed.root().keyId();
    }
  }

  /** Keeps the catalogue in this registry, and accepts those that one of the roots signed. */
  public Catalogues(Registry registry, Roots roots) {
    this.registry = registry;
    this.roots = roots;
  }

  /** Brings the catalogue of this build into force, unless one as new is stored. */
  public void open() {
    Optional<Registry.Versioned<StoredCatalogue>> present = present();
    while (present.map(stored -> isOutdated(stored.value())).orElse(true)) {
      if (replace(present, Catalogue.bundledFile(), Optional.empty())) {
        LOG.infof("Catalogue %d of this build is in force", Catalogue.bundled().serial());
      }
      present = present();
    }
  }

  /** The catalogue in force. */
  public ActiveCatalogue active() {
    StoredCatalogue stored = present().orElseThrow().value();
    ActiveCatalogue known = last.get();
    if (known == null || known.stored().generation() != stored.generation()) {
      known = new ActiveCatalogue(opened(stored), stored);
      last.set(known);
    }
    return known;
  }

  /** The catalogue in force as agents get it. */
  public SharedDocument document() {
    StoredCatalogue stored = active().stored();
    return new SharedDocument(DOCUMENT, stored.generation(), stored.file());
  }

  /** Notifies the listener of each catalogue that is imported through this hub. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Its content. */
  public Catalogue catalogue() {
    return active().catalogue();
  }

  /** Whether a signed catalogue may replace the one in force. */
  public Answer<Verified> verify(Envelope envelope) {
    Optional<SignedCatalogue> signed = SignedCatalogue.open(envelope, roots);
    if (signed.isEmpty()) {
      return rejected(
          Kind.INVALID,
          Code.CATALOGUE_UNTRUSTED,
          "The catalogue is not signed by a root of this hub.",
          "Sign it with 'flotilla-hub sign-catalogue' and one of the offline roots of 'init'.");
    }
    if (signed.get().file().length > Body.INLINE_MOST) {
      return rejected(
          Kind.INVALID,
          Code.CATALOGUE_INVALID,
          "The catalogue is longer than " + Body.INLINE_MOST / 1024 + " KiB.",
          "Remove releases and advisories that no cluster needs any more.");
    }
    try {
      return successor(new Verified(envelope, signed.get(), Catalogue.read(signed.get().file())));
    } catch (IOException unreadable) {
      return rejected(
          Kind.INVALID,
          Code.CATALOGUE_INVALID,
          "The catalogue cannot be used: " + unreadable.getMessage() + ".",
          "Correct the file and sign it again; a newer format needs a newer hub.");
    }
  }

  /**
   * Stores it: on return it is in force, also after a restart.
   *
   * @param by name of the API token
   */
  public Answer<ActiveCatalogue> store(Verified next, String by, Instant now) {
    // Read before it is judged once more: another import in between makes the write fail.
    Optional<Registry.Versioned<StoredCatalogue>> present = present();
    Answer<ActiveCatalogue> answer =
        successor(next).then(_ -> inForce(next, present, imported(next, by, now)));
    if (answer instanceof Answer.Given<ActiveCatalogue> _) {
      listeners.forEach(Runnable::run);
    }
    return answer;
  }

  private Answer<ActiveCatalogue> inForce(
      Verified next,
      Optional<Registry.Versioned<StoredCatalogue>> present,
      Optional<StoredCatalogue.Import> imported) {
    return isInForce(next, active()) || replace(present, next.signed().file(), imported)
        ? new Answer.Given<>(active())
        : rejected(
            Kind.CONFLICT,
            Code.CATALOGUE_CHANGED,
            "Another catalogue was imported at the same time.",
            "See 'flotilla catalogue show', then import again.");
  }

  private Answer<Verified> successor(Verified next) {
    ActiveCatalogue active = active();
    if (isInForce(next, active)) {
      return new Answer.Given<>(next);
    }
    long serial = active.catalogue().serial();
    if (next.catalogue().serial() <= serial) {
      return rejected(
          Kind.CONFLICT,
          Code.CATALOGUE_NOT_NEWER,
          "Serial %d is not newer than %d, which is in force."
              .formatted(next.catalogue().serial(), serial),
          "To go back, sign the old content with a greater serial.");
    }
    List<String> lost =
        active.catalogue().lines().stream()
            .map(Line::name)
            .filter(name -> next.catalogue().line(name).isEmpty())
            .toList();
    return lost.isEmpty()
        ? new Answer.Given<>(next)
        : rejected(
            Kind.INVALID,
            Code.CATALOGUE_LINE_REMOVED,
            "The catalogue lacks " + String.join(", ", lost) + ", which clusters may run.",
            "Keep the line, with support ended.");
  }

  private boolean replace(
      Optional<Registry.Versioned<StoredCatalogue>> present,
      byte[] file,
      Optional<StoredCatalogue.Import> imported) {
    long generation = present.map(stored -> stored.value().generation()).orElse(0L) + 1;
    return registry.replace(
        KEY,
        new StoredCatalogue(generation, file, imported.orElse(null)),
        present.map(Registry.Versioned::revision).orElse(0L));
  }

  private Optional<Registry.Versioned<StoredCatalogue>> present() {
    return registry.get(KEY, StoredCatalogue.class);
  }

  private static Optional<StoredCatalogue.Import> imported(Verified next, String by, Instant now) {
    return Optional.of(new StoredCatalogue.Import(next.envelope(), next.signedBy(), by, now));
  }

  private static boolean isInForce(Verified next, ActiveCatalogue active) {
    return Arrays.equals(active.stored().file(), next.signed().file());
  }

  private static boolean isOutdated(StoredCatalogue stored) {
    try {
      return Catalogue.read(stored.file()).serial() < Catalogue.bundled().serial();
    } catch (IOException ofALaterBuild) {
      return false;
    }
  }

  /** An earlier build cannot read a later format. */
  private static Catalogue opened(StoredCatalogue stored) {
    try {
      return Catalogue.read(stored.file());
    } catch (IOException unreadable) {
      LOG.errorf(
          "The stored catalogue cannot be used, so that of this build is: %s",
          unreadable.getMessage());
      return Catalogue.bundled();
    }
  }

  private static <T> Answer<T> rejected(Kind kind, Code code, String message, String hint) {
    return new Answer.Rejected<>(Rejection.of(kind, code, message, hint));
  }
}
