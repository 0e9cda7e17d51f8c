// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

/**
 * The variable in the configuration that holds a user's password. nats-server takes its value from
 * the environment and reads that as if it were in the file, so it has to be in quotes there: a hash
 * begins with a dollar sign, as variables do (nats-server {@code conf/parse.go}, lookupVariable).
 *
 * @param name of the environment variable
 */
public record PasswordVariable(String name) {
  private static final String PREFIX = "PASSWORD_";
  private static final String SIGN = "$";

  /** The variable of that user: its name, with all but letters and digits in hexadecimal. */
  public static PasswordVariable of(String user) {
    StringBuilder name = new StringBuilder(PREFIX);
    for (byte letter : user.getBytes(UTF_8)) {
      if (Character.isLetterOrDigit(letter)) {
        name.append((char) letter);
      } else {
        name.append(String.format("_%02x", letter));
      }
    }
    return new PasswordVariable(name.toString());
  }

  /** The value as the environment must hold it. */
  public static String quoted(String hash) {
    return '"' + hash + '"';
  }

  /** The reference, which is no text and so has no quotes. */
  POJONode node() {
    return new POJONode(new RawValue(SIGN + name));
  }

  /** What a node that {@link #node} made refers to. */
  static PasswordVariable in(POJONode node) {
    RawValue value = (RawValue) node.getPojo();
    return new PasswordVariable(String.valueOf(value.rawValue()).substring(SIGN.length()));
  }
}
