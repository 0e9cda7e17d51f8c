// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.protocol.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a new online signing key that an offline root vouches for, away from the cluster. */
@Command(
    name = "rotate-key",
    description = {
      "Create a new signing key for the hub, signed by an offline root.",
      "Writes all online keys to a new folder; restart the hub with them, and agents accept the new key."
    },
    footer = {
      "",
      "Example:",
      "  rotate-key --keys ./fleet-keys/keys --root /media/safe/root-1.key --out ./fleet-keys-2"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RotateKeyCommand implements Callable<Integer> {
  private final Clock clock;

  @Option(names = "--keys", required = true, description = "Folder with the current online keys.")
  Path keys;

  @Option(
      names = "--root",
      required = true,
      description = "File with one of the offline root keys.")
  Path root;

  @Mixin KeyOutput output;

  @Option(
      names = "--forget",
      description = "Agents reject signatures of earlier keys: for keys that may be compromised.")
  boolean forget;

  @Spec CommandSpec spec;

  /** Runs at the time of that clock. */
  public RotateKeyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    DirectoryKeyStore store = new DirectoryKeyStore(keys);
    HubKeys present = HubKeys.open(store);
    SigningKey offline = RootFile.read(root, spec);
    if (!present.roots().keys().contains(offline.verifyingKey())) {
      throw new ParameterException(
          spec.commandLine(),
          root + " is not a root of this fleet: no agent would accept the new key.");
    }
    RotatedKey rotated =
        RotatedKey.after(
            present.keySet(),
            forget ? RotatedKey.Earlier.FORGOTTEN : RotatedKey.Earlier.KEPT,
            clock.instant(),
            new SecureRandom());
    Map<KeyFile, byte[]> online = online(store);
    online.putAll(rotated.items(offline));
    output.write(online);
    explain(rotated, spec.commandLine().getOut());
    return 0;
  }

  // The administrator's first token may have been taken out.
  private static Map<KeyFile, byte[]> online(KeyStore store) throws IOException {
    Map<KeyFile, byte[]> online = new EnumMap<>(KeyFile.class);
    for (KeyFile file : KeyFile.values()) {
      try {
        online.put(file, store.read(file));
      } catch (KeyMissing missing) {
        if (file != KeyFile.ADMIN_TOKEN) {
          throw missing;
        }
      }
    }
    return online;
  }

  private void explain(RotatedKey rotated, PrintWriter print) {
    print.println("epoch:          " + rotated.keySet().epoch());
    output.explain(print);
    print.println("Restart the hub with them; agents accept the new key automatically.");
    print.flush();
  }
}
