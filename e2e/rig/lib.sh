# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What every part of the rig needs: where things are, how it reports, how it fails.

FLOTILLA_HOME=${FLOTILLA_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
RIG_HOME=$FLOTILLA_HOME/e2e/rig
CACHE=${FLOTILLA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/flotilla}
STATE=${FLOTILLA_RIG_STATE:-/var/lib/flotilla-rig}
export FLOTILLA_HOME CACHE STATE RIG_HOME

say() { printf '%s\n' "$*" >&2; }

# Exit code of a failure that has been reported already.
REPORTED=64

# fail SENTENCE [HINT]: the sentence says what is wrong, the hint what to do.
fail() {
  printf 'error: %s\n' "$1" >&2
  [[ $# -lt 2 ]] || printf '  hint: %s\n' "$2" >&2
  exit "$REPORTED"
}

# An unexpected failure reports its location.
set -E
trap '(($? == REPORTED)) || say "error: unexpected failure of: $BASH_COMMAND ($(basename "${BASH_SOURCE[0]}"):$LINENO)"' ERR

has() { command -v "$1" >/dev/null 2>&1; }
is_root() { ((EUID == 0)); }
need_root() { is_root || fail "$1 needs root" "run it with sudo, or set KUBECONFIG to use an existing cluster"; }

seconds_text() { (($1 < 60)) && printf '%ds' "$1" || printf '%dm%02ds' $(($1 / 60)) $(($1 % 60)); }

# A line that counts up while the process PID lives: in place on a terminal, every half minute elsewhere.
tick_while() {
  local pid=$1 label=$2 start=$SECONDS
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if [[ -t 2 ]]; then
      printf '\r%s … %s ' "$label" "$(seconds_text $((SECONDS - start)))" >&2
    elif (((SECONDS - start) % 30 == 29)); then
      say "$label … $(seconds_text $((SECONDS - start + 1)))"
    fi
  done
}

# progress LABEL COMMAND...: runs the command quietly; its output is shown when it fails.
progress() {
  local label=$1 log start=$SECONDS code=0 pid ticker
  shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  [[ -t 2 ]] || say "$label …"
  tick_while "$pid" "$label" &
  ticker=$!
  wait "$pid" || code=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  if ((code != 0)); then
    [[ ! -t 2 ]] || say ""
    tail -n 40 "$log" >&2
    rm -f "$log"
    say "$label failed after $(seconds_text $((SECONDS - start)))"
    return "$code"
  fi
  rm -f "$log"
  printf '%s%s … %s\n' "$([[ ! -t 2 ]] || printf '\r')" "$label" "$(seconds_text $((SECONDS - start)))" >&2
}
