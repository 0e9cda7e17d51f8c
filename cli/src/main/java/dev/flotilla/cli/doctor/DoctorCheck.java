// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one check.
 *
 * @param name what was checked
 * @param verdict its outcome
 * @param detail what was found
 * @param hint what to do; null for nothing
 */
record DoctorCheck(String name, Verdict verdict, String detail, @Nullable String hint) {
  /** How a check ended. */
  enum Verdict {
    /** Passed. */
    ok,
    /** Works, or is only needed for some commands. */
    warn,
    /** Commands will not work. */
    fail,
    /** Not tried, because an earlier check failed. */
    skipped
  }

  static DoctorCheck ok(String name, String detail) {
    return new DoctorCheck(name, Verdict.ok, detail, null);
  }

  static DoctorCheck warn(String name, String detail, String hint) {
    return new DoctorCheck(name, Verdict.warn, detail, hint);
  }

  static DoctorCheck fail(String name, String detail, @Nullable String hint) {
    return new DoctorCheck(name, Verdict.fail, detail, hint);
  }

  static DoctorCheck skipped(String name) {
    return new DoctorCheck(name, Verdict.skipped, "an earlier check failed", null);
  }
}
