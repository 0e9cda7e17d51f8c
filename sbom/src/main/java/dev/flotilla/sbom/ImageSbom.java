// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.github.packageurl.MalformedPackageURLException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.parsers.JsonParser;

/**
 * The bill of materials of one image: Maven's knowledge of licences and of what needs what,
 * narrowed to the jars that are there, with the Java runtime, shared libraries and nats-server
 * added. The same contents give the same bytes.
 */
final class ImageSbom {
  static final Version VERSION = Version.VERSION_16;

  private final ImageContents contents;
  private final Bom resolved;
  private final List<Component> parts = new ArrayList<>();

  private ImageSbom(ImageContents contents, Bom resolved) {
    this.contents = contents;
    this.resolved = resolved;
  }

  /**
   * @throws IllegalStateException for a jar of the application that Maven did not resolve
   */
  static Bom of(ImageContents contents)
      throws IOException, ParseException, MalformedPackageURLException {
    return new ImageSbom(contents, new JsonParser().parse(contents.resolved().toFile())).bom();
  }

  static String json(Bom bom) throws GeneratorException {
    return BomGeneratorFactory.createJson(VERSION, bom).toJsonString();
  }

  private Bom bom() throws IOException, MalformedPackageURLException {
    Component application = resolved.getMetadata().getComponent();
    application.setType(Component.Type.APPLICATION);
    addJars();
    List<Component> direct = new ArrayList<>(List.of(application));
    direct.add(JavaRuntime.component(contents.javaRelease()));
    if (contents.libraries().isPresent()) {
      direct.addAll(SystemLibraries.components(contents.libraries().get()));
    }
    parts.addAll(direct);
    parts.sort(Comparator.comparing(Component::getBomRef));
    return image(application.getVersion(), direct);
  }

  private Bom image(String version, List<Component> direct) {
    Component image =
        Parts.named(Component.Type.CONTAINER, "flotilla/" + contents.image(), version);
    Bom bom = new Bom();
    bom.setMetadata(resolved.getMetadata());
    bom.getMetadata().setComponent(image);
    bom.getMetadata().setTimestamp(null);
    bom.setComponents(parts);
    List<Dependency> graph = new ArrayList<>();
    graph.add(dependency(image.getBomRef(), direct.stream().map(Component::getBomRef).toList()));
    graph.addAll(graphOfWhatIsThere());
    bom.setDependencies(graph);
    return bom;
  }

  private void addJars() throws IOException {
    Map<String, Component> known = new HashMap<>();
    for (Component part : resolved.getComponents()) {
      known.put("%s.%s-%s.jar".formatted(part.getGroup(), part.getName(), part.getVersion()), part);
    }
    for (Path jar : contents.jars()) {
      String location = ImageContents.APPLICATION + jar;
      Component part = jar.startsWith("lib") ? known.get(jar.getFileName().toString()) : own(jar);
      if (part == null) {
        throw new IllegalStateException(
            location + " is in the image, and Maven did not resolve it for it");
      }
      Parts.hash(part, Parts.sha256(contents.application().resolve(jar)));
      Parts.locate(part, location);
      parts.add(part);
    }
  }

  /** Flotilla's own classes, and those that Quarkus made from them and from its libraries. */
  private Component own(Path jar) {
    return Parts.named(
        Component.Type.FILE,
        ImageContents.APPLICATION + jar,
        resolved.getMetadata().getComponent().getVersion());
  }

  private List<Dependency> graphOfWhatIsThere() {
    Set<String> there = parts.stream().map(Component::getBomRef).collect(Collectors.toSet());
    return resolved.getDependencies().stream()
        .filter(edge -> there.contains(edge.getRef()))
        .map(
            edge ->
                dependency(
                    edge.getRef(),
                    children(edge).map(Dependency::getRef).filter(there::contains).toList()))
        .toList();
  }

  private static Stream<Dependency> children(Dependency edge) {
    return edge.getDependencies() == null ? Stream.empty() : edge.getDependencies().stream();
  }

  private static Dependency dependency(String ref, List<String> children) {
    Dependency edge = new Dependency(ref);
    children.stream().sorted().forEach(child -> edge.addDependency(new Dependency(child)));
    return edge;
  }
}
