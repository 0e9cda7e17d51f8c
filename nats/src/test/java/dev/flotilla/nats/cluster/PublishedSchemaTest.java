// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.document.FindingCode.MISSING_FIELD;
import static dev.flotilla.nats.document.FindingCode.PASSWORD_IN_DOCUMENT;
import static dev.flotilla.nats.document.FindingCode.UNKNOWN_FIELD;
import static dev.flotilla.nats.document.FindingCode.WRONG_KIND;
import static dev.flotilla.nats.document.FindingCode.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Manifest;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.testing.Golden;
import dev.flotilla.nats.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema for editors is generated from the records, and rejects the JSON types that the parser
 * rejects. Values are left to the parser.
 */
class PublishedSchemaTest {
  private static final Path PUBLISHED =
      Path.of("src/main/resources/dev/flotilla/nats/cluster/natscluster.schema.json");
  private static final Set<FindingCode> SHAPE =
      Set.of(WRONG_KIND, UNKNOWN_FIELD, PASSWORD_IN_DOCUMENT, MISSING_FIELD, WRONG_TYPE);

  @TempDir Path folder;

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @Test
  void itHoldsWhatTheRecordsDescribe() throws IOException {
    String text =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(document(SpecSchema.generate(folder)));

    Golden.check(PUBLISHED, text + "\n");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void itRefusesTheShapesThatTheParserRefuses(Scenario scenario) throws IOException {
    boolean wrongShape =
        scenario.parsed().errors().stream().map(Finding::code).anyMatch(SHAPE::contains);

    List<Error> errors = schema().validate(Files.readString(scenario.document()), InputFormat.YAML);

    assertThat(!errors.isEmpty()).as("%s", errors).isEqualTo(wrongShape);
  }

  @Test
  void aFieldThatIsLeftEmptyIsAsIfAbsent() throws IOException {
    String document =
        """
        apiVersion: flotilla.dev/v1alpha1
        kind: NatsCluster
        metadata: {name: orders, namespace: }
        spec:
          version: 2.15.2
          replicas:
          jetStream: {fileStore: {size: , storageClassName: }, memoryStore: }
          resources: {limits: {memory: 1073741824}}
          waivers:
        """;

    assertThat(
            NatsClusterParser.parse(
                    new YAMLMapper().readTree(document), Stage.FIRST_DEPLOY, Catalogue.bundled())
                .errors())
        .isEmpty();
    assertThat(schema().validate(document, InputFormat.YAML)).isEmpty();
  }

  @Test
  void itAndTheScenariosKnowEveryShape() {
    assertThat(Scenario.all().stream().flatMap(known -> known.parsed().errors().stream()))
        .extracting(Finding::code)
        .containsAll(SHAPE);
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(PUBLISHED));
  }

  private static ObjectNode document(JsonNode spec) {
    ObjectNode schema = node().put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", NatsCluster.KIND);
    schema.put("description", "One set of NATS servers, as Flotilla deploys it");
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("apiVersion").put("const", NatsCluster.API_VERSION);
    properties.putObject("kind").put("const", NatsCluster.KIND);
    properties.set("metadata", metadata());
    properties.set("spec", spec(spec));
    properties.putObject("status").put("description", "Written by the agent, ignored here");
    return required(schema, "apiVersion", "kind", "metadata", "spec")
        .put("additionalProperties", false);
  }

  private static ObjectNode spec(JsonNode definition) {
    ObjectNode spec = required(translated(definition), "version").put("type", "object");
    spec.withObject("/properties/version").put("type", "string");
    return spec;
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = node().put("type", "object");
    ObjectNode properties = metadata.putObject("properties");
    properties
        .putObject("name")
        .put("description", "A DNS label of at most 40 characters")
        .put("type", "string");
    properties.set("namespace", orNull(node().put("type", "string")));
    Manifest.KUBERNETES_METADATA.forEach(properties::putObject);
    return required(metadata, "name").put("additionalProperties", false);
  }

  /** From the dialect of definitions to JSON Schema; an absent field may be written as null. */
  private static ObjectNode translated(JsonNode definition) {
    ObjectNode schema = node();
    copy(definition, "description", schema);
    copy(definition, "type", schema);
    if (definition.path("x-kubernetes-int-or-string").asBoolean()) {
      ObjectNode either = node();
      either.putArray("anyOf").add(type("string")).add(type("number"));
      schema.setAll(either);
    }
    definition
        .path("properties")
        .properties()
        .forEach(
            field ->
                schema
                    .withObject("/properties")
                    .set(field.getKey(), orNull(translated(field.getValue()))));
    if (definition.has("properties")) {
      schema.put("additionalProperties", false);
    } else if (definition.has("additionalProperties")) {
      schema.set("additionalProperties", translated(definition.path("additionalProperties")));
    }
    if (definition.has("items")) {
      schema.set("items", translated(definition.path("items")));
    }
    return schema;
  }

  private static ObjectNode orNull(ObjectNode schema) {
    if (schema.has("type")) {
      String type = schema.path("type").asText();
      schema.putArray("type").add(type).add("null");
    } else if (schema.has("anyOf")) {
      schema.withArray("/anyOf").add(type("null"));
    }
    return schema;
  }

  private static void copy(JsonNode from, String field, ObjectNode to) {
    if (from.has(field)) {
      to.set(field, from.path(field));
    }
  }

  private static ObjectNode required(ObjectNode schema, String... fields) {
    List.of(fields).forEach(schema.putArray("required")::add);
    return schema;
  }

  private static ObjectNode type(String name) {
    return node().put("type", name);
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
