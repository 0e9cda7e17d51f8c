// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddonTurnsTest {
  private static final Change CREATED =
      new Change.Apply(manifest("orders-nack", "nack:2"), Optional.empty());
  private static final Change SAME_IMAGE = change("orders-nack", "nack:1", "nack:1");
  private static final Change BOX = change("orders-box", "box:1", "box:2");
  private static final Change SURVEYOR = change("orders-surveyor", "surveyor:1", "surveyor:2");

  @Test
  void oneImageAtATime() {
    assertThat(AddonTurns.due(List.of(BOX, SURVEYOR, CREATED), false))
        .containsExactly(BOX, CREATED);
  }

  @Test
  void noImageWhileServersAreChanged() {
    assertThat(AddonTurns.due(List.of(BOX, SAME_IMAGE, CREATED), true))
        .containsExactly(SAME_IMAGE, CREATED);
  }

  @Test
  void theNextFollowsOnceTheLastIsAvailableOrGivenUp() {
    assertThat(AddonTurns.due(List.of(kept(0, "True"), SURVEYOR), false)).hasSize(1);
    assertThat(AddonTurns.due(List.of(kept(1, "True"), SURVEYOR), false)).hasSize(2);
    assertThat(AddonTurns.due(List.of(kept(0, "False"), SURVEYOR), false)).hasSize(2);
  }

  private static Change change(String name, String before, String after) {
    return new Change.Apply(manifest(name, after), Optional.of(live(name, before, 1, "True")));
  }

  private static Change kept(int ready, String progressing) {
    return new Change.Keep(live("orders-box", "box:2", ready, progressing));
  }

  private static Manifest manifest(String name, String image) {
    return new Manifest(
        Kind.DEPLOYMENT,
        Tree.object("name", name, "namespace", "nats"),
        Tree.object("spec", template(image)));
  }

  private static Live live(String name, String image, int ready, String progressing) {
    return new Live(
        Kind.DEPLOYMENT,
        Tree.object(
            "metadata",
            Tree.object("name", name, "generation", 1),
            "spec",
            template(image),
            "status",
            Tree.object(
                "observedGeneration",
                1,
                "readyReplicas",
                ready,
                "conditions",
                List.of(Map.of("type", "Progressing", "status", progressing)))));
  }

  private static Map<String, Object> template(String image) {
    return Tree.object(
        "template",
        Tree.object("spec", Tree.object("containers", List.of(Tree.object("image", image)))));
  }
}
