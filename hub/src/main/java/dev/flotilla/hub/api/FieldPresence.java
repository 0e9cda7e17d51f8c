// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Declares in the schemas which fields are present: in the API's own records all but the nullable
 * ones; of the spec of a document any may be absent or null, since its parser fills it in.
 */
final class FieldPresence {
  private static final List<String> API =
      List.of(
          "dev.flotilla.hub.",
          "dev.flotilla.protocol.",
          "dev.flotilla.nats.catalogue.",
          "dev.flotilla.nats.chart.",
          "dev.flotilla.nats.profile.",
          "dev.flotilla.nats.validation.");
  private static final List<String> SPEC =
      List.of("dev.flotilla.nats.cluster.", "dev.flotilla.nats.backup.");
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class);

  private final IndexView index;

  FieldPresence(IndexView index) {
    this.index = index;
  }

  void complete(Map<String, Schema> schemas) {
    schemas.forEach(
        (name, schema) -> {
          Map<String, Schema> fields = Optional.ofNullable(schema.getProperties()).orElse(Map.of());
          records(SPEC, name)
              .findFirst()
              .ifPresent(_ -> fields.keySet().forEach(field -> allowNull(schema, field)));
          records(API, name)
              .flatMap(this::required)
              .filter(fields::containsKey)
              .distinct()
              .forEach(schema::addRequired);
        });
  }

  private Stream<ClassInfo> records(List<String> packages, String schema) {
    return index.getKnownClasses().stream()
        .filter(ClassInfo::isRecord)
        .filter(type -> packages.stream().anyMatch(type.name().toString()::startsWith))
        .filter(type -> describes(type, schema));
  }

  private static void allowNull(Schema schema, String field) {
    Schema nothing = OASFactory.createSchema().addType(Schema.SchemaType.NULL);
    schema.addProperty(
        field,
        OASFactory.createSchema().addAnyOf(schema.getProperties().get(field)).addAnyOf(nothing));
  }

  // Of a generic record each use has a schema of its own, such as PageAgentView.
  private static boolean describes(ClassInfo type, String schema) {
    return type.typeParameters().isEmpty()
        ? schema.equals(type.simpleName())
        : schema.startsWith(type.simpleName());
  }

  private Stream<String> required(ClassInfo type) {
    return type.recordComponents().stream().flatMap(field -> required(type, field));
  }

  private Stream<String> required(ClassInfo type, RecordComponentInfo component) {
    FieldInfo field = type.field(component.name());
    if (field.hasAnnotation(JsonUnwrapped.class)) {
      return required(index.getClassByName(field.type().name()));
    }
    boolean optional =
        component.type().hasAnnotation(NULLABLE) || field.hasAnnotation(JsonInclude.class);
    return optional ? Stream.empty() : Stream.of(field.name());
  }
}
