// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

/**
 * One nats-server release that Flotilla deploys.
 *
 * @param version such as {@code 2.15.2}
 * @param image full image reference
 * @param belowFloor true when published advisories against this release have no fix in it
 */
public record Release(String version, String image, boolean belowFloor) {}
