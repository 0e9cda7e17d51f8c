// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

/**
 * A catalogue as stored.
 *
 * @param file its bytes
 * @param revision of the hub's document; 0 for one that was stored locally
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredCatalogue(byte[] file, long revision) {}
