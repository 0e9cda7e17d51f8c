// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.trust;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How this NatsCluster shares the operator of others, so that messages pass the gateways between
 * them. One of them is the home: it owns the operator, and adds the public keys of the others to
 * its accounts. Private keys never leave the cluster that generated them.
 *
 * @param home name or address of the NatsCluster whose operator this one trusts; null for its own
 * @param claims what the home has signed; null until it has
 * @param members at the home: the clusters that trust it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record SharedTrust(
    @JsonPropertyDescription(
            "Name or address of the NatsCluster whose operator this one trusts; default its own")
        @Nullable String home,
    @JsonPropertyDescription("Copy of status.trust.claims of the home")
        @Nullable TrustClaims claims,
    @JsonPropertyDescription("On the home: clusters that trust it, with their status.trust.keys")
        List<TrustMember> members) {
  /** A cluster that does not share its operator. */
  public static final SharedTrust ALONE = new SharedTrust(null, null, List.of());

  private static final Pattern ADDRESS = Pattern.compile("(?:[a-z0-9][a-z0-9-]*/){0,2}[a-z0-9-]+");

  public SharedTrust {
    members = List.copyOf(members);
  }

  public static SharedTrust read(Section section) {
    SharedTrust trust =
        new SharedTrust(
            section
                .matching("home", ADDRESS, "the name or the address of a NatsCluster")
                .orElse(null),
            section.has("claims") ? TrustClaims.read(section.section("claims")) : null,
            section.sections("members").stream().map(TrustMember::read).toList());
    section.refuseUnknown();
    trust.unambiguous(section);
    return trust;
  }

  /** Whether the operator is that of another NatsCluster. */
  public boolean joined() {
    return home != null;
  }

  /** Whether it is shared at all. */
  public boolean shared() {
    return joined() || !members.isEmpty();
  }

  /** Names of the other NatsClusters as far as this one names them. */
  public List<String> others() {
    return home == null
        ? members.stream().map(TrustMember::name).toList()
        : List.of(home.substring(home.lastIndexOf('/') + 1));
  }

  private void unambiguous(Section section) {
    if (joined() && !members.isEmpty()) {
      section.report(
          FindingCode.TRUST_AMBIGUOUS,
          section.field("members"),
          "A cluster that trusts another operator cannot add signing keys to its accounts.",
          "Remove members or home; all members are listed at the home.");
    }
    if (claims != null && !joined()) {
      section.report(
          FindingCode.TRUST_AMBIGUOUS,
          section.field("claims"),
          "Claims are signed by the home, but home is not set.",
          "Set the home in " + section.field("home") + ", or remove the claims.");
    }
    Set<String> taken = new HashSet<>();
    for (int index = 0; index < members.size(); index++) {
      TrustMember member = members.get(index);
      if (!taken.add(member.name())) {
        section.bad("members[" + index + "].name", "There is another " + member.name() + ".");
      }
      if (!member.keys().all().stream().allMatch(taken::add)) {
        section.bad("members[" + index + "]", "One of its keys is listed twice.");
      }
    }
  }
}
