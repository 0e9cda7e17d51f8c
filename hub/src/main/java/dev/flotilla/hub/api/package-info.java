// SPDX-License-Identifier: Apache-2.0
@OpenAPIDefinition(
    info =
        @Info(
            title = "Flotilla hub",
            version = "v1",
            description = "The REST API of the Flotilla hub"),
    components =
        @Components(
            securitySchemes =
                @SecurityScheme(
                    securitySchemeName = "SecurityScheme",
                    description = "An API token, created by 'flotilla token create --kind api'.",
                    type = SecuritySchemeType.HTTP,
                    scheme = "bearer"),
            responses = {
              @APIResponse(
                  name = ApiDescription.PROBLEM,
                  description = "An RFC 9457 problem",
                  content =
                      @Content(
                          mediaType = "application/problem+json",
                          schema = @Schema(implementation = ProblemDocument.class))),
              @APIResponse(
                  name = ApiDescription.QUEUED,
                  description = "An operation was queued",
                  headers =
                      @Header(name = "Location", schema = @Schema(implementation = String.class)),
                  content =
                      @Content(
                          mediaType = "application/json",
                          schema = @Schema(implementation = OperationView.class)))
            }))
@NullMarked
package dev.flotilla.hub.api;

import dev.flotilla.protocol.api.OperationView;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.NullMarked;
