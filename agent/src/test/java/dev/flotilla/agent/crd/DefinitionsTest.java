// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flotilla.nats.testing.Golden;
import dev.flotilla.nats.testing.UngroupedSpec;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The definitions in the chart are those that the records describe. */
class DefinitionsTest {
  private static final Path CHART = Path.of("../charts/flotilla-crds/templates");

  @TempDir Path generated;

  @ParameterizedTest
  @ValueSource(
      classes = {
        NatsClusterDefinition.class,
        NatsOperationDefinition.class,
        NatsBackupDefinition.class,
        NatsRestoreDefinition.class
      })
  void chartHoldsWhatTheRecordsDescribe(Class<? extends CustomResource<?, ?>> definition)
      throws IOException {
    new CRDGenerator()
        .customResourceClasses(definition)
        .withPostProcessor(new UngroupedSpec())
        .forCRDVersions("v1")
        .inOutputDir(generated.toFile())
        .generate();

    String plural = CustomResource.getCRDName(definition);
    String text = Files.readString(generated.resolve(plural + "-v1.yml"), UTF_8);
    Golden.check(
        CHART.resolve(plural + ".yaml"),
        "# SPDX-License-Identifier: Apache-2.0\n" + inDeclaredOrder(definition, text));
  }

  /** The generator sorts the columns by their paths; people read them in the order of the class. */
  private static String inDeclaredOrder(Class<?> definition, String text) {
    CustomResourceDefinition parsed = Serialization.unmarshal(text, CustomResourceDefinition.class);
    List<String> names =
        Arrays.stream(definition.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    parsed
        .getSpec()
        .getVersions()
        .forEach(
            version ->
                version
                    .getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt(column -> names.indexOf(column.getName()))));
    return Serialization.asYaml(parsed).replaceFirst("^---\n", "");
  }
}
