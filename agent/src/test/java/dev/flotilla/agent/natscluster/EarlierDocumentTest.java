// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlierDocumentTest {
  private static final String VERIFIED =
      "'status':{'verified':{'spec':{'version':'2.14.9','replicas':3,'waivers':['EVEN_REPLICAS']}}}";

  @Test
  void aDocumentThatAbortsNothingIsWhatItSays() {
    Live resource = resource("{'version':'2.15.2'}", VERIFIED);

    assertThat(EarlierDocument.effective(resource)).isEqualTo(resource);
    assertThat(EarlierDocument.missing(resource)).isEmpty();
  }

  @Test
  void anAbortStandsForTheDocumentThatWasVerified() {
    Live resource =
        resource(
            "{'version':'2.15.2','replicas':5,'abort':true,'waivers':['FEATURES_IN_USE']}",
            VERIFIED);

    Object spec = Tree.at(EarlierDocument.effective(resource).tree(), "spec").orElseThrow();

    assertThat(Tree.text(spec, "version")).isEqualTo("2.14.9");
    assertThat(Tree.number(spec, "replicas")).isEqualTo(3);
    assertThat(Tree.flag(spec, "abort")).isTrue();
    assertThat(Tree.list(spec, "waivers").toString()).isEqualTo("[EVEN_REPLICAS, FEATURES_IN_USE]");
  }

  @Test
  void aPauseIsThatOfThePresentDocument() {
    Live resource = resource("{'version':'2.15.2','abort':true,'paused':true}", VERIFIED);

    assertThat(Tree.flag(EarlierDocument.effective(resource).tree(), "spec", "paused")).isTrue();
  }

  @Test
  void withoutAVerifiedStateThereIsNothingToReturnTo() {
    Live resource = resource("{'version':'2.15.2','abort':true}", "'status':{}");

    assertThat(EarlierDocument.effective(resource)).isEqualTo(resource);
    assertThat(EarlierDocument.missing(resource))
        .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("NOTHING_VERIFIED"));
  }

  @Test
  void isReadByTheCatalogueInForce() {
    Live resource = resource("{'version':'2.15.2'}", VERIFIED);

    assertThat(EarlierDocument.of(resource, Catalogue.bundled()))
        .hasValueSatisfying(
            cluster -> assertThat(cluster.spec().servers().version()).isEqualTo("2.14.9"));
  }

  @Test
  void remembersWhatIsThereOnce() {
    Live resource = resource("{'version':'2.15.2'}", VERIFIED);
    var first = EarlierDocument.verified(resource, null);

    assertThat(EarlierDocument.verified(resource, first)).isSameAs(first);
    assertThat(EarlierDocument.verified(resource("{'version':'2.14.9'}", VERIFIED), first))
        .isNotEqualTo(first);
  }

  @SuppressWarnings("unchecked") // An object is read as a map.
  private static Live resource(String spec, String status) {
    String text =
        "{'apiVersion':'flotilla.dev/v1alpha1','kind':'NatsCluster','metadata':{'namespace':'nats','name':'orders'},'spec':"
            + spec
            + ","
            + status
            + "}";
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new Live(Kind.NATS_CLUSTER, Json.read(json, Map.class));
  }
}
