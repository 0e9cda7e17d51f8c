// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.parser;

import static dev.flotilla.nats.document.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.document.FindingCode.REPLICAS_OUT_OF_RANGE;
import static dev.flotilla.nats.document.FindingCode.UNKNOWN_WAIVER;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.addons.AddonImages;
import dev.flotilla.nats.cluster.addons.Exporter;
import dev.flotilla.nats.cluster.addons.Nack;
import dev.flotilla.nats.cluster.addons.NatsBox;
import dev.flotilla.nats.cluster.addons.Surveyor;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.authentication.Resolver;
import dev.flotilla.nats.cluster.exposure.Exposure;
import dev.flotilla.nats.cluster.exposure.NetworkPolicy;
import dev.flotilla.nats.cluster.listeners.Gateway;
import dev.flotilla.nats.cluster.listeners.LeafNodes;
import dev.flotilla.nats.cluster.listeners.Mqtt;
import dev.flotilla.nats.cluster.listeners.WebSocket;
import dev.flotilla.nats.cluster.pods.Placement;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.cluster.rails.GuardRails;
import dev.flotilla.nats.cluster.servers.Image;
import dev.flotilla.nats.cluster.servers.JetStream;
import dev.flotilla.nats.cluster.servers.RawConfiguration;
import dev.flotilla.nats.cluster.servers.ServerLimits;
import dev.flotilla.nats.cluster.servers.VersionReader;
import dev.flotilla.nats.cluster.tls.ServerTls;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.document.Tags;
import dev.flotilla.nats.profile.Profile;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code spec}: defaults filled in, guard rails judged. Each part of the spec is read by the
 * record that it becomes.
 */
final class SpecReader {
  private static final int DEFAULT_REPLICAS = 3;
  private static final BigInteger MOST_REPLICAS = BigInteger.valueOf(9);
  private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
  private static final Pattern SECRET = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern TAG = Pattern.compile("[^\\s,]{1,128}");

  private final Catalogue catalogue;

  SpecReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The spec with defaults in place of whatever was reported as wrong. */
  NatsClusterSpec read(Section document, Stage stage) {
    Optional<Profile> profile = profile(document);
    Section section = profile.map(known -> document.over(known::beneath)).orElse(document);
    ServerVersion version =
        new VersionReader(catalogue, section, stage).read().orElseGet(catalogue::newest);
    Optional<String> registry = Image.registry(section, "imageRegistry");
    AddonImages images = new AddonImages(catalogue, registry);
    NatsClusterSpec spec =
        new NatsClusterSpec(
            profile.map(Profile::name).orElse(null),
            version.toString(),
            replicas(section),
            Image.read(section, "image").orElseGet(() -> imageOf(version, registry)),
            registry.orElse(null),
            pullPolicy(section),
            section.texts("imagePullSecrets", SECRET, "the name of a Secret"),
            ServerLimits.read(section.section("limits")),
            section.texts("serverTags", TAG, "a tag without spaces or commas"),
            JetStream.read(section.section("jetStream")),
            WebSocket.read(section.section("webSocket")),
            Mqtt.read(section.section("mqtt")),
            LeafNodes.read(section.section("leafNodes")),
            section.has("gateway") ? Gateway.read(section.section("gateway")) : null,
            SharedTrust.read(section.section("trust")),
            section.has("exposure") ? Exposure.read(section.section("exposure")) : null,
            Authentication.read(section.section("authentication")),
            Resolver.read(section.section("resolver")),
            ServerTls.read(section, "tls"),
            Resources.read(section.section("resources")),
            Placement.read(section.section("placement")),
            NetworkPolicy.read(section.section("networkPolicy")),
            Exporter.read(section.section("exporter"), images),
            NatsBox.read(section.section("natsBox"), images),
            Surveyor.read(section.section("surveyor"), images),
            Nack.read(section.section("nack"), images),
            Tags.ownedByPeople(section, "labels", Tags.labels(section, "labels")),
            Tags.ownedByPeople(section, "annotations", Tags.annotations(section, "annotations")),
            RawConfiguration.read(section, "configuration").orElse(null),
            waivers(section));
    section.refuseUnknown();
    GuardRails.judge(spec, section, stage);
    return spec;
  }

  private static Optional<Profile> profile(Section spec) {
    Optional<String> name = spec.text("profile");
    Optional<Profile> profile = name.flatMap(Profile::find);
    if (name.isPresent() && profile.isEmpty()) {
      String known = Profile.all().stream().map(Profile::name).collect(Collectors.joining(", "));
      spec.report(
          BAD_VALUE,
          spec.field("profile"),
          "Unknown profile \"" + name.get() + "\".",
          "Profiles are " + known + ".");
    }
    return profile;
  }

  private String imageOf(ServerVersion version, Optional<String> registry) {
    String image = catalogue.image(version);
    return registry.map(host -> Image.from(host, image)).orElse(image);
  }

  private static int replicas(Section spec) {
    Optional<BigInteger> replicas = spec.number("replicas");
    if (replicas.isEmpty()) {
      return DEFAULT_REPLICAS;
    }
    BigInteger count = replicas.get();
    if (count.signum() <= 0 || count.compareTo(MOST_REPLICAS) > 0) {
      spec.report(
          REPLICAS_OUT_OF_RANGE,
          spec.field("replicas"),
          "replicas is " + count + ", but must be 1 to 9.",
          "Use 3, or 5 to tolerate two failures.");
      return DEFAULT_REPLICAS;
    }
    return count.intValueExact();
  }

  private static @Nullable String pullPolicy(Section spec) {
    Optional<String> policy = spec.text("imagePullPolicy");
    if (policy.isPresent() && !PULL_POLICIES.contains(policy.get())) {
      String message = "\"" + policy.get() + "\" is not an image pull policy.";
      spec.report(
          BAD_VALUE, spec.field("imagePullPolicy"), message, "Set Always, IfNotPresent or Never.");
      return null;
    }
    return policy.orElse(null);
  }

  private static List<String> waivers(Section spec) {
    List<String> waivers = spec.texts("waivers");
    List<String> waivable =
        Arrays.stream(FindingCode.values())
            .filter(FindingCode::waivable)
            .map(FindingCode::name)
            .toList();
    for (int index = 0; index < waivers.size(); index++) {
      if (!waivable.contains(waivers.get(index))) {
        spec.report(
            UNKNOWN_WAIVER,
            spec.field("waivers[" + index + "]"),
            "\"" + waivers.get(index) + "\" is not a code that can be waived.",
            "Codes that can be waived: " + String.join(", ", waivable) + ".");
      }
    }
    return waivers;
  }
}
