// SPDX-License-Identifier: Apache-2.0

/** The process in the Job of a backup or a restore. */
@NullMarked
package dev.flotilla.agent.backup.job;

import org.jspecify.annotations.NullMarked;
