// SPDX-License-Identifier: Apache-2.0

/**
 * The training run of an image build: the agent starts, works for a moment on a cluster that exists
 * only in this process, and ends, so that the JVM records which classes it needs. Nothing of it
 * runs in a member.
 */
@NullMarked
package dev.flotilla.agent.rehearsal;

import org.jspecify.annotations.NullMarked;
