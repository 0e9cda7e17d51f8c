# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Prerequisites on this machine, and what works without the missing ones.

run_doctor() {
  local jdk rig=yes
  echo "Build and unit tests:"
  if jdk=$(find_jdk); then verdict ok "JDK $JDK_MAJOR" "$jdk"; else verdict wait "JDK $JDK_MAJOR" "a pinned version is downloaded on first use"; fi
  if [[ -d $(wrapper_home) ]]; then verdict ok Maven "$(wrapper_home)"; else verdict wait Maven "downloaded on first use"; fi
  echo
  echo "Integration tests:"
  if has_python; then verdict ok Python "$(python3 --version)"; else verdict no Python "runs schemathesis: apt-get install python3-venv ($PYTHON_MINIMUM or newer)"; fi
  echo
  echo "Clusters on this machine (demo, up, bench, test e2e):"
  doctor_host || rig=no
  echo
  if [[ $rig == yes ]]; then echo "Everything works on this machine."; else print_what_works; fi
}

print_what_works() {
  echo "Without the items marked 'no':"
  echo "  ./dev build, ./dev test unit      need only a JDK"
  echo "  ./dev test integration            needs Go and Python"
  echo "  KUBECONFIG=... ./dev demo         needs no root, but a cluster, kubectl, helm and buildah"
}
