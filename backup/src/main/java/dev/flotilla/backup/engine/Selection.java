// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.manifest.StreamName;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Streams by patterns {@code ACCOUNT/STREAM}, where {@code *} stands for any characters.
 *
 * @param include empty for all
 * @param exclude wins over what is included
 */
record Selection(List<Glob> include, List<Glob> exclude) {
  Selection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  static Selection of(List<String> include, List<String> exclude) {
    return new Selection(globs(include), globs(exclude));
  }

  boolean selects(StreamName stream) {
    return (include.isEmpty() || any(include, name(stream))) && !any(exclude, name(stream));
  }

  /** Whether it may select a stream of that account, so that not reaching it is worth a word. */
  boolean touches(String account) {
    return !any(exclude, account + "/*")
        && (include.isEmpty() || include.stream().anyMatch(it -> it.reaches(account)));
  }

  /** Patterns of what to include by which none of these is selected. */
  List<String> idle(List<StreamName> streams) {
    return include.stream()
        .filter(glob -> streams.stream().noneMatch(it -> glob.matches(name(it))))
        .map(Glob::text)
        .toList();
  }

  /**
   * A pattern.
   *
   * @param text as it was given
   */
  record Glob(String text, Pattern pattern) {
    static Glob of(String text) {
      String regex =
          Arrays.stream(text.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return new Glob(text, Pattern.compile(regex, Pattern.DOTALL));
    }

    boolean matches(String name) {
      return pattern.matcher(name).matches();
    }

    /** Whether it can match a stream of that account. */
    boolean reaches(String account) {
      int slash = text.indexOf('/');
      return slash < 0 || of(text.substring(0, slash)).matches(account);
    }
  }

  private static String name(StreamName stream) {
    return stream.accountName() + "/" + stream.stream();
  }

  private static boolean any(List<Glob> globs, String name) {
    return globs.stream().anyMatch(glob -> glob.matches(name));
  }

  private static List<Glob> globs(List<String> texts) {
    return texts.stream().map(Glob::of).toList();
  }
}
