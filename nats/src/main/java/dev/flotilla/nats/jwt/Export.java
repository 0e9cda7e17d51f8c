// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that an account offers to every other account of its operator.
 *
 * @param crossing stream or service
 * @param subject may hold wildcards
 * @param name name for people
 * @param manyReplies whether a service may answer one request with several messages; meaningless
 *     for a stream
 */
public record Export(Crossing crossing, String subject, String name, boolean manyReplies) {
  /** A service that answers each request once. */
  public static Export service(String subject, String name) {
    return new Export(Crossing.SERVICE, subject, name, false);
  }

  /** A stream of messages. */
  public static Export stream(String subject, String name) {
    return new Export(Crossing.STREAM, subject, name, false);
  }

  ObjectNode json() {
    ObjectNode export = JsonNodeFactory.instance.objectNode();
    export.put("name", name);
    export.put("subject", subject);
    export.put("type", crossing.text());
    if (manyReplies && crossing == Crossing.SERVICE) {
      export.put("response_type", "Stream");
    }
    return export;
  }
}
