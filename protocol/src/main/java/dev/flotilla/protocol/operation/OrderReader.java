// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.util.Map;

/**
 * Reads an order whole or not at all. Everywhere else a field that is not known is ignored; an
 * order without one of its parameters would be another order.
 */
final class OrderReader extends JsonDeserializer<Order> {

  private static final String TYPE = "type";

  /** One row for each type of order. */
  private static final Map<String, Class<? extends Order>> TYPES =
      Map.of(
          Order.Deploy.TYPE,
          Order.Deploy.class,
          Order.Upgrade.TYPE,
          Order.Upgrade.class,
          Order.Restart.TYPE,
          Order.Restart.class,
          Order.Abort.TYPE,
          Order.Abort.class,
          Order.Backup.TYPE,
          Order.Backup.class,
          Order.Restore.TYPE,
          Order.Restore.class);

  @Override
  public Order deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!(parser.readValueAsTree() instanceof ObjectNode tree)) {
      throw JsonMappingException.from(parser, "an order is an object with a type");
    }
    String type = tree.path(TYPE).asText();
    Class<? extends Order> known = TYPES.get(type);
    return known == null
        ? new Order.Unknown(type, tree, "there is no operation type '" + type + "'")
        : whole(type, tree, known);
  }

  private static Order whole(String type, ObjectNode tree, Class<? extends Order> known)
      throws IOException {
    ObjectReader strict =
        Json.mapper().readerFor(known).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    try {
      ObjectNode parameters = tree.deepCopy();
      parameters.remove(TYPE);
      return strict.readValue((JsonNode) parameters);
    } catch (UnrecognizedPropertyException newer) {
      return new Order.Unknown(
          type, tree, "operation type " + type + " has no field '" + newer.getPropertyName() + "'");
    } catch (ValueInstantiationException | MismatchedInputException incomplete) {
      return new Order.Unknown(
          type, tree, "operation type " + type + ": " + incomplete.getOriginalMessage());
    }
  }
}
