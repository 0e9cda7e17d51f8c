// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.addon.AddonDraft;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.TemplateDigest;
import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.cluster.NatsCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterStopRulesTest {
  private static final Blueprint BEFORE = Blueprints.orders("{\"version\": \"2.14.9\"}");
  private static final Change SERVICE = made(Kind.SERVICE, "orders");
  private static final Change NEWER = made(Kind.CONFIG_MAP, new ChildNames("orders").configMap());
  private static final Change OLDER =
      new Change.Create(
          new Manifest(
              Kind.CONFIG_MAP,
              Tree.object("name", new ChildNames("orders").configMap(), "namespace", "nats"),
              Tree.object("data", Tree.object("nats.conf", "earlier"))));

  private final List<String> targets = new ArrayList<>();

  @Test
  void aServerThatIsNewHasNowhereToReturnTo() {
    assertThat(rules(Optional.of(BEFORE)).returnable(2)).isTrue();
    assertThat(rules(Optional.of(BEFORE)).returnable(3)).isFalse();
    assertThat(rules(Optional.empty()).returnable(0)).as("nothing was verified").isFalse();
  }

  @Test
  void theRevisionIsThatOfTheHubsDocument() {
    assertThat(ClusterStopRules.revision(resource("7"))).contains(7L);
    assertThat(ClusterStopRules.revision(resource(""))).isEmpty();
    assertThat(ClusterStopRules.revision(resource("of another tool"))).isEmpty();
  }

  @Test
  void theServersThatStillHaveTheEarlierTemplateSayItsVersion() throws InterruptedException {
    ServerPod failed = pod(2, "B", "2.15.2", "");

    var _ = rules(Optional.of(BEFORE)).obstacle(failed, facts(pod(0, "A", "2.13.1", ""), failed));
    var _ = rules(Optional.of(BEFORE)).obstacle(failed, facts(failed));

    assertThat(targets)
        .as("then the document that was verified")
        .containsExactly("2.13.1", "2.14.9");
  }

  @Test
  void theEarlierConfigurationReturnsWithTheServer() {
    String digest = TemplateDigest.of(BEFORE.configuration());
    RollFacts facts = facts(pod(0, "A", "2.14.9", digest), pod(2, "B", "2.15.2", "other"));

    assertThat(rules(Optional.of(BEFORE)).earlier(List.of(SERVICE, NEWER), facts))
        .containsExactly(SERVICE, OLDER);
  }

  @Test
  void notWhereServersOfTheEarlierTemplateHaveAnotherOne() {
    RollFacts facts = facts(pod(0, "A", "2.14.9", "another"), pod(2, "B", "2.15.2", "other"));

    assertThat(rules(Optional.of(BEFORE)).earlier(List.of(SERVICE, NEWER), facts))
        .containsExactly(SERVICE, NEWER);
    assertThat(rules(Optional.empty()).earlier(List.of(NEWER), facts)).containsExactly(NEWER);
  }

  private ClusterStopRules rules(Optional<Blueprint> earlier) {
    var client = new KubernetesClientBuilder().withConfig(Config.empty()).build();
    var means =
        new ClusterStopRules.Means(
            (_, _) -> before(),
            (_, _, _, target) -> {
              targets.add(target);
              return Optional.empty();
            });
    Live resource = resource("7");
    return new ClusterStopRules(
        resource,
        cluster(BEFORE),
        earlier.map(ClusterStopRulesTest::cluster),
        new StatusJournal(new KubernetesObjects(client), InstantSource.system(), resource),
        means);
  }

  private static ChangeSet before() {
    return new ChangeSet(
        BEFORE,
        Optional.of(ChangeSetTest.aim()),
        List.of(),
        List.of(SERVICE, OLDER),
        List.of(),
        AddonDraft.NONE,
        List.of(),
        Optional.empty());
  }

  private static NatsCluster cluster(Blueprint blueprint) {
    return new NatsCluster("nats", "orders", blueprint.spec());
  }

  private static Live resource(String revision) {
    return new Live(
        Kind.NATS_CLUSTER,
        Tree.object(
            "metadata",
            Tree.object(
                "name",
                "orders",
                "namespace",
                "nats",
                "annotations",
                Tree.object(Labels.REVISION, revision))));
  }

  private static RollFacts facts(ServerPod... pods) {
    return new RollFacts(
        3,
        Optional.of(new SetFacts(2, 3, 1, 1, "A", "B")),
        true,
        List.of(pods),
        Optional.of(0),
        new HealthVerdict.NotAsked(),
        false);
  }

  private static ServerPod pod(int ordinal, String revision, String version, String digest) {
    var live =
        new Live(
            Kind.POD,
            Tree.object(
                "metadata",
                Tree.object(
                    "name",
                    "orders-" + ordinal,
                    "labels",
                    Tree.object("app.kubernetes.io/version", version),
                    "annotations",
                    Tree.object("checksum/config", digest))));
    return new ServerPod(ordinal, live, revision, true, "", Optional.empty(), 0, false);
  }

  private static Change made(Kind kind, String name) {
    return new Change.Create(
        new Manifest(kind, Tree.object("name", name, "namespace", "nats"), Tree.object()));
  }
}
