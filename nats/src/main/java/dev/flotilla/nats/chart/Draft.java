// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.chart.Note.Verdict;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The document under construction, and the note of each key. */
final class Draft {
  private static final String SPEC = "spec";

  private final Catalogue catalogue;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final Map<String, Note> notes = new LinkedHashMap<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final Set<String> waivers = new TreeSet<>();

  /** Where a field of the document comes from. */
  private record Origin(String key, List<String> path) {
    String field() {
      return SPEC + "." + String.join(".", path);
    }

    boolean isWithin(Origin other) {
      return path.size() >= other.path().size()
          && path.subList(0, other.path().size()).equals(other.path());
    }
  }

  Draft(Catalogue catalogue) {
    this.catalogue = catalogue;
    document.put("apiVersion", NatsCluster.API_VERSION).put("kind", NatsCluster.KIND);
    document.putObject("metadata");
    document.putObject(SPEC);
  }

  void metadata(String field, String value) {
    document.withObject("/metadata").put(field, value);
  }

  /** Name of the NatsCluster, as far as it is known. */
  String name() {
    return document.at("/metadata/name").asText();
  }

  void version(String asked) {
    document.withObject("/" + SPEC).put("version", asked);
  }

  /** Sets a field below {@code spec} that originates from a key. */
  void set(String key, List<String> field, JsonNode value) {
    ObjectNode parent = document.withObject("/" + SPEC);
    for (String name : field.subList(0, field.size() - 1)) {
      parent = parent.withObjectProperty(name);
    }
    parent.set(field.getLast(), value);
    Origin origin = new Origin(key, List.copyOf(field));
    origins.put(origin.field(), origin);
  }

  /** Records the outcome of a key; the last one wins. */
  void note(Note note) {
    notes.put(note.key(), note);
  }

  boolean noted(String key) {
    return notes.containsKey(key);
  }

  /** Removes what the parser rejects, until it accepts the rest. */
  Conversion settled() {
    while (true) {
      Parsed<NatsCluster> parsed = NatsClusterParser.parse(document, Stage.FIRST_DEPLOY, catalogue);
      if (parsed.accepted()) {
        return new Conversion.Imported(inOrder(), new ArrayList<>(notes.values()));
      }
      boolean mended = false;
      for (Finding finding : parsed.errors()) {
        mended |= mended(finding);
      }
      if (!mended) {
        return new Conversion.Refused(parsed.errors());
      }
      if (!waivers.isEmpty()) {
        waivers.forEach(document.withObject("/" + SPEC).putArray("waivers")::add);
      }
    }
  }

  private boolean mended(Finding finding) {
    Optional<Origin> origin = origin(finding.field());
    if (isWaived(finding)) {
      waive(finding, origin.map(Origin::key).orElse(finding.field()));
    } else {
      origin.ifPresent(known -> remove(finding, known));
    }
    return isWaived(finding) || origin.isPresent();
  }

  /** A version of an unknown line is one that a person requested, perhaps by mistake. */
  private static boolean isWaived(Finding finding) {
    return finding.waivable() && finding.code() != FindingCode.UNKNOWN_VERSION;
  }

  private void waive(Finding finding, String key) {
    waivers.add(finding.code().name());
    note(
        new Note(
            key,
            Verdict.CHANGED,
            finding.message(),
            "The document waives "
                + finding.code()
                + ", so that it can be deployed; reconsider this."));
  }

  /** Removes a field and everything below it. */
  private void remove(Finding finding, Origin origin) {
    prune(document.withObject("/" + SPEC), origin.path());
    List<Origin> gone = origins.values().stream().filter(other -> other.isWithin(origin)).toList();
    for (Origin other : gone) {
      origins.remove(other.field());
      note(new Note(other.key(), Verdict.UNSUPPORTED, finding.message(), finding.hint()));
    }
  }

  /** Removes a field, and parents that become empty. */
  private static void prune(ObjectNode node, List<String> path) {
    String name = path.getFirst();
    if (path.size() > 1 && node.get(name) instanceof ObjectNode below) {
      prune(below, path.subList(1, path.size()));
      if (!below.isEmpty()) {
        return;
      }
    }
    node.remove(name);
  }

  /** What a finding is about: its field, or the one that holds it. */
  private Optional<Origin> origin(String field) {
    String holder = field;
    while (!holder.isEmpty() && !origins.containsKey(holder)) {
      holder = holder.substring(0, Math.max(0, lastStep(holder)));
    }
    return Optional.ofNullable(origins.get(holder));
  }

  private static int lastStep(String field) {
    return Math.max(field.lastIndexOf('.'), field.lastIndexOf('['));
  }

  /** The fields of the spec in the order of the reference. */
  private ObjectNode inOrder() {
    ObjectNode given = document.withObject("/" + SPEC);
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String field : NatsClusterSpec.fields()) {
      if (given.has(field)) {
        ordered.set(field, given.get(field));
      }
    }
    document.set(SPEC, ordered);
    return document;
  }
}
