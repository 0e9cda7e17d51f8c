// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.link.PinnedHubKeys;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Verifies that an operation which claims to come from the hub does: any client with write access
 * to the resource could make the claim.
 */
@ApplicationScoped
class Payloads {
  private final PinnedHubKeys keys;

  Payloads(PinnedHubKeys keys) {
    this.keys = keys;
  }

  /** Why the claim is rejected, if so. */
  Optional<Problem> refusal(Live resource, NatsOperationSpec spec) {
    try {
      Envelope envelope =
          Json.mapper().convertValue(Objects.requireNonNull(spec.payload()), Envelope.class);
      if (!keys.signed(envelope)) {
        return notProven("its payload is not signed by a key of the hub");
      }
      Document document = Json.read(envelope.payload(), Document.class);
      return document
              .body()
              .inline()
              .map(bytes -> Json.read(bytes, OperationRequest.class))
              .filter(request -> sameAs(request, resource, spec))
              .isPresent()
          ? Optional.empty()
          : notProven("its payload differs from its spec");
    } catch (NullPointerException | IllegalArgumentException | UncheckedIOException unreadable) {
      return notProven("it has no readable payload");
    }
  }

  private static boolean sameAs(OperationRequest request, Live resource, NatsOperationSpec spec) {
    return request.id().value().equals(resource.name())
        && request.target().namespace().equals(resource.namespace())
        && spec.target() != null
        && request.target().name().equals(spec.target().name())
        && request.order().type().equals(spec.type())
        && Objects.equals(spec.revision(), request.targetRevision())
        && Objects.equals(spec.requestedBy(), request.requestedBy())
        && spec.control() != null
        && Control.parse(spec.control()) == request.control();
  }

  private static Optional<Problem> notProven(String why) {
    return Optional.of(
        new Problem(
            Code.BAD_SIGNATURE,
            "it claims to come from the hub, but " + why,
            "Remove the label " + Labels.MANAGED_BY + " to run it as a local operation."));
  }
}
