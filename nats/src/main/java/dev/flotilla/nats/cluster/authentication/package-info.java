// SPDX-License-Identifier: Apache-2.0

/** How servers authenticate clients. */
@NullMarked
package dev.flotilla.nats.cluster.authentication;

import org.jspecify.annotations.NullMarked;
