#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fabric8 kubernetes-client 7.6.1; needs a JDK of at least 17 and Maven.
#
# A JSON merge patch needs nothing of the object: Kubernetes has a verb of its own for it, and an account may have patch
# on natsbackups/status and nothing else. This client reads the object before it sends the patch, so such an account
# fails with "cannot get resource", although it never asked to. A server-side apply of the same field is sent alone.
#
# Output, of a patch of the status by each way, as a server sees it:
#   merge patch: GET /apis/example.dev/v1/namespaces/n/things/t, PATCH /apis/example.dev/v1/namespaces/n/things/t/status
#   apply: PATCH /apis/example.dev/v1/namespaces/n/things/t/status
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
      <artifactId>kubernetes-client</artifactId>
      <version>7.6.1</version>
    </dependency>
  </dependencies>
</project>
POM
cat >Main.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class Main {
  public static void main(String[] arguments) throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    byte[] thing = "{\"apiVersion\":\"example.dev/v1\",\"kind\":\"Thing\",\"metadata\":{\"name\":\"t\",\"namespace\":\"n\"}}".getBytes();
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, thing.length);
      exchange.getResponseBody().write(thing);
      exchange.close();
    });
    server.start();
    var things = new ResourceDefinitionContext.Builder()
        .withGroup("example.dev").withVersion("v1").withKind("Thing").withPlural("things").withNamespaced(true).build();
    var configuration = new ConfigBuilder().withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort()).withAutoConfigure(false).build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(configuration).build()) {
      client.genericKubernetesResources(things).inNamespace("n").withName("t").subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"done\":true}}");
      System.out.println("merge patch: " + String.join(", ", seen));
      seen.clear();
      GenericKubernetesResource applied = new GenericKubernetesResourceBuilder()
          .withApiVersion("example.dev/v1").withKind("Thing").withNewMetadata().withNamespace("n").withName("t").endMetadata()
          .addToAdditionalProperties("status", Map.of("done", true)).build();
      client.genericKubernetesResources(things).inNamespace("n").resource(applied).subresource("status")
          .patch(new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager("finding").build());
      System.out.println("apply: " + String.join(", ", seen));
    }
    server.stop(0);
    System.exit(0);
  }
}
JAVA
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath >/dev/null
java="${JAVA_HOME:+$JAVA_HOME/bin/}"
"${java}javac" -cp "$(<classpath)" -d classes Main.java
seen=$("${java}java" -cp "classes:$(<classpath)" Main 2>/dev/null)
echo "$seen"
path=/apis/example.dev/v1/namespaces/n/things/t
[[ $seen == "merge patch: GET $path, PATCH $path/status
apply: PATCH $path/status" ]] || { echo "this has changed" >&2; exit 1; }
