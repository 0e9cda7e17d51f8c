// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.catalogue;

import dev.flotilla.nats.catalogue.Catalogue;

/**
 * The catalogue by which the hub judges.
 *
 * @param catalogue its content
 * @param stored how it is stored
 */
public record ActiveCatalogue(Catalogue catalogue, StoredCatalogue stored) {}
