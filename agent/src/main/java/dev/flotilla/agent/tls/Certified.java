// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import javax.net.ssl.SSLContext;

/**
 * Servers that have a certificate.
 *
 * @param digest of the certificate and its roots
 * @param context how the agent reaches them
 */
public record Certified(String digest, SSLContext context) {}
