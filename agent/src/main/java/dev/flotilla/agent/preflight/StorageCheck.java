// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether volumes can be provisioned, and expanded later. */
final class StorageCheck {
  private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

  private StorageCheck() {}

  static List<PreflightCheck> of(PlannedServers servers, List<Live> classes) {
    return servers.storageClasses().stream()
        .flatMap(
            name ->
                found(name, classes)
                    .map(StorageCheck::usable)
                    .orElseGet(() -> Stream.of(missing(name))))
        .toList();
  }

  private static Optional<Live> found(String name, List<Live> classes) {
    return classes.stream()
        .filter(
            known ->
                name.isEmpty()
                    ? known.annotation(DEFAULT).equals("true")
                    : known.name().equals(name))
        .findFirst();
  }

  private static Stream<PreflightCheck> usable(Live found) {
    PreflightCheck there =
        new PreflightCheck(
            Code.STORAGE_CLASS,
            PreflightCheck.Result.PASSED,
            "storage class " + found.name() + " is there",
            "");
    return Tree.flag(found.tree(), "allowVolumeExpansion")
        ? Stream.of(there)
        : Stream.of(
            there,
            new PreflightCheck(
                Code.VOLUME_EXPANSION,
                PreflightCheck.Result.WARNING,
                "storage class " + found.name() + " does not support volume expansion",
                "Choose the final size now, or use a class with allowVolumeExpansion."));
  }

  private static PreflightCheck missing(String name) {
    return name.isEmpty()
        ? new PreflightCheck(
            Code.STORAGE_CLASS,
            PreflightCheck.Result.ERROR,
            "there is no default storage class, and the document sets none",
            "Set storageClassName in the document, or mark a class as default.")
        : new PreflightCheck(
            Code.STORAGE_CLASS,
            PreflightCheck.Result.ERROR,
            "there is no storage class " + name,
            "List the classes with 'kubectl get storageclasses'.");
  }
}
