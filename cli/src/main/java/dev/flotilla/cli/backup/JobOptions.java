// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What backups and restores have in common. */
final class JobOptions {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the resource; default: from the cluster's name and the time (UTC)")
  private @Nullable String name;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Only streams ACCOUNT/STREAM that match; * matches anything; repeatable")
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "Not the streams ACCOUNT/STREAM that match; repeatable")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--identity-secret",
      paramLabel = "NAME[:KEY]",
      description = "Secret with the age identity that decrypts the set; key: identity")
  private @Nullable String identity;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Streams at a time, 1 to 16; default: 4")
  private @Nullable Integer parallel;

  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Adds what was given to a spec. */
  void addTo(ObjectNode spec) {
    add(spec, "include", include);
    add(spec, "exclude", exclude);
    if (identity != null) {
      spec.set("identitySecret", SecretOption.read(identity));
    }
    if (parallel != null) {
      spec.put("parallel", parallel);
    }
  }

  /** Adds a list that is not empty. */
  static void add(ObjectNode spec, String field, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(spec.withArray(field)::add);
    }
  }
}
