// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

  private static final List<String> MODULES =
      List.of("protocol", "nats", "nats-child", "backup", "agent", "hub", "cli", "e2e");

  private static JavaClasses tree;

  @BeforeAll
  static void readEveryModule() {
    var folders =
        MODULES.stream().map(module -> Path.of("..", module, "target", "classes")).toList();
    tree = new ClassFileImporter().importPaths(folders);
    for (String module : MODULES) {
      assertThat(tree.containPackage("dev.flotilla." + module.replace("-", "")))
          .as("classes of %s were found", module)
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyModuleKeeps(Rule rule) {
    rule.rule.check(tree);
  }
}
