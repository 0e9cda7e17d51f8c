// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.enrolment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.audit.FailedLogins;
import dev.flotilla.hub.enrolment.CredentialsDesk;
import dev.flotilla.hub.enrolment.Enrolment;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.enrolment.EnrolmentReply;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where agents enrol and get credentials; a join token, or the agent's key, authenticates them. */
@Path("/enrol/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@PermitAll
public class EnrolmentResource {
  private static final int CREATED = 201;

  /** Every field of a request is needed. */
  private static final ObjectReader COMPLETE =
      Json.mapper()
          .reader()
          .with(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private final Provider<Enrolment> enrolment;
  private final Provider<CredentialsDesk> desk;
  private final Provider<AuditLog> audit;
  private final Provider<FailedLogins> failedLogins;

  EnrolmentResource(
      Provider<Enrolment> enrolment,
      Provider<CredentialsDesk> desk,
      Provider<AuditLog> audit,
      Provider<FailedLogins> failedLogins) {
    this.enrolment = enrolment;
    this.desk = desk;
    this.audit = audit;
    this.failedLogins = failedLogins;
  }

  /** Asks to become a member. */
  @POST
  @ResponseStatus(CREATED)
  @RequestBodySchema(EnrolmentRequest.class)
  public EnrolmentReply enrol(byte[] body) {
    EnrolmentRequest request = read(body, EnrolmentRequest.class);
    Answer<EnrolmentReply> answer = enrolment.get().enrol(request);
    if (answer instanceof Answer.Rejected<EnrolmentReply>(var rejection)) {
      refused(request, rejection);
    }
    return RejectedCall.orThrow(answer);
  }

  /**
   * Asks for the first credentials, or for new ones after an expiry; 202 until the agent is
   * accepted.
   */
  @POST
  @Path("/{id}/credentials")
  @RequestBodySchema(CredentialsRequest.class)
  @APIResponseSchema(CredentialsReply.class)
  @APIResponse(
      responseCode = "202",
      description = "The agent has not been accepted yet",
      content = @Content(schema = @Schema(implementation = CredentialsReply.class)))
  public RestResponse<CredentialsReply> credentials(String id, byte[] body) {
    if (!id.matches("[a-z0-9]{26}")) {
      throw RejectedCall.notFound("agent " + id);
    }
    CredentialsReply reply =
        RejectedCall.orThrow(
            desk.get().byProof(new AgentId(id), read(body, CredentialsRequest.class)));
    RestResponse.Status status =
        reply.state() == AgentState.PENDING ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK;
    return RestResponse.status(status, reply);
  }

  // Without a valid join token the caller and the content may be anything: the attempt is counted,
  // and its content is not recorded.
  private void refused(EnrolmentRequest request, Rejection rejection) {
    if (Code.JOIN_TOKEN_UNKNOWN.is(rejection.problem().code())) {
      failedLogins.get().refused(Enrolment.ACTION, rejection.problem());
    } else {
      audit
          .get()
          .append(
              AuditNote.refused(
                  "join/" + request.tokenId(), Enrolment.ACTION, "", rejection.problem()));
    }
  }

  private static <T> T read(byte[] body, Class<T> type) {
    try {
      @Nullable T request = COMPLETE.readValue(body, type);
      if (request != null) {
        return request;
      }
    } catch (IOException malformed) {
      // Answered below, like JSON's null.
    }
    throw new RejectedCall(
        Rejection.of(
            Rejection.Kind.MALFORMED,
            Code.MALFORMED,
            "The request cannot be read.",
            "Agent and hub may have incompatible versions. Upgrade the older one."));
  }
}
