// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret is found however it was wrapped, and nothing is found where none is. */
class SecretSearchTest {
  private static final String TEXT = "SUAM" + random(40);

  private static final Map<String, UnaryOperator<byte[]>> WRAPPINGS =
      Map.of(
          "base64", bytes -> ascii(Base64.getEncoder().encodeToString(bytes)),
          "base64 for URLs", bytes -> ascii(Base64.getUrlEncoder().encodeToString(bytes)),
          "base64 in lines", bytes -> Base64.getMimeEncoder().encode(bytes),
          "hex", bytes -> ascii(HexFormat.of().formatHex(bytes)),
          "capital hex", bytes -> ascii(HexFormat.of().withUpperCase().formatHex(bytes)),
          "gzip", SecretSearchTest::zipped,
          "JSON",
              bytes ->
                  ascii("{\"key\":\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"}"),
          "the text around it",
              bytes -> ascii("x" + new String(bytes, StandardCharsets.ISO_8859_1) + "yz"));

  static Stream<List<String>> onceAndTwice() {
    return WRAPPINGS.keySet().stream()
        .flatMap(
            outer ->
                Stream.concat(
                    Stream.of(List.of(outer)),
                    WRAPPINGS.keySet().stream().map(inner -> List.of(inner, outer))));
  }

  @ParameterizedTest
  @MethodSource("onceAndTwice")
  void findsASecretInEveryWrapping(List<String> wrappings) {
    byte[] wrapped = ascii(TEXT);
    for (String wrapping : wrappings) {
      wrapped = Objects.requireNonNull(WRAPPINGS.get(wrapping)).apply(wrapped);
    }

    assertThat(search(Secret.text("seed", TEXT), wrapped))
        .containsExactly(new SecretSearch.Finding("seed", "here"));
    assertThat(search(Secret.text("seed", "SUAM" + random(40)), wrapped)).isEmpty();
  }

  @Test
  void findsAPrivateKeyHoweverItIsWritten() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
    Secret secret = Secret.pem("key", pem);

    for (byte[] written :
        List.of(
            ascii(pem),
            ascii(pem.replace("\n", "\\n")),
            ascii(pem.replace("\n", "\n    ")),
            ascii(Base64.getEncoder().encodeToString(ascii(pem))),
            key,
            zipped(key))) {
      assertThat(search(secret, written)).hasSize(1);
    }
  }

  @Test
  void aFindingDoesNotRepeatTheSecret() {
    Secret secret = Secret.text("seed", TEXT);

    assertThat(search(secret, ascii(TEXT)).toString() + secret).doesNotContain(TEXT);
  }

  private static List<SecretSearch.Finding> search(Secret secret, byte[] bytes) {
    return new SecretSearch(List.of(secret)).in(Stream.of(new Content("here", bytes)));
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String random(int characters) {
    byte[] bytes = new byte[characters];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes).substring(0, characters);
  }
}
