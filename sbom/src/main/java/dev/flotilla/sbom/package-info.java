// SPDX-License-Identifier: Apache-2.0
/**
 * A CycloneDX bill of materials of each image that people run, made from the files that go into the
 * image, and its check against the advisories that ship with this module.
 */
@NullMarked
package dev.flotilla.sbom;

import org.jspecify.annotations.NullMarked;
