// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.catalogue.StoredCatalogue;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Admits the hub's catalogue of NATS versions. It changes nothing in the member except how later
 * documents are judged, so the policy does not apply to it.
 */
@ApplicationScoped
class CatalogueAdmission implements AdmittedKind {
  private final Catalogues catalogues;

  CatalogueAdmission(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.CATALOGUE;
  }

  @Override
  public Optional<Problem> policyRefusal(ResourceKey key, Policy policy) {
    return Optional.empty();
  }

  @Override
  public Optional<Problem> refusal(Document document, Policy policy) {
    try {
      var _ = Catalogue.read(document.bytes());
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of(
          new Problem(
              Code.CATALOGUE_INVALID,
              "the agent cannot use the catalogue: " + unreadable.getMessage(),
              "Upgrade the agent to the hub's version; until then it judges by the earlier one."));
    }
  }

  @Override
  public Optional<Problem> write(Document document) {
    try {
      catalogues.keep(new StoredCatalogue(document.bytes(), document.revision()));
      return Optional.empty();
    } catch (IOException refusedBefore) {
      throw new UncheckedIOException(refusedBefore);
    }
  }

  @Override
  public long revision(ResourceKey key) {
    return catalogues.revision();
  }

  /** A deleted one is written again: nothing in this cluster owns it. */
  @Override
  public boolean isAbsent(ResourceKey key) {
    return false;
  }

  @Override
  public Optional<Problem> keeps(ResourceKey key) {
    return Optional.empty();
  }

  /** There is always one; a hub without one leaves the last in force. */
  @Override
  public void withdraw(ResourceKey key) {}
}
