#!/usr/bin/env bash
# What is known by now of the crates and packages that the lock files name: tools/audit.sh, after . target/tools/deny.env
# Unlike all other checks it depends on the day, and on databases that not every machine can reach. What cannot be asked
# is named at the end as not checked; it is no failure, since nothing is known to be wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/install.sh

failed=()
unchecked=()

# check NAME COMMAND...: its output is shown when it finds something.
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then say "$name: nothing found"
  else
    printf '%s\n' "$output" >&2
    failed+=("$name")
  fi
}

crates="crates with known faults (RustSec) and such as their authors took back"
if cargo deny --workspace --locked fetch db >/dev/null 2>&1; then
  check "$crates" cargo deny --workspace --locked check --disable-fetch advisories
else
  unchecked+=("$crates: the database of advisories cannot be fetched from its host")
fi

# npm ends with 1 both when it finds something and when it could not ask: what it prints tells which.
# npm_check NAME KEY COMMAND...: KEY is in its answer.
npm_check() {
  local name=$1 key=$2 output status=0
  shift 2
  output=$(npm "$@" --json --fetch-retries=0 2>/dev/null) || status=$?
  if ! node -e 'process.exit(process.argv[2] in JSON.parse(process.argv[1]) ? 0 : 1)' "$output" "$key" 2>/dev/null; then
    unchecked+=("$name: npm's registry, or what it needs besides, does not answer")
  elif [ "$status" = 0 ]; then say "$name: nothing found"
  else
    printf '%s\n' "$output" >&2
    failed+=("$name")
  fi
}
npm_check "npm packages with known faults" auditReportVersion audit
npm_check "signatures of npm packages" invalid audit signatures

[ ${#unchecked[@]} = 0 ] || printf '[audit] NOT CHECKED: %s\n' "${unchecked[@]}" >&2
[ ${#failed[@]} = 0 ] || fail "failed: ${failed[*]}"
