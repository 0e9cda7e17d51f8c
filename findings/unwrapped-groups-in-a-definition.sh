#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fabric8 crd-generator-api-v2 7.6.1 with Jackson as it brings it; needs a JDK of at least 17 and Maven.
#
# A group of fields that Jackson writes flat (@JsonUnwrapped on a component of a record) is an object of its own in the
# CustomResourceDefinition that is generated from the same classes, without a warning. So what the program writes does not
# fit its own definition: an API server prunes the flat fields of a resource, or refuses them where it validates strictly,
# while every test without an API server reads back what it wrote.
#
# Output:
#   Jackson writes and reads: {"plain":"a","grouped":"b"} true
#   the definition has: group, plain
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>crd-generator-api-v2</artifactId>
      <version>7.6.1</version>
    </dependency>
  </dependencies>
</project>
POM
mkdir -p finding
cat >finding/Main.java <<'JAVA'
package finding;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

public class Main {
  public record Grouped(String grouped) {}

  public record Spec(String plain, @JsonUnwrapped Grouped group) {}

  @Group("example.dev")
  @Version("v1")
  public static class Thing extends CustomResource<Spec, Void> {}

  public static void main(String[] arguments) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Spec spec = new Spec("a", new Grouped("b"));
    String json = mapper.writeValueAsString(spec);
    System.out.println(
        "Jackson writes and reads: " + json + " " + mapper.readValue(json, Spec.class).equals(spec));
    Path output = Files.createDirectories(Path.of("output"));
    new CRDGenerator()
        .customResourceClasses(Thing.class)
        .forCRDVersions("v1")
        .inOutputDir(new File(output.toString()))
        .generate();
    String definition = Files.readString(output.resolve("things.example.dev-v1.yml"));
    // The fields of the spec are indented by fourteen spaces.
    System.out.println(
        "the definition has: "
            + definition
                .lines()
                .filter(line -> line.matches(" {14}[a-z]+:"))
                .map(line -> line.strip().replace(":", ""))
                .collect(Collectors.joining(", ")));
  }
}
JAVA
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath >/dev/null
java="${JAVA_HOME:+$JAVA_HOME/bin/}"
"${java}javac" -parameters -cp "$(<classpath)" -d classes finding/Main.java
seen=$("${java}java" -cp "classes:$(<classpath)" finding.Main 2>/dev/null)
echo "$seen"
[[ $seen == 'Jackson writes and reads: {"plain":"a","grouped":"b"} true
the definition has: group, plain' ]] || { echo "this has changed" >&2; exit 1; }
