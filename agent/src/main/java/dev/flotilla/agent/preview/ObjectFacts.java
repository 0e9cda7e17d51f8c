// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import java.util.Optional;

/**
 * One object that a deploy is about.
 *
 * @param wanted as it should be
 * @param present as it is; empty when it is not there
 * @param attempt what would come of writing it
 */
record ObjectFacts(Manifest wanted, Optional<Live> present, Attempt attempt) {}
