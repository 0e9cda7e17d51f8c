// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.inbox.DocumentSigner;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.inbox.InboxPlan;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.subject.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs an agent's inbox again and writes it. Signing everything is the one costly thing that an
 * agent can ask for: it is not done more often than it can help.
 */
@StoreScoped
public final class SyncService implements AgentService {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Inbox inbox;
  private final DocumentSigner signer;
  private final Clock clock;
  private final Map<AgentId, Instant> synchronised = new ConcurrentHashMap<>();

  /** Synchronises these inboxes. */
  public SyncService(Inbox inbox, DocumentSigner signer, Clock clock) {
    this.inbox = inbox;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public Subjects.Service verb() {
    return Subjects.Service.SYNC;
  }

  @Override
  public ServiceReply serve(AgentId agent, byte[] request) {
    Instant now = clock.instant();
    Instant signed =
        synchronised.compute(
            agent, (_, last) -> last == null || now.isAfter(last.plus(INTERVAL)) ? now : last);
    InboxPlan.Extent extent =
        signed.equals(now) ? InboxPlan.Extent.EVERYTHING : InboxPlan.Extent.CHANGES;
    long revision = inbox.deliver(agent, extent);
    return new ServiceReply.Done(new SyncReply(revision, signer.keySet(), clock.instant()));
  }
}
