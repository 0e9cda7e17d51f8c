// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.IndexView;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Completes the OpenAPI document while the hub is built, with what holds for every operation: the
 * status of its success, the problems that it may answer, and the fields that are always there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {
  /** Name of the response that stands for any problem document. */
  public static final String PROBLEM = "Problem";

  /** Name of the response to a call that queued an operation. */
  public static final String QUEUED = "Queued";

  private static final Set<Schema.SchemaType> NOT_TEXT =
      EnumSet.of(Schema.SchemaType.INTEGER, Schema.SchemaType.BOOLEAN);

  private final IndexView index;

  /** Made by the extension, with the classes of the program. */
  public ApiDescription(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getPaths().getPathItems().values().forEach(this::complete);
    new FieldPresence(index).complete(document.getComponents().getSchemas());
  }

  private void complete(PathItem path) {
    path.getOperations()
        .forEach(
            (method, operation) -> {
              success(operation);
              parameters(operation).forEach(ApiDescription::mayBeEmpty);
              Optional.ofNullable(operation.getRequestBody())
                  .ifPresent(body -> body.setRequired(true));
              for (String status : problems(method, operation)) {
                operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref(PROBLEM));
              }
            });
  }

  private void success(Operation operation) {
    APIResponses responses = operation.getResponses();
    Optional.ofNullable(responses.getAPIResponse("200"))
        .ifPresent(
            success ->
                status(operation)
                    .ifPresent(
                        status -> {
                          responses.removeAPIResponse("200");
                          responses.addAPIResponse(status, success);
                        }));
  }

  // The framework takes an empty value in the query for none.
  private static void mayBeEmpty(Parameter parameter) {
    Schema schema = parameter.getSchema();
    if (parameter.getIn() == Parameter.In.QUERY
        && !Collections.disjoint(schema.getType(), NOT_TEXT)) {
      schema.addType(Schema.SchemaType.STRING).setMaxLength(0);
    }
  }

  private static List<Parameter> parameters(Operation operation) {
    return Optional.ofNullable(operation.getParameters()).orElse(List.of());
  }

  private static List<String> problems(PathItem.HttpMethod method, Operation operation) {
    List<String> statuses = new ArrayList<>(List.of("400", "403", "406", "500", "503"));
    if (operation.getSecurity() != null) {
      statuses.add("401");
    }
    if (!parameters(operation).isEmpty()) {
      statuses.addAll(List.of("404", "422"));
    }
    if (method != PathItem.HttpMethod.GET) {
      statuses.add("409");
    }
    if (operation.getRequestBody() != null) {
      statuses.addAll(List.of("413", "415", "422"));
    }
    return statuses;
  }

  // The scanner does not know Quarkus' annotation for it.
  private Optional<String> status(Operation operation) {
    String[] names = operation.getOperationId().split("_", 2);
    return index.getKnownClasses().stream()
        .filter(type -> names[0].equals(type.simpleName()))
        .flatMap(type -> type.methods().stream())
        .filter(method -> method.name().equals(names[1]))
        .flatMap(method -> Stream.ofNullable(method.annotation(ResponseStatus.class)))
        .map(status -> status.value().asString())
        .findFirst();
  }
}
