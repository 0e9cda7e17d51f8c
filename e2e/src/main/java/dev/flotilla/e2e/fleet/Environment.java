// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Command;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ./dev} passes in the environment: where things are on this machine.
 *
 * @param home the project's folder
 * @param programs the folder with kubectl and helm
 * @param variables all of them
 */
public record Environment(Path home, Path programs, Map<String, String> variables) {

  public static Environment ofThisProcess() {
    var variables = System.getenv();
    return new Environment(
        Path.of(required(variables, "FLOTILLA_HOME")),
        Path.of(required(variables, "FLOTILLA_BIN_DIR")),
        variables);
  }

  /** The same for another build of the project. */
  public Environment at(Path otherHome) {
    return new Environment(otherHome, programs, variables);
  }

  /** Whether the clusters are existing ones (KUBECONFIG was set) and not the rig's. */
  public boolean ownClusters() {
    return "own".equals(variables.get("FLOTILLA_MODE"));
  }

  public Rig rig() {
    return new Rig(Path.of(required(variables, "FLOTILLA_RIG")));
  }

  /** The archive of an image that the rig built, such as {@code agent} or {@code nats-2.15.2}. */
  public Path image(String name) {
    return Path.of(required(variables, "FLOTILLA_IMAGES")).resolve(name + ".tar");
  }

  /** The full name of one of the project's images, without its tag. */
  public String imageRepository(String name) {
    return variables.getOrDefault("FLOTILLA_IMAGE_PREFIX", "docker.io/flotilla") + "/" + name;
  }

  /**
   * The members that {@code ./dev} prepared: {@code NAME=KUBECONFIG[#CONTEXT#NAMESPACE]}, separated
   * by commas.
   */
  public List<Member> members() {
    return Arrays.stream(required(variables, "FLOTILLA_MEMBERS").split(",", -1))
        .map(text -> Member.parse(text, this))
        .toList();
  }

  public Command java(String... arguments) {
    return Command.of(Path.of(required(variables, "JAVA_HOME"), "bin", "java"), arguments);
  }

  public Path hubApplication() {
    return home.resolve("hub/target/quarkus-app/quarkus-run.jar");
  }

  /** Where Java keeps the classes that a hub has loaded. */
  Path hubArchive() {
    return home.resolve("hub/target/hub.jsa");
  }

  public Path cli() {
    return home.resolve("cli/target/flotilla");
  }

  public Path chart(String name) {
    return home.resolve("charts").resolve(name);
  }

  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  private static String required(Map<String, String> variables, String name) {
    var value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: run this by ./dev");
    }
    return value;
  }
}
