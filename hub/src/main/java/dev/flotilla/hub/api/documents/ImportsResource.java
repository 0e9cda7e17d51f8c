// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.nats.chart.ChartValues;
import dev.flotilla.nats.chart.Conversion;
import dev.flotilla.nats.chart.Wanted;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** Turns what ran NATS before into NatsClusters. Nothing is stored: the document is the answer. */
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ImportsResource {
  private final Provider<Catalogues> catalogues;

  ImportsResource(Provider<Catalogues> catalogues) {
    this.catalogues = catalogues;
  }

  /**
   * What is to be imported.
   *
   * @param name of the NatsCluster; else {@code fullnameOverride}, or {@code nats}
   * @param namespace it lives in; else {@code namespaceOverride}, or none
   * @param version of nats-server; else that of the image, or the nearest one of the catalogue
   * @param values of the official chart
   */
  record Order(
      @Schema(nullable = true) @Nullable String name,
      @Schema(nullable = true) @Nullable String namespace,
      @Schema(nullable = true) @Nullable String version,
      Map<String, Object> values) {}

  /** The NatsCluster that does what values of the official NATS chart do. */
  @POST
  @Path("/nats-chart")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(Order.class)
  public Conversion.Imported natsChart(
      @RestHeader("Content-Type") @Nullable String mediaType, byte[] body) {
    ObjectNode order = CallBody.object(body, mediaType);
    Wanted wanted =
        new Wanted(text(order, "name"), text(order, "namespace"), text(order, "version"));
    return switch (values(order).imported(wanted, catalogues.get().catalogue())) {
      case Conversion.Imported imported -> imported;
      case Conversion.Refused(var findings) -> throw new RejectedCall(rejection(findings));
    };
  }

  private static ChartValues values(ObjectNode order) {
    if (order.get("values") instanceof ObjectNode values) {
      return new ChartValues(values);
    }
    throw wrongType("values", "an object");
  }

  private static Optional<String> text(ObjectNode order, String field) {
    JsonNode value = order.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrongType(field, "a text");
    }
    return Optional.of(value.textValue());
  }

  private static RejectedCall wrongType(String field, String wanted) {
    return new RejectedCall(
        Rejection.invalid(
            field,
            FindingCode.WRONG_TYPE,
            field + " is not " + wanted + ".",
            "Give " + wanted + "."));
  }

  private static Rejection rejection(List<Finding> findings) {
    return Rejection.invalid(
        findings.stream()
            .map(
                finding ->
                    new FieldError(
                        finding.field(), finding.code().name(), finding.message(), finding.hint()))
            .toList());
  }
}
