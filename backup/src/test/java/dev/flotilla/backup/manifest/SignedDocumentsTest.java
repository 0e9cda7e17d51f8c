// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.manifest.Damage.Code;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SignedDocumentsTest {
  private static final Ed25519Signer SIGNER = TestSets.signer();
  private static final SignedDocuments DOCUMENTS = new SignedDocuments(Set.of(SIGNER.keyId()));
  private static final SetName SET = TestSets.name(TestSets.id(30));
  private static final Manifest MANIFEST = TestSets.manifest(SET, TestSets.id(10));

  @Test
  void whatIsSealedIsOpenedAsItWas() {
    assertThat(open(sealed())).isEqualTo(new Reading.Trusted<>(MANIFEST, SIGNER.keyId()));
  }

  @Test
  void theSameManifestGivesTheSameBytes() throws IOException {
    Manifest read = SetJson.read(SetJson.tree(SetJson.write(MANIFEST)), Manifest.class);

    assertThat(SignedDocuments.seal(DocumentKind.MANIFEST, read, SIGNER)).isEqualTo(sealed());
    assertThat(new String(payload(), UTF_8))
        .startsWith("{\"version\":1,\"set\":{\"member\":\"berlin\"")
        .contains("\"started\":\"2026-12-01T18:30:00Z\"", "\"kind\":\"incremental\"");
  }

  @Test
  void anUnknownSignerIsAnOutcomeOfItsOwn() {
    Ed25519Signer other = TestSets.signer();

    assertThat(open(SignedDocuments.seal(DocumentKind.MANIFEST, MANIFEST, other)))
        .isEqualTo(new Reading.UnknownSigner<>(MANIFEST, other.keyId()));
  }

  @Test
  void everyFlippedBitIsSeen() {
    byte[] bytes = sealed();
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << at % 7);
      Reading<Manifest> reading = open(flipped);
      // A bit of Base64 that carries nothing may flip: then the content is the same.
      if (!(reading instanceof Reading.Damaged<Manifest>)) {
        assertThat(reading).isEqualTo(new Reading.Trusted<>(MANIFEST, SIGNER.keyId()));
      }
    }
  }

  @Test
  void everyCutIsSeen() {
    byte[] bytes = sealed();
    for (int end = 0; end < bytes.length; end++) {
      assertDamaged(Arrays.copyOf(bytes, end));
    }
  }

  @Test
  void whatIsWrongHasItsOwnCode() throws IOException {
    assertThat(assertDamaged("{".getBytes(UTF_8))).isEqualTo(Code.NOT_JSON);
    assertThat(assertDamaged(new byte[0])).isIn(Code.NOT_JSON, Code.NOT_AN_ENVELOPE);
    assertThat(assertDamaged("[1]".getBytes(UTF_8))).isEqualTo(Code.NOT_AN_ENVELOPE);
    assertThat(assertDamaged("null".getBytes(UTF_8))).isEqualTo(Code.NOT_AN_ENVELOPE);
    assertThat(assertDamaged("{\"payload\":1}".getBytes(UTF_8))).isEqualTo(Code.NOT_AN_ENVELOPE);
    assertThat(assertDamaged(changed(tree -> tree.put("payloadType", "other"))))
        .isEqualTo(Code.OTHER_KIND);
    assertThat(assertDamaged(changed(tree -> ((ArrayNode) tree.path("signatures")).removeAll())))
        .isEqualTo(Code.UNSIGNED);
    assertThat(assertDamaged(changed(tree -> tree.put("payload", "e30="))))
        .isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(assertDamaged(changed(tree -> signature(tree).put("keyid", "ed25519:AAAA"))))
        .isEqualTo(Code.SIGNATURE_WRONG);
  }

  @Test
  void aSignatureOverOneKindIsWorthNothingForAnother() throws IOException {
    byte[] stream = SignedDocuments.seal(DocumentKind.STREAM, TestSets.stream(SET), SIGNER);
    ObjectNode tree = (ObjectNode) SetJson.tree(stream);
    tree.put("payloadType", DocumentKind.MANIFEST.payloadType());

    assertThat(assertDamaged(stream)).isEqualTo(Code.OTHER_KIND);
    assertThat(assertDamaged(SetJson.write(tree))).isEqualTo(Code.SIGNATURE_WRONG);
  }

  @Test
  void aNewerVersionAndAnotherShapeAreNamed() throws IOException {
    assertThat(assertDamaged(resealed(tree -> tree.put("version", 2).put("streams", "other"))))
        .isEqualTo(Code.NEWER_VERSION);
    assertThat(assertDamaged(resealed(tree -> tree.remove("clusterUid")))).isEqualTo(Code.SHAPE);
    assertThat(assertDamaged(resealed(tree -> tree.put("streams", "other")))).isEqualTo(Code.SHAPE);
    assertThat(assertDamaged(resealed(tree -> tree.remove("base")))).isEqualTo(Code.SHAPE);
    assertThat(assertDamaged(resealed(tree -> tree.withObject("/set").put("id", "../other"))))
        .isEqualTo(Code.SHAPE);
    assertThat(
            assertDamaged(
                resealed(tree -> ((ObjectNode) tree.at("/streams/0/object")).remove("sha256"))))
        .isEqualTo(Code.SHAPE);
    assertThat(
            assertDamaged(
                resealed(tree -> ((ObjectNode) tree.at("/streams/0/object")).put("sha256", "00"))))
        .isEqualTo(Code.SUM_WRONG);
  }

  @Test
  void fieldsOfLaterReleasesArePassedOverAndListsOfEarlierOnesMayLack() throws IOException {
    byte[] bytes =
        resealed(
            tree -> {
              tree.put("addedLater", true);
              tree.remove("notSaved");
            });

    assertThat(open(bytes))
        .isInstanceOfSatisfying(
            Reading.Trusted.class,
            trusted -> assertThat(((Manifest) trusted.value()).notSaved()).isEmpty());
  }

  @Test
  void aPairOfKeysIsCheckedAndNotShown() throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] pkcs8 = pair.getPrivate().getEncoded();

    assertThat(Ed25519Signer.of(pkcs8, pair.getPublic().getEncoded()).toString())
        .isEqualTo(SigningKeys.id(pair.getPublic()));
    assertThatThrownBy(() -> Ed25519Signer.of(pkcs8, other.getPublic().getEncoded()))
        .hasMessageContaining("no pair");
    assertThatThrownBy(() -> Ed25519Signer.of(new byte[3], new byte[3]))
        .hasMessageContaining("not a pair");
  }

  @Test
  void idsSortByTimeAndKeysOfStreamsNeverMeet() {
    String first = SetId.at(TestSets.START, RandomGenerator.getDefault());
    String second = SetId.at(TestSets.START.plusSeconds(1), RandomGenerator.getDefault());
    SetLayout layout = new SetLayout(SET);

    assertThat(first).matches("20261201t183000z-[a-z0-9]{6}").isLessThan(second);
    assertThat(SetId.start(first)).contains(TestSets.START);
    assertThat(List.of("20261301t183000z-aaaaaa", "x", "20261201t183000z")).noneMatch(SetId::isOne);
    assertThat(
            Set.of(
                layout.record(new StreamName("A", "a", "x y")),
                layout.record(new StreamName("A", "a", "x_y")),
                layout.record(new StreamName("B", "a", "x y")),
                layout.record(new StreamName("A", "a", "ü".repeat(300)))))
        .hasSize(4)
        .allMatch(key -> key.matches("[A-Za-z0-9._/-]{1,200}"));
  }

  private static byte[] sealed() {
    return SignedDocuments.seal(DocumentKind.MANIFEST, MANIFEST, SIGNER);
  }

  private static Reading<Manifest> open(byte[] bytes) {
    return DOCUMENTS.open(DocumentKind.MANIFEST, bytes);
  }

  private static Code assertDamaged(byte[] bytes) {
    Reading<Manifest> reading = open(bytes);
    assertThat(reading).isInstanceOf(Reading.Damaged.class);
    return ((Reading.Damaged<Manifest>) reading).damage().code();
  }

  private static byte[] payload() throws IOException {
    return Base64.getDecoder().decode(SetJson.tree(sealed()).path("payload").asText());
  }

  private static ObjectNode signature(JsonNode tree) {
    return (ObjectNode) tree.at("/signatures/0");
  }

  private static byte[] changed(Consumer<ObjectNode> change) throws IOException {
    ObjectNode tree = (ObjectNode) SetJson.tree(sealed());
    change.accept(tree);
    return SetJson.write(tree);
  }

  /** The manifest with a change, rightly signed. */
  private static byte[] resealed(Consumer<ObjectNode> change) throws IOException {
    ObjectNode manifest = (ObjectNode) SetJson.tree(payload());
    change.accept(manifest);
    return SignedDocuments.seal(
        DocumentKind.MANIFEST.payloadType(), SetJson.write(manifest), SIGNER);
  }
}
