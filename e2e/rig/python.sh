# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# schemathesis, which tries the hub against its own OpenAPI document: from PyPI, by version and hash, into the cache.

SCHEMATHESIS_REQUIREMENTS=$FLOTILLA_HOME/hub/src/test/schemathesis/requirements.txt
PYTHON_MINIMUM=3.10

schemathesis_dir() { echo "$CACHE/tools/schemathesis-$(sha256sum "$SCHEMATHESIS_REQUIREMENTS" | cut -c1-12)"; }

has_python() { has python3 && python3 -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (${PYTHON_MINIMUM/./, }))" 2>/dev/null; }

need_python() {
  has_python || ! is_root || ! has apt-get || progress "installing python3-venv" install_packages python3-venv || true
  has_python || fail "Python $PYTHON_MINIMUM with venv is not installed, so the hub cannot be tested against its OpenAPI document" \
    "apt-get install python3-venv; without it './dev build', 'test unit', 'test e2e', and 'demo' still work"
}

install_schemathesis() { python3 -m venv --clear "$1" && "$1/bin/pip" install --quiet --require-hashes -r "$SCHEMATHESIS_REQUIREMENTS"; }

# Its folder has its final name from the start, since its scripts name it; a mark says that it is whole.
ensure_schemathesis() {
  local folder
  folder=$(schemathesis_dir)
  [[ ! -e $folder/whole ]] || return 0
  need_python
  mkdir -p "$CACHE/tools"
  exec 8>"$folder.lock"
  flock 8
  if [[ ! -e $folder/whole ]]; then
    progress "installing schemathesis" install_schemathesis "$folder" 8>&- \
      || fail "installing schemathesis failed" "see the output of pip above; is its index reachable (python3 -m pip config list)?"
    touch "$folder/whole"
  fi
  exec 8>&-
}

export_schemathesis() {
  ensure_schemathesis
  FLOTILLA_SCHEMATHESIS=$(schemathesis_dir)/bin/schemathesis
  export FLOTILLA_SCHEMATHESIS
}
