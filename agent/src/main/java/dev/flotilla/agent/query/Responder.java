// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.query;

import dev.flotilla.protocol.query.Question;

/**
 * Answers one type of question; found by injection.
 *
 * @param <Q> the type
 * @param <A> its answer
 */
public interface Responder<Q extends Question<A>, A> {

  /** The type of question that it answers. */
  Class<Q> question();

  /**
   * Answers it; what it throws is reported as a failure.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not
   *     answer
   * @throws InterruptedException when the agent stops
   */
  A answer(Q question) throws InterruptedException;
}
