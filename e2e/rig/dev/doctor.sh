# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What this machine has, what it lacks, and what works all the same.

run_doctor() {
  local jdk rig=yes
  echo "Build and unit tests:"
  if jdk=$(find_jdk); then verdict ok "JDK $JDK_MAJOR" "$jdk"; else verdict wait "JDK $JDK_MAJOR" "a pinned one is fetched at first use if the network allows"; fi
  if [[ -d $(wrapper_home) ]]; then verdict ok Maven "$(wrapper_home)"; else verdict wait Maven "fetched at first use"; fi
  echo
  echo "Integration tests:"
  if has_python; then verdict ok Python "$(python3 --version)"; else verdict no Python "runs schemathesis: apt-get install python3-venv ($PYTHON_MINIMUM or newer)"; fi
  echo
  echo "Clusters on this machine (demo, up, bench, test e2e):"
  doctor_host || rig=no
  echo
  if [[ $rig == yes ]]; then echo "Everything works here."; else print_what_works; fi
}

print_what_works() {
  echo "Without what is marked 'no':"
  echo "  ./dev build, ./dev test unit      work with a JDK alone"
  echo "  ./dev test integration            works with Go and Python"
  echo "  KUBECONFIG=... ./dev demo         works without root, with kubectl, helm and buildah, on a cluster that you have"
}
