// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;

/**
 * A JetStream API request of a user of the system account about an asset of any account. A header
 * names the account, as servers have it among themselves (nats-server {@code jetstream_api.go},
 * getRequestInfo); no user of that account is needed.
 */
public final class AccountRequest {
  private static final String ACCOUNT = "Nats-Request-Info";

  private AccountRequest() {}

  /** Asks the leader of that stream or consumer to step down. */
  public static NatsMessage.Builder stepDown(Asset asset) {
    return about(asset, "LEADER.STEPDOWN");
  }

  /** Asks what that stream is. */
  static Message info(Asset asset) {
    return about(asset, "INFO").build();
  }

  private static NatsMessage.Builder about(Asset asset, String verb) {
    String account = JsonNodeFactory.instance.objectNode().put("acc", asset.account()).toString();
    String subject =
        asset.isConsumer()
            ? "$JS.API.CONSUMER." + verb + "." + asset.stream() + "." + asset.consumer()
            : "$JS.API.STREAM." + verb + "." + asset.stream();
    return NatsMessage.builder()
        .subject(subject)
        .headers(new Headers().put(ACCOUNT, account))
        .data(new byte[0]);
  }
}
