#!/usr/bin/env bash
# Finds a Chromium or Chrome and its chromedriver for the browser tests, or installs Debian's, and writes an
# environment file (CLAIMS_CHART_BROWSER, CLAIMS_CHART_DRIVER) and webdriver.json, which `wasm-pack test` reads from
# the root: tools/setup-browser.sh ENV_FILE (default target/tools/browser.env).
#
# The two variables, where already set, name the browser and the driver to use.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/install.sh

env_file=${1:-target/tools/browser.env}
by_hand="install Chromium or Chrome and the chromedriver of the same version, on PATH or named by CLAIMS_CHART_BROWSER and CLAIMS_CHART_DRIVER"

one_at_a_time "$(tools_dir)"

# The first of the names that runs. To be there is not enough: Ubuntu's chromium is a stub that only says to
# install a snap.
first_that_runs() {
  local name path
  for name in "$@"; do
    path=$(command -v "$name") || continue
    "$path" --version >/dev/null 2>&1 </dev/null || continue
    printf '%s\n' "$path"
    return 0
  done
  return 1
}

major() { "$1" --version 2>/dev/null </dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 | cut -d . -f 1; }

if [ -n "${CLAIMS_CHART_DRIVER:-}" ]; then drivers=("$CLAIMS_CHART_DRIVER")
else drivers=(chromedriver "${CHROMEWEBDRIVER:-/usr/lib/chromium-browser}/chromedriver")
fi
if [ -n "${CLAIMS_CHART_BROWSER:-}" ]; then browsers=("$CLAIMS_CHART_BROWSER")
else browsers=(google-chrome-stable google-chrome chromium chromium-browser chrome
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
fi

# Sets browser and driver. A driver drives only the browser of its own number, so of several browsers the one that
# fits is taken.
find_pair() {
  local candidate
  driver=$(first_that_runs "${drivers[@]}") || return 1
  for candidate in "${browsers[@]}"; do
    browser=$(first_that_runs "$candidate") || continue
    [ "$(major "$browser")" != "$(major "$driver")" ] || return 0
  done
  return 1
}

if ! find_pair; then
  if [ -n "${CLAIMS_CHART_BROWSER:-}${CLAIMS_CHART_DRIVER:-}" ]; then
    fail "CLAIMS_CHART_BROWSER and CLAIMS_CHART_DRIVER do not name a browser and a driver of the same version: $by_hand"
  fi
  # Debian's two packages are always of one version.
  apt_install chromium chromium-driver && find_pair || fail "$by_hand"
fi

# Root cannot have Chromium's sandbox. Everybody else keeps it.
no_sandbox=
[ "$(id -u)" != 0 ] || no_sandbox='"--no-sandbox", '
cat >webdriver.json.new <<JSON
{
  "goog:chromeOptions": {
    "binary": "$browser",
    "args": [${no_sandbox}"--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
  }
}
JSON
mv webdriver.json.new webdriver.json

mkdir -p "$(dirname "$env_file")"
{
  echo "# Written by tools/setup-browser.sh; source it before the browser tests. The Makefile has it written anew when"
  echo "# something that it needs is gone."
  printf '# needs %s\n' "$browser" "$driver"
  echo "export CLAIMS_CHART_BROWSER=\"$browser\""
  echo "export CLAIMS_CHART_DRIVER=\"$driver\""
} >"$env_file.new"
mv "$env_file.new" "$env_file"
say "ready: $browser, driven by $driver"
