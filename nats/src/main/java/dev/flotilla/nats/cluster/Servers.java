// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.document.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.document.FindingCode.REPLICAS_OUT_OF_RANGE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.servers.Image;
import dev.flotilla.nats.cluster.servers.Restart;
import dev.flotilla.nats.document.Section;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The nats-servers of a NatsCluster: which release, how many, and from which image.
 *
 * @param version nats-server version from the catalogue, such as {@code 2.15.2}
 * @param replicas number of servers, 1 to 9
 * @param image full image reference, by tag or digest
 * @param imageRegistry registry in place of those of default images; null for none
 * @param imagePullPolicy {@code Always}, {@code IfNotPresent} or {@code Never}; null leaves it to
 *     Kubernetes
 * @param imagePullSecrets names of Secrets with registry credentials
 * @param paused whether no change of the servers begins or goes on, as in a Deployment
 * @param restart a request to restart them; null for none
 * @param abort whether the servers return to what they were last verified with
 * @param progressDeadline how long a server may take to become ready before a roll stops, as in
 *     {@code 30m}; null for the default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Servers(
    @JsonPropertyDescription("nats-server version; required; one of the catalogue") String version,
    @JsonPropertyDescription("Number of servers, 1 to 9 and odd; default 3") int replicas,
    @JsonPropertyDescription(
            "Full image reference, by tag or digest; default docker.io/library/nats:<version>")
        String image,
    @JsonPropertyDescription("Registry that replaces that of default images")
        @Nullable String imageRegistry,
    @JsonPropertyDescription("Always, IfNotPresent or Never; default of Kubernetes")
        @Nullable String imagePullPolicy,
    @JsonPropertyDescription("Secrets with registry credentials") List<String> imagePullSecrets,
    @JsonPropertyDescription("Whether changes of the servers are paused; default false")
        boolean paused,
    @JsonPropertyDescription("Request to restart the servers, one at a time")
        @Nullable Restart restart,
    @JsonPropertyDescription(
            "Whether the servers return to what they were last verified with; default false")
        boolean abort,
    @JsonPropertyDescription(
            "How long a server may take to become ready before a roll stops, such as 10m; default 30m")
        @Nullable String progressDeadline) {
  /** The server of a large store recovers for a long time before it is ready. */
  private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(30);

  private static final Pattern DEADLINE = Pattern.compile("[1-9]\\d{0,4}[smh]");
  private static final int DEFAULT_REPLICAS = 3;
  private static final BigInteger MOST_REPLICAS = BigInteger.valueOf(9);
  private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
  private static final Pattern SECRET = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  public Servers {
    imagePullSecrets = List.copyOf(imagePullSecrets);
  }

  /** Reads all but the version, for which the catalogue has the default image. */
  public static Servers read(Section spec, ServerVersion version, Catalogue catalogue) {
    Optional<String> registry = Image.registry(spec, "imageRegistry");
    int replicas = replicas(spec);
    String bundled = catalogue.image(version);
    return new Servers(
        version.toString(),
        replicas,
        Image.read(spec, "image")
            .orElseGet(() -> registry.map(host -> Image.from(host, bundled)).orElse(bundled)),
        registry.orElse(null),
        pullPolicy(spec),
        spec.texts("imagePullSecrets", SECRET, "the name of a Secret"),
        spec.flag("paused").orElse(false),
        Restart.read(spec, replicas),
        spec.flag("abort").orElse(false),
        spec.matching("progressDeadline", DEADLINE, "a time such as 90s or 30m").orElse(null));
  }

  /** How long a server may take to become ready before a roll stops. */
  public Duration deadline() {
    return progressDeadline == null
        ? DEFAULT_DEADLINE
        : Duration.parse("PT" + progressDeadline.toUpperCase(Locale.ROOT));
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
}
