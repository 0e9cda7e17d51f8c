# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What every part of the rig needs: where things are, how it speaks, how it fails.

FLOTILLA_HOME=${FLOTILLA_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
RIG_HOME=$FLOTILLA_HOME/e2e/rig
CACHE=${FLOTILLA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/flotilla}
STATE=${FLOTILLA_RIG_STATE:-/var/lib/flotilla-rig}
export FLOTILLA_HOME CACHE STATE RIG_HOME

say() { printf '%s\n' "$*" >&2; }

# fail SENTENCE [HINT]: the sentence says what is wrong, the hint what a person can do.
fail() {
  printf 'error: %s\n' "$1" >&2
  [[ $# -lt 2 ]] || printf '  hint: %s\n' "$2" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }
is_root() { ((EUID == 0)); }
need_root() { is_root || fail "$1 needs root" "run it with sudo, or set KUBECONFIG to use a cluster that you have"; }
