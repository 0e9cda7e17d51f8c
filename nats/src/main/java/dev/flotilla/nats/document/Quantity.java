// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount written by the rules of Kubernetes quantities: a decimal number with a binary suffix
 * ({@code Ki} to {@code Ei}), a decimal suffix ({@code n u m k M G T P E}) or an exponent ({@code
 * 1e3}). {@code E} alone is 10^18; {@code m} is a thousandth.
 *
 * @param text as given; rendered unchanged
 * @param amount exact value in the base unit (bytes, cores)
 */
public record Quantity(String text, BigDecimal amount) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "([+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30}))(?:([eE][+-]?\\d{1,3})|([KMGTPE]i|[numkMGTPE]))?");
  private static final Map<String, BigDecimal> FACTORS =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", binary(1)),
          Map.entry("Mi", binary(2)),
          Map.entry("Gi", binary(3)),
          Map.entry("Ti", binary(4)),
          Map.entry("Pi", binary(5)),
          Map.entry("Ei", binary(6)));
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * Reads a quantity.
   *
   * @return empty when the text is no quantity or its value does not fit a signed 64-bit number
   */
  public static Optional<Quantity> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal(matcher.group(1)).multiply(factor(matcher));
    return amount.abs().compareTo(LARGEST) > 0
        ? Optional.empty()
        : Optional.of(new Quantity(text, amount));
  }

  /**
   * Reads a quantity that is known to be right, such as a default.
   *
   * @throws IllegalArgumentException when it is not
   */
  @JsonCreator
  public static Quantity of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a quantity: " + text));
  }

  /** True above zero. */
  public boolean isPositive() {
    return amount.signum() > 0;
  }

  /** Whether this is more than the other. */
  public boolean above(Quantity other) {
    return amount.compareTo(other.amount) > 0;
  }

  /** The value in whole base units, a fraction rounded up as Kubernetes does. */
  public long rounded() {
    return amount.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }

  private static BigDecimal factor(Matcher matcher) {
    String exponent = matcher.group(2);
    if (exponent != null) {
      return BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(exponent.substring(1)));
    }
    String suffix = matcher.group(3);
    return suffix == null ? BigDecimal.ONE : FACTORS.getOrDefault(suffix, BigDecimal.ONE);
  }

  private static BigDecimal binary(int power) {
    return BigDecimal.valueOf(1024).pow(power);
  }
}
