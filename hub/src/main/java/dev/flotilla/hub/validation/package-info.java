// SPDX-License-Identifier: Apache-2.0
/** What the hub finds in a document that nobody deploys. */
@NullMarked
package dev.flotilla.hub.validation;

import org.jspecify.annotations.NullMarked;
