// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStateTest {
  private static final String CREATED = "'metadata': {'creationTimestamp': '2026-12-01T02:00:00Z'}";

  @Test
  void aPodThatDoesNotStartSaysWhy() {
    assertThat(starting(List.of())).isEqualTo("its pod is being created");
    assertThat(
            starting(
                pods(
                    "'conditions': [{'type': 'PodScheduled', 'status': 'False', 'reason':"
                        + " 'Unschedulable', 'message': '0/1 nodes: no memory'}]")))
        .isEqualTo("Unschedulable: 0/1 nodes: no memory");
    assertThat(
            starting(
                pods(
                    "'containerStatuses': [{'state': {'waiting': {'reason': 'ImagePullBackOff',"
                        + " 'message': 'not found'}}}]")))
        .isEqualTo("ImagePullBackOff: not found");
  }

  @Test
  void aPodThatRunsMakesTheJobRun() {
    assertThat(state("", pods("'containerStatuses': [{'state': {'running': {}}}]")))
        .isEqualTo(new JobState.Running("the Job is running"));
    assertThat(
            state(
                "'failed': 1",
                pods("'phase': 'Failed', 'reason': 'Evicted', 'message': 'low on memory'")))
        .isEqualTo(
            new JobState.Running(
                "the Job is running again after 1 failed pods: Evicted: low on memory"));
  }

  @Test
  void aFailedJobSaysWhatBecameOfItsPods() {
    assertThat(
            failure(
                "BackoffLimitExceeded",
                pods(
                    "'phase': 'Failed', 'containerStatuses': [{'state': {'terminated':"
                        + " {'reason': 'OOMKilled', 'exitCode': 137}}}]")))
        .startsWith(
            "JOB_FAILED: the Job failed without a result (BackoffLimitExceeded): OOMKilled");
    assertThat(
            failure(
                "BackoffLimitExceeded",
                pods(
                    "'phase': 'Failed', 'containerStatuses': [{'state': {'terminated':"
                        + " {'reason': 'Error', 'exitCode': 1, 'message': 'no task'}}}]")))
        .endsWith("exit code 1: no task");
    assertThat(failure("DeadlineExceeded", List.of())).startsWith("JOB_DEADLINE_EXCEEDED");
  }

  @Test
  void aSuccessfulJobHasEnded() {
    assertThat(state("'conditions': [{'type': 'Complete', 'status': 'True'}]", List.of()))
        .isEqualTo(new JobState.Ended());
  }

  private static String starting(List<Live> pods) {
    return state("", pods) instanceof JobState.Starting(var reason, _) ? reason : "";
  }

  private static String failure(String reason, List<Live> pods) {
    JobState state =
        state(
            "'conditions': [{'type': 'Failed', 'status': 'True', 'reason': '" + reason + "'}]",
            pods);
    return state instanceof JobState.Failed(var problem)
        ? problem.code() + ": " + problem.message()
        : state.toString();
  }

  private static JobState state(String status, List<Live> pods) {
    return JobState.of(
        Resources.live(Kind.JOB, "{" + CREATED + ", 'status': {" + status + "}}"), pods);
  }

  private static List<Live> pods(String status) {
    return List.of(Resources.live(Kind.POD, "{" + CREATED + ", 'status': {" + status + "}}"));
  }
}
