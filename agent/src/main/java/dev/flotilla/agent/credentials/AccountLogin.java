// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.jwt.Login;
import java.util.Optional;

/**
 * A login to an account.
 *
 * @param account public key of the account; empty where accounts have none
 * @param login the login; empty where clients do not authenticate
 */
public record AccountLogin(Optional<String> account, Optional<Login> login) {}
