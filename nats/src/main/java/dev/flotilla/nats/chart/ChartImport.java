// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.chart.ChartKeys.Rule;
import dev.flotilla.nats.chart.ChartKeys.Treatment;
import dev.flotilla.nats.chart.ChartValues.Leaf;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts single keys by the table, then fields that depend on several keys. */
final class ChartImport {
  private static final String JETSTREAM = "config.jetstream.enabled";

  private final ChartValues values;
  private final Wanted wanted;
  private final Catalogue catalogue;
  private final Draft draft;

  ChartImport(ChartValues values, Wanted wanted, Catalogue catalogue) {
    this.values = values;
    this.wanted = wanted;
    this.catalogue = catalogue;
    this.draft = new Draft(catalogue);
  }

  Conversion run() {
    name("name", wanted.name(), "fullnameOverride", Optional.of("nats"));
    name("namespace", wanted.namespace(), "namespaceOverride", Optional.empty());
    ServerImage image = new ServerImage(values, wanted.version(), catalogue);
    image.version(draft);
    draft.set(JETSTREAM, List.of("jetStream", "enabled"), BooleanNode.FALSE);
    new ServerValues(values).decide(draft);
    new Encryption(values).decide(draft);
    new Listeners(values).decide(draft);
    new Users(values, draft.name()).decide(draft);
    new AddonValues(values).decide(draft);
    values.leaves().stream().sorted(Comparator.comparingInt(ChartImport::order)).forEach(this::by);
    image.decide(draft);
    return draft.settled();
  }

  private static int order(Leaf leaf) {
    return leaf.rule().map(Rule::order).orElse(Integer.MAX_VALUE);
  }

  private void by(Leaf leaf) {
    if (leaf.rule().isEmpty()) {
      draft.note(leaf.value().isEmpty() && isParent(leaf) ? empty(leaf) : unknown(leaf.key()));
    } else {
      by(leaf, leaf.rule().get());
    }
  }

  private void by(Leaf leaf, Rule rule) {
    Treatment treatment = rule.treatment();
    if (treatment.reads() && Template.in(leaf.value(), true)) {
      draft.note(Template.note(leaf.key()));
    } else if (treatment.part() != null) {
      ofPart(leaf, rule);
    } else if (leaf.value().isNull()) {
      draft.note(Note.plain(leaf.key(), Verdict.DEFAULT));
    } else if (treatment.field() != null) {
      take(leaf, List.of(treatment.field().replace(".*", "").split("\\.", -1)), treatment);
    } else if (leaf.value().equals(rule.standard())) {
      draft.note(Note.plain(leaf.key(), Verdict.DEFAULT));
    } else if (treatment.holdsAnyway(leaf.value())) {
      draft.note(Note.plain(leaf.key(), Verdict.KEPT));
    } else {
      draft.note(treatment.unsupported(leaf.key()));
    }
  }

  private void take(Leaf leaf, List<String> field, Treatment treatment) {
    Optional<JsonNode> plain = NatsText.plain(leaf.value());
    if (plain.isEmpty()) {
      draft.note(NatsText.note(leaf.key()));
      return;
    }
    boolean any = String.valueOf(treatment.field()).endsWith(".*");
    List<String> path =
        any ? Stream.concat(field.stream(), Stream.of(leaf.name())).toList() : field;
    draft.set(leaf.key(), path, plain.get());
    draft.note(Note.plain(leaf.key(), Verdict.KEPT));
  }

  /** A note of the part wins; else the key has the default, or another key decides. */
  private void ofPart(Leaf leaf, Rule rule) {
    if (!draft.noted(leaf.key())) {
      boolean standard = leaf.value().isNull() || leaf.value().equals(rule.standard());
      draft.note(
          standard
              ? Note.plain(leaf.key(), Verdict.DEFAULT)
              : rule.treatment().unsupported(leaf.key()));
    }
  }

  private void name(String field, Optional<String> given, String key, Optional<String> otherwise) {
    Optional<String> written = values.given(key).filter(JsonNode::isTextual).map(JsonNode::asText);
    given.or(() -> written).or(() -> otherwise).ifPresent(name -> draft.metadata(field, name));
    if (written.isPresent() && (given.isEmpty() || given.equals(written))) {
      draft.note(Note.plain(key, Verdict.KEPT));
    }
  }

  private static boolean isParent(Leaf leaf) {
    return leaf.value().isContainerNode() && ChartKeys.bundled().isParent(leaf.key());
  }

  private static Note empty(Leaf leaf) {
    return Note.plain(leaf.key(), Verdict.DEFAULT);
  }

  private static Note unknown(String key) {
    return new Note(
        key,
        Verdict.UNKNOWN,
        "The chart has no such key, or expects another type.",
        "Correct or remove it: the chart ignores it, too.");
  }
}
