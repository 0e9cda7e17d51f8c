// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches for all forms of many needles at once: the logs of a fleet are too long to be read once
 * for each of them.
 */
final class NeedleSearch {

  /** Characters by which a form is recognized first; each has more. */
  private static final int PREFIX = 8;

  private static final int SLOT_BITS = 16;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final Map<Long, List<Form>> forms = new HashMap<>();

  /** Where a prefix of some form may be; elsewhere the map need not be queried. */
  private final BitSet slots = new BitSet(1 << SLOT_BITS);

  private record Form(Needle needle, String text) {}

  NeedleSearch(Collection<Needle> needles) {
    for (Needle needle : needles) {
      for (String form : needle.secret().forms()) {
        long prefix = 0;
        for (int i = 0; i < PREFIX; i++) {
          prefix = (prefix << Byte.SIZE) | form.charAt(i);
        }
        slots.set(slot(prefix));
        forms.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(new Form(needle, form));
      }
    }
  }

  /** Those with a form in a text of ISO 8859-1. */
  Set<Needle> in(String text) {
    Set<Needle> found = new LinkedHashSet<>();
    long window = 0;
    for (int end = 0; end < text.length(); end++) {
      window = (window << Byte.SIZE) | text.charAt(end);
      if (end >= PREFIX - 1 && slots.get(slot(window))) {
        int start = end - PREFIX + 1;
        forms.getOrDefault(window, List.of()).stream()
            .filter(form -> text.startsWith(form.text(), start))
            .forEach(form -> found.add(form.needle()));
      }
    }
    return found;
  }

  private static int slot(long prefix) {
    return (int) ((prefix * GOLDEN_RATIO) >>> (Long.SIZE - SLOT_BITS));
  }
}
