// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.Json;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a member should do, with its parameters: {@code {"type": "deploy"}}. Closed: no order
 * executes arbitrary commands. An order that this build does not know whole is {@link Unknown}, so
 * that an agent refuses it instead of carrying out a part of it.
 */
@JsonDeserialize(using = OrderReader.class)
public sealed interface Order {

  /** The word on the wire, such as {@code deploy}. */
  String type();

  /** Apply the document of a NatsCluster. */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  record Deploy() implements Order {
    /** The word on the wire. */
    public static final String TYPE = "deploy";

    @Override
    public String type() {
      return TYPE;
    }

    @JsonValue
    ObjectNode tree() {
      return Json.mapper().createObjectNode().put("type", TYPE);
    }
  }

  /**
   * Bring a NatsCluster's servers to a version, by the versions on the way; the document that comes
   * with it says nothing else than the one before.
   *
   * @param version of nats-server, such as {@code 2.15.3}
   */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  record Upgrade(String version) implements Order {
    /** The word on the wire. */
    public static final String TYPE = "upgrade";

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Upgrade {
      Objects.requireNonNull(version, "an upgrade has no version");
    }

    @Override
    public String type() {
      return TYPE;
    }

    @JsonValue
    ObjectNode tree() {
      return Json.mapper().createObjectNode().put("type", TYPE).put("version", version);
    }
  }

  /**
   * Restart a NatsCluster's servers, one at a time; the document that comes with it requests that,
   * and says nothing else than the one before.
   *
   * @param server ordinal of the only one to restart; empty for all of them
   */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  record Restart(OptionalInt server) implements Order {
    /** The word on the wire. */
    public static final String TYPE = "restart";

    @JsonCreator
    static Restart read(@JsonProperty("server") @Nullable Integer server) {
      return new Restart(server == null ? OptionalInt.empty() : OptionalInt.of(server));
    }

    @Override
    public String type() {
      return TYPE;
    }

    @JsonValue
    ObjectNode tree() {
      ObjectNode tree = Json.mapper().createObjectNode().put("type", TYPE);
      server.ifPresent(ordinal -> tree.put("server", ordinal));
      return tree;
    }
  }

  /**
   * Bring a NatsCluster's servers back to what they were last verified with; the document that
   * comes with it says nothing else than the one before.
   */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  record Abort() implements Order {
    /** The word on the wire. */
    public static final String TYPE = "abort";

    @Override
    public String type() {
      return TYPE;
    }

    @JsonValue
    ObjectNode tree() {
      return Json.mapper().createObjectNode().put("type", TYPE);
    }
  }

  /** Make the set that the document of a NatsBackup describes. */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  record Backup() implements Order {
    /** The word on the wire. */
    public static final String TYPE = "backup";

    @Override
    public String type() {
      return TYPE;
    }

    @JsonValue
    ObjectNode tree() {
      return Json.mapper().createObjectNode().put("type", TYPE);
    }
  }

  /** Bring back the streams that the document of a NatsRestore describes. */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  record Restore() implements Order {
    /** The word on the wire. */
    public static final String TYPE = "restore";

    @Override
    public String type() {
      return TYPE;
    }

    @JsonValue
    ObjectNode tree() {
      return Json.mapper().createObjectNode().put("type", TYPE);
    }
  }

  /**
   * An order of a newer build.
   *
   * @param type its word; empty when it has none
   * @param tree the order as it was sent
   * @param reason what of it this build does not know, in a few words
   */
  record Unknown(String type, @JsonValue ObjectNode tree, String reason) implements Order {}
}
