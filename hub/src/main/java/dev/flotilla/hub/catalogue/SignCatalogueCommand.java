// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.catalogue;

import dev.flotilla.hub.keys.RootFile;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a catalogue that an operator has vetted, away from the cluster. */
@Command(
    name = "sign-catalogue",
    description = {
      "Signs a catalogue of nats-server releases with an offline root.",
      "'flotilla catalogue import' gives the result to the hub, which accepts its own roots only."
    },
    footer = {
      "",
      "Example:",
      "  sign-catalogue --root /media/safe/root-1.key --out catalogue.signed.json catalogue.json"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SignCatalogueCommand implements Callable<Integer> {
  @Option(names = "--root", required = true, description = "File with one of the offline roots.")
  Path root;

  @Option(names = "--out", required = true, description = "New file for the signed catalogue.")
  Path out;

  @Parameters(paramLabel = "FILE", description = "The catalogue.")
  Path file;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SigningKey key = RootFile.read(root, spec);
    byte[] bytes = Files.readAllBytes(file);
    Catalogue catalogue = catalogue(bytes);
    Files.write(out, Json.write(SignedCatalogue.sign(bytes, key)), StandardOpenOption.CREATE_NEW);
    PrintWriter print = spec.commandLine().getOut();
    print.println("serial:     " + catalogue.serial());
    print.println("releases:   " + String.join(", ", catalogue.versions()));
    print.println("signed by:  " + key.verifyingKey().keyId());
    print.println("catalogue:  " + out);
    print.flush();
    return 0;
  }

  private Catalogue catalogue(byte[] bytes) {
    try {
      return Catalogue.read(bytes);
    } catch (IOException invalid) {
      throw new ParameterException(
          spec.commandLine(), file + " is not a catalogue: " + invalid.getMessage());
    }
  }
}
