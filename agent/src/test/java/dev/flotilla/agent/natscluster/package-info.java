// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.flotilla.agent.natscluster;

import org.jspecify.annotations.NullMarked;
