// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final Set<String> THREE = Set.of("n0", "n1", "n2");
  private static final Asset STREAM = new Asset("AKEY", "shop", "ORDERS", "");
  private static final Asset CONSUMER = new Asset("AKEY", "shop", "ORDERS", "bill");

  private final Map<String, Map<Asset, Replica>> servers = new TreeMap<>();

  @Test
  void copiesAtTheMarkAreEnoughHoweverFarTheLeaderIs() {
    led(STREAM, "n0", 90_000);
    follows(STREAM, "n1", 80_001);
    follows(STREAM, "n2", 85_000);

    assertThat(judged(STREAM, 80_001).complete()).isTrue();
  }

  @Test
  void aCopyBehindTheMarkIsNamedWithHowFarItIs() {
    led(STREAM, "n0", 80_001);
    follows(STREAM, "n1", 70_994);
    follows(STREAM, "n2", 80_001);

    CatchUp seen = judged(STREAM, 80_001);

    assertThat(seen.sentence())
        .contains("n1 has not caught up on stream ORDERS in account shop: 70,994 of 80,001.");
    assertThat(seen.missing()).isEqualTo(9_007);
  }

  @Test
  void theLargestGapComesFirst() {
    led(STREAM, "n0", 100);
    follows(STREAM, "n1", 99);
    follows(STREAM, "n2", 1);

    assertThat(judged(STREAM, 100).sentence().orElseThrow())
        .startsWith("n2 ")
        .endsWith("1 of 100. 1 more copies are behind.");
  }

  @Test
  void aCopyThatIsNotThereYetIsAGap() {
    led(CONSUMER, "n0", 7);
    follows(CONSUMER, "n1", 7);
    servers.put("n2", Map.of());

    assertThat(judged(CONSUMER, 7).sentence())
        .contains(
            "n2 does not have its copy of consumer bill of stream ORDERS in account shop: 0 of 7.");
  }

  @Test
  void aServerThatSaysNothingIsAGapWhateverItsLeaderThinks() {
    led(STREAM, "n0", 5);
    follows(STREAM, "n1", 5);
    servers.remove("n2");

    assertThat(judged(STREAM, 5).sentence().orElseThrow()).startsWith("n2 does not say");
  }

  @Test
  void aMemberThatTheLeaderHasNotHeardLatelyIsAGap() {
    servers.put(
        "n0", Map.of(Asset.META, new Replica(0, "n0", List.of(peer("n1", 1), peer("n2", 7)))));
    servers.put("n1", Map.of(Asset.META, new Replica(0, "n0", List.of())));
    servers.put("n2", Map.of(Asset.META, new Replica(0, "n0", List.of())));

    assertThat(judged(Asset.META, 0).sentence())
        .contains("n0, which leads the meta group, has not heard from n2 for 7 s.");
  }

  @Test
  void anAssetWithoutALeaderIsAGap() {
    servers.put("n0", Map.of(STREAM, new Replica(5, "", List.of())));
    servers.put("n1", Map.of(STREAM, new Replica(5, "", List.of())));

    assertThat(judged(STREAM, 5).sentence())
        .contains("There is no leader of stream ORDERS in account shop.");
  }

  @Test
  void aLeaderThatDoesNotAnswerIsAGap() {
    servers.put("n0", Map.of(STREAM, new Replica(5, "n2", List.of())));

    assertThat(judged(STREAM, 5).sentence().orElseThrow()).startsWith("n2 leads stream ORDERS");
  }

  @Test
  void whatWasDeletedOrBeganAnewHoldsNobody() {
    assertThat(judged(STREAM, 5).complete()).isTrue();
    led(STREAM, "n0", 2);
    follows(STREAM, "n1", 2);
    follows(STREAM, "n2", 2);
    assertThat(judged(STREAM, 5).complete()).isTrue();
  }

  @Test
  void aServerThatIsNoMemberNeedsNoCopy() {
    servers.put("n0", Map.of(STREAM, new Replica(5, "n0", List.of(peer("n1", 0)))));
    follows(STREAM, "n1", 5);
    assertThat(judged(STREAM, 5).complete()).isTrue();
  }

  @Test
  void aMetaLeaderElsewhereIsNoMatterHere() {
    for (String server : THREE) {
      servers.put(server, Map.of(Asset.META, new Replica(0, "west-1", List.of())));
    }
    assertThat(judged(Asset.META, 0).complete()).isTrue();
  }

  @Test
  void onlyALeaderWithOthersCanMove() {
    led(STREAM, "n0", 5);
    servers.put("n1", Map.of(CONSUMER, new Replica(5, "n1", List.of())));
    SeenReplicas seen = new SeenReplicas(servers);

    assertThat(seen.ledBy("n0")).containsExactly(STREAM);
    assertThat(seen.ledBy("n1")).isEmpty();
    assertThat(seen.leaders()).containsEntry(STREAM, 5L);
  }

  @Test
  void aRouteThatIsMissingIsNamed() {
    Map<String, Set<String>> routes = new TreeMap<>();
    routes.put("n0", Set.of("n1", "n2"));
    routes.put("n1", Set.of("n0", "n2"));
    routes.put("n2", Set.of("n0"));
    assertThat(Routes.missing(THREE, routes)).contains("n2 has no route to n1.");
    routes.put("n2", Set.of("n0", "n1"));
    assertThat(Routes.missing(THREE, routes)).isEmpty();
  }

  private CatchUp judged(Asset asset, long mark) {
    return CatchUp.of(Map.of(asset, mark), THREE, new SeenReplicas(servers));
  }

  private void led(Asset asset, String leader, long position) {
    List<Replica.Peer> peers = new ArrayList<>();
    THREE.stream()
        .filter(name -> !name.equals(leader))
        .sorted()
        .forEach(name -> peers.add(peer(name, 0)));
    servers.put(leader, Map.of(asset, new Replica(position, leader, peers)));
  }

  private void follows(Asset asset, String server, long position) {
    servers.put(server, Map.of(asset, new Replica(position, "n0", List.of())));
  }

  private static Replica.Peer peer(String name, int seconds) {
    return new Replica.Peer(name, false, Duration.ofSeconds(seconds));
  }
}
