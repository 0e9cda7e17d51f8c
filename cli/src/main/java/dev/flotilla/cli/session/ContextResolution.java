// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays {@code FLOTILLA_HUB}, {@code FLOTILLA_TOKEN} and {@code FLOTILLA_CA} over the file. */
record ContextResolution(Map<String, String> environment, ContextFile file) {
  HubContext resolve() {
    return find()
        .orElseThrow(
            () ->
                Failure.invalid(
                    "Not logged in",
                    "Run 'flotilla login https://HUB:8443 --ca FILE --token-file FILE', or set"
                        + " FLOTILLA_HUB, FLOTILLA_TOKEN and FLOTILLA_CA."));
  }

  /** Empty when no hub is known; a hub without a token is a failure. */
  Optional<HubContext> find() {
    Optional<HubContext> kept = file.read();
    return variable("FLOTILLA_HUB")
        .map(HubAddress::parse)
        .or(() -> kept.map(HubContext::hub))
        .map(hub -> complete(hub, kept));
  }

  private HubContext complete(URI hub, Optional<HubContext> kept) {
    // A token must never travel to another hub than the one that it was made for.
    Optional<HubContext> same = kept.filter(context -> context.hub().equals(hub));
    String token =
        variable("FLOTILLA_TOKEN")
            .or(() -> same.map(HubContext::token))
            .orElseThrow(
                () ->
                    Failure.invalid(
                        "No token for " + hub,
                        "Set FLOTILLA_TOKEN, or run 'flotilla login "
                            + hub
                            + " --token-file FILE'."));
    return withTrust(hub, token, same);
  }

  private HubContext withTrust(URI hub, String token, Optional<HubContext> same) {
    @Nullable String configured = variable("FLOTILLA_CA").orElse(null);
    if (configured != null) {
      return Trust.parse(configured).context(hub, token);
    }
    return new HubContext(
        hub,
        token,
        same.map(HubContext::ca).orElse(null),
        same.map(HubContext::caPin).orElse(null));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
