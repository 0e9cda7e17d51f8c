// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.own;

import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.function.Consumer;

/**
 * An unprivileged account on this machine, with a copy of the project, of its images and of its
 * tools.
 *
 * @param folder that belongs to it
 * @param environment of this run, which the account does not see
 */
record OrdinaryUser(Path folder, Environment environment) implements AutoCloseable {

  private static final String NOBODY = "65534";

  /** Copies everything, so that nothing of the owner's is needed or touched. */
  static OrdinaryUser settle(Environment environment, Path folder) {
    var script =
        """
        set -e
        mkdir -p tree bin home drop cache/images
        tar -C "$1" --exclude='./e2e/target/fleet-*' --exclude=./target/fleet -cf - . | tar -C tree -xf -
        cp -L "$2/kubectl" "$2/helm" bin/
        for image in agent hub client; do cp -L --preserve=timestamps "$(readlink -f "$3/$image.tar")" cache/images/; done
        cp -p "$4"/images/jvm-base-*.tar cache/images/
        mkdir -p cache/tools && cp -a "$4"/tools/nats-server-2.15.2 cache/tools/
        chown -R "$5:$5" . && chmod 755 .
        """;
    Command.of("bash", "-c", "cd \"$0\" && { " + script + "}", folder.toString())
        .with(
            environment.home().toString(),
            environment.programs().toString(),
            environment.home().resolve("e2e/target/images").toString())
        .with(cache(environment).toString(), NOBODY)
        .run()
        .orThrow();
    return new OrdinaryUser(folder, environment);
  }

  /**
   * {@code ./dev} as that account.
   *
   * @param kubeconfig one file, or several with colons between
   */
  Command dev(String kubeconfig, String... arguments) {
    var java = environment.variable("JAVA_HOME").orElseThrow();
    return Command.of(
            "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "env", "-i")
        .with(
            "HOME=" + folder.resolve("home"),
            "FLOTILLA_CACHE=" + folder.resolve("cache"),
            "JAVA_HOME=" + java)
        .with(
            "KUBECONFIG=" + kubeconfig,
            "PATH=" + folder.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin")
        .with(folder.resolve("tree/dev").toString())
        .with(arguments);
  }

  /**
   * A command for {@code --load}: it puts an archive into a folder and waits until the other side
   * has taken it.
   */
  String handOver(Consumer<Path> take) throws IOException {
    var drop = folder.resolve("drop");
    var script = folder.resolve("bin/hand-over");
    Files.writeString(
        script,
        """
        #!/bin/sh
        set -e
        name=$(basename "$1")
        cp "$1" "%1$s/$name.part" && mv "%1$s/$name.part" "%1$s/$name"
        until [ -e "%1$s/$name.taken" ]; do sleep 0.2; done
        """
            .formatted(drop));
    Command.of("chmod", "755", script.toString()).run().orThrow();
    Thread.ofVirtual().start(() -> takeAll(drop, take));
    return script + " {}";
  }

  private static void takeAll(Path drop, Consumer<Path> take) {
    try (var watch = drop.getFileSystem().newWatchService()) {
      drop.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      for (var key = watch.take(); Files.exists(drop); key.reset(), key = watch.take()) {
        for (var event : key.pollEvents()) {
          var archive = drop.resolve((Path) event.context());
          if (archive.toString().endsWith(".tar")) {
            take.accept(archive);
            Files.createFile(Path.of(archive + ".taken"));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path cache(Environment environment) {
    return environment
        .variable("FLOTILLA_CACHE")
        .map(Path::of)
        .orElseGet(
            () ->
                Path.of(
                    environment
                        .variable("XDG_CACHE_HOME")
                        .orElse(System.getProperty("user.home") + "/.cache"),
                    "flotilla"));
  }

  /** Ends what the account left running. */
  @Override
  public void close() {
    ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains(folder.toString()))
                    .isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }
}
