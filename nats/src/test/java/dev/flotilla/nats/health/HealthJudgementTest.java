// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.system.HealthError;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.MetaReplica;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.ServerVariables;
import dev.flotilla.nats.testing.ExpectedServers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthJudgementTest {
  private static final Expected THREE =
      new Expected(
          ExpectedServers.alike(
              "a", 3, new Expected.Server(Optional.of("2.15.2"), Optional.of("sha256:new"))),
          true);

  private final Map<String, ServerVariables> variables = new HashMap<>();
  private final Map<String, ServerHealth> health = new HashMap<>();
  private final Map<String, JetStreamView> jetStream = new HashMap<>();

  @BeforeEach
  void threeHealthyServers() {
    for (String name : List.of("a-0", "a-1", "a-2")) {
      variables.put(name, variables("2.15.2", "sha256:new"));
      health.put(name, new ServerHealth("ok", 200, null, List.of()));
      jetStream.put(name, view("a-0", 3, List.of()));
    }
    jetStream.put("a-0", view("a-0", 3, List.of(replica("a-1", true), replica("a-2", true))));
  }

  @Test
  void everythingAsExpectedIsHealthy() {
    assertThat(judge(THREE)).isEqualTo(new Healthy());
  }

  @Test
  void silentServerIsNamed() {
    health.remove("a-1");
    assertUnhealthy(Reason.SERVERS_MISSING, "a-1");
  }

  @Test
  void strangerIsNamed() {
    variables.put("b-7", variables("2.15.2", "sha256:new"));
    assertUnhealthy(Reason.UNEXPECTED_SERVER, "b-7");
  }

  @Test
  void olderVersionIsNamed() {
    variables.put("a-2", variables("2.14.9", "sha256:new"));
    assertUnhealthy(Reason.VERSION_DIFFERS, "a-2");
  }

  @Test
  void olderConfigurationIsNamed() {
    variables.put("a-0", variables("2.15.2", "sha256:old"));
    assertUnhealthy(Reason.CONFIGURATION_DIFFERS, "a-0");
  }

  @Test
  void serverThatReportsNoDigestHasAnotherConfiguration() {
    variables.put("a-0", variables("2.15.2", null));
    assertUnhealthy(Reason.CONFIGURATION_DIFFERS, "a-0");
  }

  @Test
  void serverWithoutJetStreamIsNamed() {
    jetStream.put("a-1", new JetStreamView(true, null, 0, 0));
    assertUnhealthy(Reason.JETSTREAM_DIFFERS, "a-1");
  }

  @Test
  void twoMetaLeadersAreNone() {
    jetStream.put("a-2", view("a-2", 3, List.of()));
    assertUnhealthy(Reason.NO_META_LEADER, "");
  }

  @Test
  void unknownMetaLeaderIsNone() {
    jetStream.put("a-2", view(null, 3, List.of()));
    assertUnhealthy(Reason.NO_META_LEADER, "");
  }

  @Test
  void metaGroupThatCountsAGoneServerIsTooLarge() {
    jetStream.put("a-1", view("a-0", 4, List.of()));
    assertUnhealthy(Reason.META_GROUP_SIZE, "4");
  }

  @Test
  void replicaBehindTheLeaderIsNamed() {
    jetStream.put("a-0", view("a-0", 3, List.of(replica("a-1", true), replica("a-2", false))));
    assertUnhealthy(Reason.META_REPLICA_BEHIND, "a-2");
  }

  @Test
  void whatFollowersThinkOfReplicasDoesNotCount() {
    jetStream.put("a-1", view("a-0", 3, List.of(replica("a-0", false), replica("a-2", false))));
    assertThat(judge(THREE)).isEqualTo(new Healthy());
  }

  @Test
  void brokenStreamIsToldFromABrokenServer() {
    health.put(
        "a-1",
        unavailable(
            new HealthError("STREAM", "AKEY", "ORDERS", null, "AKEY > ORDERS is not current")));
    assertUnhealthy(
        Reason.ASSET_UNHEALTHY,
        "a-1 reports on stream ORDERS in account shop: shop > ORDERS is not current");
    health.put("a-2", unavailable(new HealthError("JETSTREAM", null, null, null, "no contact")));
    assertUnhealthy(Reason.SERVER_UNHEALTHY, "a-2 reports: no contact");
  }

  @Test
  void errorWithoutDetailsIsTheServersOwn() {
    health.put("a-1", new ServerHealth("unavailable", 503, "starting", List.of()));
    assertUnhealthy(Reason.SERVER_UNHEALTHY, "a-1 reports: starting");
  }

  @Test
  void serverAloneNeedsNoMetaLeader() {
    Expected one = new Expected(ExpectedServers.alike("a", 1, Expected.Server.ANY), true);
    variables.keySet().retainAll(List.of("a-0"));
    jetStream.put("a-0", new JetStreamView(false, null, 0, 0));
    assertThat(judge(one)).isEqualTo(new Healthy());
  }

  @Test
  void aMetaGroupOfJoinedClustersIsLarger() {
    joined("b-0", replica("a-0", true), replica("a-1", true), replica("a-2", true));
    assertThat(judge(joint(false))).isEqualTo(new Healthy());
    assertThat(judge(joint(true))).isEqualTo(new Healthy());
  }

  @Test
  void whatIsBehindElsewhereIsSaidAndNoIllness() {
    joined("a-0", replica("a-1", true), replica("a-2", true), replica("b-0", false));
    assertThat(judge(joint(false)))
        .isInstanceOfSatisfying(
            Healthy.class, healthy -> assertThat(healthy.elsewhere().orElse("")).contains("b-0"));
  }

  @Test
  void whatIsBehindHereIsAnIllness() {
    joined("b-0", replica("a-0", true), replica("a-1", false), replica("a-2", true));
    assertUnhealthy(joint(false), Reason.META_REPLICA_BEHIND, "a-1");
  }

  @Test
  void aLeaderElsewhereThatSaysNothingIsSaid() {
    joined("b-0");
    jetStream.remove("b-0");
    assertThat(judge(joint(false)))
        .isInstanceOfSatisfying(Healthy.class, it -> assertThat(it.elsewhere()).isPresent());
  }

  @Test
  void aLostMajorityOfJoinedClustersSaysHowManyThereAre() {
    List.of("a-0", "a-1", "a-2").forEach(name -> jetStream.put(name, view(null, 6, List.of())));
    assertUnhealthy(joint(false), Reason.NO_META_LEADER, "6 servers across the supercluster");
  }

  @Test
  void aGuestWithAMetaGroupOfItsOwnHasNotJoined() {
    assertThat(judge(joint(false))).isEqualTo(new Healthy());
    assertUnhealthy(joint(true), Reason.META_GROUP_SIZE, "no gateway has connected them");
  }

  private void joined(String leader, MetaReplica... replicas) {
    List.of("a-0", "a-1", "a-2").forEach(name -> jetStream.put(name, view(leader, 6, List.of())));
    jetStream.put(leader, view(leader, 6, List.of(replicas)));
  }

  private static Expected joint(boolean guest) {
    return new Expected(THREE.servers(), true, Optional.of(new JointCluster("a", guest)));
  }

  private void assertUnhealthy(Reason reason, String part) {
    assertUnhealthy(THREE, reason, part);
  }

  private void assertUnhealthy(Expected expected, Reason reason, String part) {
    assertThat(judge(expected))
        .isInstanceOfSatisfying(
            Unhealthy.class,
            unhealthy -> {
              assertThat(unhealthy.reason()).isEqualTo(reason);
              assertThat(unhealthy.sentence()).contains(part);
            });
  }

  private Health judge(Expected expected) {
    return HealthJudgement.judge(
        expected, new Observed(variables, health, jetStream).named(Map.of("AKEY", "shop")));
  }

  private static ServerVariables variables(String version, @Nullable String digest) {
    return new ServerVariables("N", version, Instant.EPOCH, Instant.EPOCH, digest);
  }

  private static JetStreamView view(@Nullable String leader, int size, List<MetaReplica> replicas) {
    return new JetStreamView(false, new MetaGroup(leader, size, replicas), 0, 0);
  }

  private static MetaReplica replica(String name, boolean current) {
    return new MetaReplica(name, current, false, 0);
  }

  private static ServerHealth unavailable(HealthError error) {
    return new ServerHealth("unavailable", 503, null, List.of(error));
  }
}
