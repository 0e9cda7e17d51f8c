// SPDX-License-Identifier: Apache-2.0

/**
 * Reading and writing Kubernetes objects as plain trees: the typed model costs tens of megabytes of
 * classes.
 */
@NullMarked
package dev.flotilla.agent.kubernetes;

import org.jspecify.annotations.NullMarked;
