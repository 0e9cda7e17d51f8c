// SPDX-License-Identifier: Apache-2.0

/**
 * Reading of documents that people write: each field once, every finding with a stable code, and
 * the forms of values that Kubernetes defines. It knows no kind; {@code nats.cluster} is the first.
 */
@NullMarked
package dev.flotilla.nats.document;

import org.jspecify.annotations.NullMarked;
