// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.cluster.FindingCode.EVEN_REPLICAS;
import static dev.flotilla.nats.cluster.FindingCode.REPLICAS_OUT_OF_RANGE;
import static dev.flotilla.nats.cluster.FindingCode.REQUEST_ABOVE_LIMIT;
import static dev.flotilla.nats.cluster.FindingCode.UNKNOWN_VERSION;
import static dev.flotilla.nats.cluster.FindingCode.UNKNOWN_WAIVER;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Release;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec}: defaults filled in, guard rails judged. */
final class SpecReader {
  private static final int DEFAULT_REPLICAS = 3;
  private static final BigInteger MOST_REPLICAS = BigInteger.valueOf(9);
  private static final Quantity DEFAULT_FILE_STORE = Quantity.of("10Gi");
  private static final Quantity DEFAULT_RESOLVER = Quantity.of("1Gi");
  private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
  private static final Pattern IMAGE =
      Pattern.compile("[a-z0-9][A-Za-z0-9._:/-]{0,254}(?:@sha256:[0-9a-f]{64})?");
  private static final Pattern STORAGE_CLASS =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  private final Catalogue catalogue;

  SpecReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The spec with defaults in place of whatever was reported as wrong. */
  NatsClusterSpec read(Section spec) {
    Optional<Release> release = release(spec);
    int replicas = replicas(spec);
    Optional<String> image = matching(spec, "image", IMAGE, "a full image reference");
    @Nullable String pullPolicy = pullPolicy(spec);
    JetStream jetStream = jetStream(spec.section("jetStream"));
    Resolver resolver = resolver(spec.section("resolver"));
    Resources resources = resources(spec.section("resources"));
    List<String> waivers = waivers(spec);
    spec.refuseUnknown();
    Release known = release.orElse(new Release("", "", true));
    return new NatsClusterSpec(
        known.version(),
        replicas,
        image.orElse(known.image()),
        pullPolicy,
        jetStream,
        resolver,
        resources,
        waivers);
  }

  private Optional<Release> release(Section spec) {
    Optional<String> version = spec.text("version");
    String hint = "Known versions: " + String.join(", ", catalogue.versions()) + ".";
    if (!spec.has("version")) {
      NatsClusterParser.missing(spec, "version", hint);
    }
    Optional<Release> release = version.flatMap(catalogue::find);
    if (version.isPresent() && release.isEmpty()) {
      String message = "nats-server " + version.get() + " is not in the catalogue.";
      spec.report(UNKNOWN_VERSION, spec.field("version"), message, hint);
    }
    return release;
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
          "replicas is " + count + ", but a NatsCluster has 1 to 9 servers.",
          "Take 3, or 5 to survive two failures.");
      return DEFAULT_REPLICAS;
    }
    if (!count.testBit(0)) {
      spec.report(
          EVEN_REPLICAS,
          spec.field("replicas"),
          count + " servers survive no more failures than " + count.subtract(BigInteger.ONE) + ".",
          "Take an odd number, or list EVEN_REPLICAS in spec.waivers.");
    }
    return count.intValueExact();
  }

  private static @Nullable String pullPolicy(Section spec) {
    Optional<String> policy = spec.text("imagePullPolicy");
    if (policy.isPresent() && !PULL_POLICIES.contains(policy.get())) {
      String message = "\"" + policy.get() + "\" is not a pull policy.";
      spec.report(
          BAD_VALUE,
          spec.field("imagePullPolicy"),
          message,
          "Write Always, IfNotPresent or Never.");
      return null;
    }
    return policy.orElse(null);
  }

  private static JetStream jetStream(Section section) {
    boolean enabled = section.flag("enabled").orElse(true);
    Section file = section.section("fileStore");
    FileStore fileStore =
        new FileStore(file.quantity("size").orElse(DEFAULT_FILE_STORE), storageClass(file));
    file.refuseUnknown();
    Section memory = section.section("memoryStore");
    MemoryStore memoryStore = new MemoryStore(memory.quantity("size").orElse(null));
    memory.refuseUnknown();
    section.refuseUnknown();
    return new JetStream(enabled, fileStore, memoryStore);
  }

  private static Resolver resolver(Section section) {
    Quantity size = section.quantity("size").orElse(DEFAULT_RESOLVER);
    Resolver resolver = new Resolver(size, storageClass(section));
    section.refuseUnknown();
    return resolver;
  }

  private static Resources resources(Section section) {
    Amounts requests = amounts(section.section("requests"));
    Amounts limits = amounts(section.section("limits"));
    requireWithin(section, "cpu", requests.cpu(), limits.cpu());
    requireWithin(section, "memory", requests.memory(), limits.memory());
    section.refuseUnknown();
    return new Resources(requests, limits);
  }

  private static Amounts amounts(Section section) {
    Amounts amounts =
        new Amounts(section.quantity("cpu").orElse(null), section.quantity("memory").orElse(null));
    section.refuseUnknown();
    return amounts;
  }

  private static void requireWithin(
      Section section, String name, @Nullable Quantity request, @Nullable Quantity limit) {
    if (request != null && limit != null && request.amount().compareTo(limit.amount()) > 0) {
      section.report(
          REQUEST_ABOVE_LIMIT,
          section.field("requests." + name),
          "The request of " + request + " is above the limit of " + limit + ".",
          "Raise the limit or lower the request.");
    }
  }

  private static @Nullable String storageClass(Section section) {
    return matching(section, "storageClassName", STORAGE_CLASS, "the name of a StorageClass")
        .orElse(null);
  }

  private static Optional<String> matching(
      Section section, String name, Pattern syntax, String wanted) {
    Optional<String> text = section.text(name);
    if (text.isPresent() && !syntax.matcher(text.get()).matches()) {
      String message = "\"" + text.get() + "\" is not " + wanted + ".";
      section.report(BAD_VALUE, section.field(name), message, "Give " + wanted + ".");
      return Optional.empty();
    }
    return text;
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
            "These can: " + String.join(", ", waivable) + ".");
      }
    }
    return waivers;
  }
}
