// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.cyclonedx.model.Component;

/** The Java runtime, from the file {@code release} that every JDK has and jlink copies. */
final class JavaRuntime {
  private static final String LOCATION = "/opt/java/openjdk";

  private JavaRuntime() {}

  static Component component(Path release) throws IOException, MalformedPackageURLException {
    Properties facts = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      facts.load(reader);
    }
    PackageURL purl =
        new PackageURL(
            "generic", "openjdk", "jre", value(facts, "JAVA_RUNTIME_VERSION"), null, null);
    Component runtime = Parts.of(Component.Type.PLATFORM, purl);
    runtime.setPublisher(value(facts, "IMPLEMENTOR"));
    Parts.locate(runtime, LOCATION);
    return runtime;
  }

  private static String value(Properties facts, String name) {
    return facts.getProperty(name, "unknown").replace("\"", "");
  }
}
