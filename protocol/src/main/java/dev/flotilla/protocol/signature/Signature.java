// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.signature;

/**
 * One signature of an {@link Envelope}.
 *
 * @param keyid names the key; it helps to find it and proves nothing
 * @param sig 64 bytes of Ed25519
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; verified by a key
public record Signature(String keyid, byte[] sig) {}
