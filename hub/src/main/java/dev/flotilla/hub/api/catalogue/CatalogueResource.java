// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;

/** The catalogue of nats-server releases by which hub and agents judge. */
@Path("/api/v1/catalogue")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CatalogueResource {
  private final ApiSession session;
  private final Provider<Catalogues> catalogues;

  CatalogueResource(ApiSession session, Provider<Catalogues> catalogues) {
    this.session = session;
    this.catalogues = catalogues;
  }

  /** The catalogue in force. Without {@code source} it is a file that can be edited and signed. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public CatalogueView get() {
    return CatalogueView.of(catalogues.get().active());
  }

  /** How the catalogue judges a version, listed or not. */
  @GET
  @Path("/versions/{version}")
  @RolesAllowed(Role.VIEWER_NAME)
  public VersionView version(String version) {
    return VersionView.of(catalogues.get().active().catalogue(), version);
  }

  /** Brings a newer catalogue into force; it is a DSSE envelope, signed by a root of this hub. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.ADMIN_NAME)
  @RequestBodySchema(Envelope.class)
  public CatalogueView replace(byte[] body) {
    Answer<Catalogues.Verified> verified = catalogues.get().verify(envelope(body));
    return CatalogueView.of(
        session.audited(
            new ApiSession.Deed("catalogue.import", subject(verified), detail(verified)),
            verified,
            known ->
                catalogues.get().store(known, session.caller().name(), session.clock().instant())));
  }

  private static Envelope envelope(byte[] body) {
    try {
      Envelope envelope = Json.mapper().treeToValue(CallBody.object(body, null), Envelope.class);
      if (envelope.payloadType() != null
          && envelope.payload() != null
          && envelope.signatures().stream().noneMatch(signature -> signature.sig() == null)) {
        return envelope;
      }
    } catch (JsonProcessingException other) {
      // Reported below: it is not an envelope.
    }
    throw new RejectedCall(
        Rejection.of(
            Rejection.Kind.MALFORMED,
            Code.MALFORMED,
            "The body is not a DSSE envelope with payloadType, payload and signatures.",
            "Send what 'flotilla-hub sign-catalogue' wrote."));
  }

  private static String subject(Answer<Catalogues.Verified> verified) {
    return switch (verified) {
      case Answer.Given<Catalogues.Verified>(var known) -> "serial " + known.catalogue().serial();
      case Answer.Rejected<Catalogues.Verified> _ -> "catalogue";
    };
  }

  private static String detail(Answer<Catalogues.Verified> verified) {
    return switch (verified) {
      case Answer.Given<Catalogues.Verified>(var known) -> "signed by root " + known.signedBy();
      case Answer.Rejected<Catalogues.Verified> _ -> "";
    };
  }
}
