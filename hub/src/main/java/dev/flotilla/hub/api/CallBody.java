// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.protocol.Code;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads request bodies: JSON, or YAML for its media types. A duplicate field is an error. */
public final class CallBody {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private CallBody() {}

  /**
   * The object in a body.
   *
   * @param mediaType of the body; null for JSON
   */
  public static ObjectNode object(byte[] bytes, @Nullable String mediaType) {
    boolean yaml = mediaType != null && mediaType.toLowerCase(Locale.ROOT).contains("yaml");
    try {
      JsonNode node = (yaml ? YAML : JSON).readTree(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw malformed("The body is not an object.");
    } catch (JacksonException unreadable) {
      throw malformed("The body cannot be read: " + firstLine(unreadable));
    } catch (IOException impossible) {
      throw malformed("The body cannot be read.");
    }
  }

  private static String firstLine(JacksonException unreadable) {
    return unreadable
        .getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("it does not match its content type");
  }

  private static RejectedCall malformed(String message) {
    return new RejectedCall(
        Rejection.of(
            Rejection.Kind.MALFORMED,
            Code.MALFORMED,
            message,
            "Send one JSON object, or YAML with Content-Type application/yaml."));
  }
}
