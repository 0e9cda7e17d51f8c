// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/**
 * The plain archive inside an object.
 *
 * @param format as found by its content: {@code records} or {@code tar}
 * @param size bytes
 * @param sha256 in hexadecimal digits
 */
public record SavedArchive(String format, long size, String sha256) {}
