// SPDX-License-Identifier: Apache-2.0

/** Certificates, roots and credentials as files in pods, and the names of a certificate. */
@NullMarked
package dev.flotilla.agent.render.tls;

import org.jspecify.annotations.NullMarked;
