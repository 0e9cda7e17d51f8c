// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.HubContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command may know of the world around it.
 *
 * @param environment the process' variables
 * @param contextFile where 'login' has kept the hub and token
 * @param clock the local time
 * @param pause returns after that time, or ends the command when its thread is interrupted
 * @param terminal where to write
 */
public record Session(
    Map<String, String> environment,
    ContextFile contextFile,
    InstantSource clock,
    Consumer<Duration> pause,
    Terminal terminal) {
  /**
   * Returns the hub to speak to: the environment's, else the one of the last login.
   *
   * @throws Failure when there is none
   */
  public HubContext context() {
    return new ContextResolution(environment, contextFile).resolve();
  }

  /**
   * Returns that hub, if there is one.
   *
   * @throws Failure when it is known and its token is not
   */
  public Optional<HubContext> login() {
    return new ContextResolution(environment, contextFile).find();
  }

  /** Makes a client of that hub. */
  public HubClient hub() {
    return hub(context());
  }

  /** Makes a client of another hub. */
  public HubClient hub(HubContext other) {
    return new HubClient(other, terminal.trace());
  }
}
