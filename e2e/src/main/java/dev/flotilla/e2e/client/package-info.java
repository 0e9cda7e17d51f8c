// SPDX-License-Identifier: Apache-2.0
/** A NATS client in a pod, as an application of a user would be. */
@NullMarked
package dev.flotilla.e2e.client;

import org.jspecify.annotations.NullMarked;
