// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

/**
 * A catalogue as it is kept.
 *
 * @param file its bytes
 * @param revision of the hub's document; 0 for one that a person put there
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record StoredCatalogue(byte[] file, long revision) {}
