// SPDX-License-Identifier: Apache-2.0

/** What a deploy would do here: facts are collected, a plan is decided, and nothing is written. */
@NullMarked
package dev.flotilla.agent.preview;

import org.jspecify.annotations.NullMarked;
