// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.hub.answer;

import org.jspecify.annotations.NullMarked;
