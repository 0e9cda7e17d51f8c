// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Judgement;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version and image of the servers. The agent holds servers to the version of the document, so an
 * image of another version would never become healthy.
 */
final class ServerImage {
  private static final String IMAGE = "container.image.";
  private static final String TAG = IMAGE + "tag";
  private static final String REPOSITORY = IMAGE + "repository";
  private static final String DIGEST = IMAGE + "digest";
  private static final String REGISTRY = IMAGE + "registry";
  private static final String GLOBAL_REGISTRY = "global.image.registry";
  private static final String FULL = IMAGE + "fullImageName";
  private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+\\.\\d+)(-[a-z0-9.-]+)?");

  private final ChartValues values;
  private final Optional<String> wanted;
  private final String tag;
  private final Judgement judgement;
  private final String version;

  ServerImage(ChartValues values, Optional<String> wanted, Catalogue catalogue) {
    this.values = values;
    this.wanted = wanted;
    this.tag = text(FULL).map(ServerImage::tagOf).orElseGet(() -> values.effective(TAG).asText());
    this.judgement = catalogue.judge(ownVersion().orElse(tag));
    this.version = wanted.orElseGet(() -> nearest(catalogue));
  }

  /** Sets the version. A requested one has no key: if it is invalid, the import is refused. */
  void version(Draft draft) {
    if (wanted.isPresent()) {
      draft.version(version);
    } else {
      draft.set(keyOfTag(), List.of("version"), TextNode.valueOf(version));
    }
  }

  /** Sets the image if the values have a custom one, and notes the outcome of their keys. */
  void decide(Draft draft) {
    if (!ownVersion().equals(Optional.of(version))) {
      draft.note(
          new Note(
              keyOfTag(),
              Verdict.CHANGED,
              whyAnother(),
              "The import upgrades the servers to %s; choose another version with --version."
                  .formatted(version)));
    } else if (values.given(TAG).isPresent() || text(FULL).isPresent()) {
      draft.note(tagNote());
    }
    image().ifPresent(image -> take(draft, image));
  }

  private String whyAnother() {
    if (wanted.isPresent()) {
      return "Version %s was requested instead of %s.".formatted(version, tag);
    }
    return judgement instanceof Judgement.BelowFloor
        ? "%s has published vulnerabilities; %s is the newest release of its line."
            .formatted(tag, version)
        : "The catalogue has no line of %s; %s is the newest release.".formatted(tag, version);
  }

  private Note tagNote() {
    return suffix().isEmpty() || image().isPresent()
        ? Note.plain(keyOfTag(), Verdict.KEPT)
        : new Note(
            keyOfTag(),
            Verdict.CHANGED,
            "The default image of a version has no suffix %s.".formatted(suffix()),
            "Set spec.image to use another image.");
  }

  private void take(Draft draft, String image) {
    String key = text(FULL).isPresent() ? FULL : text(DIGEST).isPresent() ? DIGEST : REPOSITORY;
    boolean pinned = text(DIGEST).isPresent() || text(FULL).isPresent();
    if (pinned && !ownVersion().equals(Optional.of(version))) {
      draft.note(
          new Note(
              key,
              Verdict.UNSUPPORTED,
              "It may not be an image of version " + version + ".",
              "Set spec.image to the image of that version."));
      return;
    }
    draft.set(key, List.of("image"), TextNode.valueOf(image));
    List.of(REPOSITORY, REGISTRY, GLOBAL_REGISTRY, DIGEST, FULL).stream()
        .filter(part -> values.given(part).isPresent())
        .filter(part -> text(FULL).isEmpty() || part.equals(FULL))
        .forEach(part -> draft.note(Note.plain(part, Verdict.KEPT)));
  }

  private Optional<String> image() {
    if (text(FULL).isPresent()) {
      return text(FULL);
    }
    Optional<String> registry = text(REGISTRY).or(() -> text(GLOBAL_REGISTRY));
    String repository = values.effective(REPOSITORY).asText();
    boolean own = registry.isPresent() || text(DIGEST).isPresent() || !repository.equals("nats");
    String name = registry.map(host -> host + "/").orElse("") + repository;
    String digest = text(DIGEST).map(known -> "@" + known).orElse("");
    return own ? Optional.of(name + ":" + version + suffix() + digest) : Optional.empty();
  }

  private String keyOfTag() {
    return text(FULL).isPresent() ? FULL : TAG;
  }

  private Optional<String> ownVersion() {
    return Optional.of(VERSION.matcher(tag)).filter(Matcher::matches).map(found -> found.group(1));
  }

  private String suffix() {
    Matcher found = VERSION.matcher(tag);
    return found.matches() && found.group(2) != null ? found.group(2) : "";
  }

  private static String tagOf(String image) {
    String named = image.replaceFirst("@.*", "");
    int colon = named.lastIndexOf(':');
    return colon > named.lastIndexOf('/') ? named.substring(colon + 1) : "latest";
  }

  /** The version of the image, else the newest one of its line, else the newest of all. */
  private String nearest(Catalogue catalogue) {
    return switch (judgement) {
      case Judgement.Known(var _, var release) -> release.version().toString();
      case Judgement.Unlisted(var _, var own) -> own.toString();
      case Judgement.BelowFloor(var line, var _) -> line.newest().toString();
      case Judgement.UnknownLine _, Judgement.Malformed _ -> catalogue.newest().toString();
    };
  }

  private Optional<String> text(String key) {
    return values
        .given(key)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank());
  }
}
