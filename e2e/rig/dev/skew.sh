# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# An older build of hub, agent and command line, for the test of their skew with those of today.

# The first commit whose wire format is kept.
SKEW_COMMIT=ba943473d88f346e70cac7989028c9b9b6fc3bc9

prepare_skew() {
  build_commit "$SKEW_COMMIT" hub agent cli
  "$RIG" images "agent@$SKEW_COMMIT" >/dev/null
  FLOTILLA_SKEW=$(commit_folder "$SKEW_COMMIT")
  export FLOTILLA_SKEW
}
