// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Version;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.WhoAmI;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the checks. Checks that depend on a failed one are skipped. */
final class Examination {
  /** Agents and the hub tolerate this much; see protocol code CLOCK_SKEW. */
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

  private final Session session;
  private final List<DoctorCheck> checks = new ArrayList<>();

  Examination(Session session) {
    this.session = session;
  }

  List<DoctorCheck> run() {
    Optional<HubContext> context = context();
    Optional<HubContext> reached = context.filter(this::network);
    Optional<HubContext> trusted = reached.filter(this::tls);
    Optional<WhoAmI> me = trusted.flatMap(this::token);
    skipUnless(context.isPresent(), "network");
    skipUnless(reached.isPresent(), "tls");
    skipUnless(trusted.isPresent(), "token");
    me.ifPresentOrElse(
        who -> {
          checks.add(clock(who));
          checks.add(HubVersionCheck.of(Version.current(), who));
        },
        () -> {
          checks.add(DoctorCheck.skipped("clock"));
          checks.add(DoctorCheck.skipped("versions"));
        });
    checks.add(new KubectlCheck().run());
    return List.copyOf(checks);
  }

  private void skipUnless(boolean reached, String name) {
    if (!reached) {
      checks.add(DoctorCheck.skipped(name));
    }
  }

  private Optional<HubContext> context() {
    try {
      HubContext context = session.context();
      boolean exposed =
          Files.exists(session.contextFile().path()) && session.contextFile().readableByOthers();
      checks.add(
          exposed
              ? DoctorCheck.warn(
                  "context",
                  session.contextFile().path() + " is readable by others",
                  "Run 'chmod 600' on it: it contains your token.")
              : DoctorCheck.ok("context", context.hub().toString()));
      return Optional.of(context);
    } catch (Failure e) {
      checks.add(DoctorCheck.fail("context", e.complaint().message(), e.complaint().hint()));
    } catch (IOException e) {
      checks.add(DoctorCheck.fail("context", String.valueOf(e.getMessage()), null));
    }
    return Optional.empty();
  }

  private boolean network(HubContext context) {
    return passed(ConnectionChecks.network(context));
  }

  private boolean tls(HubContext context) {
    return passed(ConnectionChecks.tls(context));
  }

  private boolean passed(DoctorCheck check) {
    checks.add(check);
    return check.verdict() != DoctorCheck.Verdict.fail;
  }

  private Optional<WhoAmI> token(HubContext context) {
    try {
      WhoAmI me = Views.read(session.hub(context).get("/whoami"), WhoAmI.class);
      checks.add(DoctorCheck.ok("token", me.name() + ", role " + me.role()));
      return Optional.of(me);
    } catch (Failure e) {
      checks.add(DoctorCheck.fail("token", e.complaint().message(), e.complaint().hint()));
      return Optional.empty();
    }
  }

  private DoctorCheck clock(WhoAmI me) {
    Duration skew = Duration.between(me.hubTime(), session.clock().instant()).abs();
    String detail = Ages.span(skew) + " off from the hub's";
    return skew.compareTo(TOLERATED_SKEW) > 0
        ? DoctorCheck.warn("clock", detail, "Synchronise this machine's clock.")
        : DoctorCheck.ok("clock", detail);
  }
}
