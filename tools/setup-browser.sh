#!/usr/bin/env bash
# Finds a browser for the tests, or installs Debian's, and writes an environment file that says where it is:
#   tools/setup-browser.sh BROWSER ENV_FILE
#
#   BROWSER    what is looked for                          the variables that name it, where they are already set
#   chromium   Chromium or Chrome and its chromedriver     CLAIMS_CHART_BROWSER, CLAIMS_CHART_DRIVER
#   firefox    Firefox                                     CLAIMS_CHART_FIREFOX
#   webkit     WebKitGTK's MiniBrowser and its driver      CLAIMS_CHART_WEBKIT, CLAIMS_CHART_WEBKIT_DRIVER
#
# With Chromium it also writes webdriver.json, which `wasm-pack test` reads from the root. WebKitGTK's browser has no
# headless mode: it gets a screen in memory (Xvfb) and a window manager (openbox), without which it hangs.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/install.sh

kind=$1
env_file=$2

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

# write_env VARIABLE=PATH...: the environment file, with what the Makefile has it written anew for when it is gone.
write_env() {
  local each
  mkdir -p "$(dirname "$env_file")"
  {
    echo "# Written by tools/setup-browser.sh; source it before the browser tests. The Makefile has it written anew when"
    echo "# something that it needs is gone."
    for each in "$@"; do printf '# needs %s\n' "${each#*=}"; done
    for each in "$@"; do printf 'export %s="%s"\n' "${each%%=*}" "${each#*=}"; done
  } >"$env_file.new"
  mv "$env_file.new" "$env_file"
}

# Sets browser and driver. A driver drives only the browser of its own number, so of several browsers the one that
# fits is taken.
find_chromium() {
  local candidate drivers browsers
  if [ -n "${CLAIMS_CHART_DRIVER:-}" ]; then drivers=("$CLAIMS_CHART_DRIVER")
  else drivers=(chromedriver "${CHROMEWEBDRIVER:-/usr/lib/chromium-browser}/chromedriver")
  fi
  if [ -n "${CLAIMS_CHART_BROWSER:-}" ]; then browsers=("$CLAIMS_CHART_BROWSER")
  else browsers=(google-chrome-stable google-chrome chromium chromium-browser chrome
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
  fi
  driver=$(first_that_runs "${drivers[@]}") || return 1
  for candidate in "${browsers[@]}"; do
    browser=$(first_that_runs "$candidate") || continue
    [ "$(major "$browser")" != "$(major "$driver")" ] || return 0
  done
  return 1
}

setup_chromium() {
  local no_sandbox
  local by_hand="install Chromium or Chrome and the chromedriver of the same version, on PATH or named by CLAIMS_CHART_BROWSER and CLAIMS_CHART_DRIVER"
  if ! find_chromium; then
    if [ -n "${CLAIMS_CHART_BROWSER:-}${CLAIMS_CHART_DRIVER:-}" ]; then
      fail "CLAIMS_CHART_BROWSER and CLAIMS_CHART_DRIVER do not name a browser and a driver of the same version: $by_hand"
    fi
    # Debian's two packages are always of one version.
    apt_install chromium chromium-driver && find_chromium || fail "$by_hand"
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
  write_env "CLAIMS_CHART_BROWSER=$browser" "CLAIMS_CHART_DRIVER=$driver"
  say "ready: $browser, driven by $driver"
}

# Ubuntu's Firefox is a snap, or a script that starts one. It does not see the profile that a test gives it.
is_snap() {
  case $(readlink -f "$1") in /snap/* | */snap) return 0 ;; esac
  [ "$(head -c 2 "$1" | tr -d '\0')" = '#!' ] && grep -q /snap/ "$1"
}

find_firefox() {
  local candidate browsers
  if [ -n "${CLAIMS_CHART_FIREFOX:-}" ]; then browsers=("$CLAIMS_CHART_FIREFOX")
  else browsers=(firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox)
  fi
  for candidate in "${browsers[@]}"; do
    browser=$(first_that_runs "$candidate") || continue
    is_snap "$browser" || return 0
  done
  return 1
}

setup_firefox() {
  local by_hand="install Firefox, other than as a snap, on PATH or named by CLAIMS_CHART_FIREFOX; \`make test BROWSERS=chromium\` goes without it"
  if ! find_firefox; then
    [ -z "${CLAIMS_CHART_FIREFOX:-}" ] || fail "CLAIMS_CHART_FIREFOX does not name a Firefox that runs: $by_hand"
    apt_install firefox-esr && find_firefox || fail "$by_hand"
  fi
  write_env "CLAIMS_CHART_FIREFOX=$browser"
  say "ready: $browser"
}

# Sets browser, driver, screen and windows. None of them tells its version without a screen.
find_webkit() {
  driver=$(command -v "${CLAIMS_CHART_WEBKIT_DRIVER:-WebKitWebDriver}") || return 1
  screen=$(command -v Xvfb) && windows=$(command -v openbox) || return 1
  for browser in ${CLAIMS_CHART_WEBKIT:+"$CLAIMS_CHART_WEBKIT"} /usr/{lib/*,lib,lib64,libexec}/webkit{2gtk-4.1,gtk-6.0}/MiniBrowser; do
    [ ! -x "$browser" ] || return 0
  done
  return 1
}

setup_webkit() {
  local by_hand="install WebKitGTK's MiniBrowser and WebKitWebDriver (where they are found, or named by CLAIMS_CHART_WEBKIT and CLAIMS_CHART_WEBKIT_DRIVER), Xvfb and openbox; \`make test BROWSERS='chromium firefox'\` goes without them"
  if ! find_webkit; then
    apt_install webkit2gtk-driver xvfb openbox && find_webkit || fail "$by_hand"
  fi
  write_env "CLAIMS_CHART_WEBKIT=$browser" "CLAIMS_CHART_WEBKIT_DRIVER=$driver" "CLAIMS_CHART_SCREEN=$screen" \
    "CLAIMS_CHART_WINDOWS=$windows"
  say "ready: $browser, driven by $driver"
}

case $kind in
  chromium | firefox | webkit) "setup_$kind" ;;
  *) fail "there are tests for chromium, firefox and webkit, not for $kind" ;;
esac
