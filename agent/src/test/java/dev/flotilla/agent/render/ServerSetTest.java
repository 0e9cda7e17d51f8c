// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.server.ImagePull;
import dev.flotilla.agent.render.server.ServerSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSetTest {
  private static final String VERSION = "\"version\": \"2.15.2\"";
  private static final String EXPORTER = "\"exporter\": {\"enabled\": true, \"image\": \"%s\"}";

  @Test
  void aLiveOneWithAnotherPartitionHasNoOtherChange() {
    Live live = live("{%s}".formatted(VERSION), 1);

    Manifest raised = ServerSet.of(live, 3);

    assertThat(
            Tree.number(raised.content(), "spec", "updateStrategy", "rollingUpdate", "partition"))
        .isEqualTo(3);
    assertThat(Tree.at(raised.content(), "spec", "template"))
        .isEqualTo(Tree.at(live.tree(), "spec", "template"));
    assertThat(Tree.at(raised.metadata(), "labels"))
        .isEqualTo(Tree.at(live.tree(), "metadata", "labels"));
    assertThat(ServerSet.of(live, 1).content()).isEqualTo(Map.of("spec", live.tree().get("spec")));
  }

  @Test
  void theImageOfASidecarIsPulledAheadLikeThatOfTheServer() {
    Live live = live("{%s, %s}".formatted(VERSION, EXPORTER.formatted("exporter:1")), 3);
    Blueprint wanted =
        Blueprints.orders(
            "{%s, %s}".formatted(VERSION, EXPORTER.formatted("exporter:no-such-tag")));

    List<?> missing = ImagePull.missing(wanted, live);
    Manifest pull = ImagePull.of(wanted, 2, "n1", missing);

    assertThat(Tree.list(pull.content(), "spec", "containers"))
        .singleElement()
        .satisfies(
            container -> {
              assertThat(Tree.text(container, "name")).isEqualTo("pull-prom-exporter");
              assertThat(Tree.text(container, "image")).isEqualTo("exporter:no-such-tag");
              assertThat(Tree.list(container, "args")).isEqualTo(List.of("--version"));
            });
    assertThat(ImagePull.missing(Blueprints.orders("{%s}".formatted(VERSION)), live)).isEmpty();
  }

  private static Live live(String spec, int partition) {
    Manifest set = ServerSet.of(Blueprints.orders(spec), partition);
    return new Live(
        Kind.STATEFUL_SET,
        Tree.object("metadata", set.metadata(), "spec", set.content().get("spec")));
  }
}
