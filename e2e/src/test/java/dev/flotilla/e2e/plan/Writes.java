// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is done to the objects of a NatsCluster: {@code create}, {@code change} or {@code delete} by
 * object, such as {@code secrets orders-keys}. Of an object that is written more than once it is
 * the first write that counts.
 *
 * @param actions by object
 */
record Writes(Map<String, String> actions) {

  private static final Set<String> VERBS = Set.of("create", "update", "patch", "delete");

  /** The agent's records of what it does; a plan is about what they are of. */
  private static final Set<String> RECORDS = Set.of("natsoperations", "events", "leases");

  /** Servers are planned one by one, and not as objects. */
  private static final Pattern SERVER = Pattern.compile("pods .*-\\d+");

  Writes {
    actions = new TreeMap<>(actions);
  }

  /** What a plan names. */
  static Writes planned(JsonNode plan) {
    var actions = new TreeMap<String, String>();
    for (JsonNode object : plan.path("objects")) {
      var action = object.path("action").asText();
      if (!action.equals("keep") && !action.equals("refuse")) {
        var resource = plural(object.path("kind").asText().toLowerCase(Locale.ROOT));
        actions.put(resource + " " + object.path("name").asText(), action);
      }
    }
    return new Writes(actions);
  }

  /** What the API server stored of these calls of an agent. */
  static Writes stored(Iterable<ApiAuditLog.Call> calls) {
    var actions = new TreeMap<String, String>();
    for (ApiAuditLog.Call call : calls) {
      if (call.succeeded() && VERBS.contains(call.verb()) && isPlanned(call)) {
        actions.putIfAbsent(call.resource() + " " + call.name(), action(call));
      }
    }
    return new Writes(actions);
  }

  private static boolean isPlanned(ApiAuditLog.Call call) {
    return !call.resource().contains("/")
        && !RECORDS.contains(call.resource())
        && !SERVER.matcher(call.resource() + " " + call.name()).matches();
  }

  private static String action(ApiAuditLog.Call call) {
    if (call.verb().equals("delete")) {
      return "delete";
    }
    return call.created() ? "create" : "change";
  }

  private static String plural(String kind) {
    if (kind.endsWith("y")) {
      return kind.substring(0, kind.length() - 1) + "ies";
    }
    return kind + (kind.endsWith("s") ? "es" : "s");
  }

  Writes without(String resource) {
    var others = new TreeMap<>(actions);
    others.keySet().removeIf(object -> object.startsWith(resource + " "));
    return new Writes(others);
  }

  /** Those that others are not, as {@code create secrets orders-keys}. */
  Set<String> beyond(Writes others) {
    var beyond = new TreeSet<String>();
    actions.forEach(
        (object, action) -> {
          if (!action.equals(others.actions().get(object))) {
            beyond.add(action + " " + object);
          }
        });
    return beyond;
  }
}
