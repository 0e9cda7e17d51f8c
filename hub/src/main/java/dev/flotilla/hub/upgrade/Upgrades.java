// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.upgrade;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.change.Change;
import dev.flotilla.hub.change.Change.Changed;
import dev.flotilla.hub.change.ChangeBody;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import java.util.Optional;

/**
 * Brings a NatsCluster that the hub manages to another version: the document that it has, with that
 * version. The member's agent decides by which versions the servers go there.
 */
@StoreScoped
public final class Upgrades {
  private static final String VERSION = "version";
  private static final FieldError MISSING =
      new FieldError(
          VERSION,
          FindingCode.MISSING_FIELD,
          "The version is missing.",
          "Send a version such as 2.15.3, or a release line such as 2.15.");

  private final Catalogues catalogues;

  /** Upgrades to the releases of this catalogue. */
  public Upgrades(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  /**
   * The change that a call asks for.
   *
   * @param call with the body {@code {"version": …}}: a version such as {@code 2.15.3}, or a
   *     release line such as {@code 2.15} for its newest
   */
  public Change of(NatsClusterCall call) {
    return new Change(
        "natscluster.upgrade",
        call,
        ChangeBody.read(
                call.manifest(),
                VERSION,
                version -> Optional.ofNullable(version.textValue()),
                MISSING)
            .then(to -> new Answer.Given<>((_, document) -> changed(call, document, to))));
  }

  private Answer<Changed> changed(NatsClusterCall call, ObjectNode document, String to) {
    ObjectNode spec = document.withObject("/spec");
    if (spec.path("paused").asBoolean()) {
      return Change.paused(call);
    }
    if (spec.path("abort").asBoolean()) {
      return new Answer.Rejected<>(aborted(call));
    }
    if (spec.has("image")) {
      return new Answer.Rejected<>(imagePinned());
    }
    String version = version(to, spec.path(VERSION).asText());
    spec.put(VERSION, version);
    return new Answer.Given<>(new Changed(document, new Order.Upgrade(version)));
  }

  /**
   * The newest release of a line, and never an older one than the present version of that line.
   * What is no line is left to the judgement of the document.
   */
  private String version(String to, String present) {
    return catalogues
        .active()
        .catalogue()
        .line(to)
        .map(Line::newest)
        .map(
            newest ->
                ServerVersion.parse(present)
                    .filter(one -> one.line().equals(to) && one.compareTo(newest) > 0)
                    .orElse(newest))
        .map(ServerVersion::toString)
        .orElse(to);
  }

  private static Rejection imagePinned() {
    return Rejection.invalid(
        "spec.image",
        Code.IMAGE_PINNED,
        "The document names one image, which stays whatever the version says.",
        "Deploy the document with the new version and its image, or without spec.image.");
  }

  /** The document still says what the servers do not have. */
  private static Rejection aborted(NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.CONFLICT,
        Code.ABORTED,
        "The last change of " + call.address() + " was aborted.",
        "Deploy a document, or go back to an earlier one first: flotilla rollback "
            + call.address());
  }
}
