// SPDX-License-Identifier: Apache-2.0
/** Looks for secrets where none may be. */
package dev.flotilla.nats.testing.secrets;
