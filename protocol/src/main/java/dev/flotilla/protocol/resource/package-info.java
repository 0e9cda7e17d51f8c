// SPDX-License-Identifier: Apache-2.0
/** The kinds of resource that a hub manages in a member, and how one is named. */
@NullMarked
package dev.flotilla.protocol.resource;

import org.jspecify.annotations.NullMarked;
