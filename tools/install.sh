# Sourced by the set-up scripts: how they speak, and how a Debian package or a crate's command gets onto the machine.

say() { printf '[%s] %s\n' "$(basename "$0" .sh)" "$*" >&2; }

# The last line a reader sees has to say what to do, so every way out with an error goes through here.
fail() { say "$*"; exit 1; }

# The folder for what is built or installed once and used by every checkout.
tools_dir() { printf '%s\n' "${CLAIMS_CHART_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/claims-chart}"; }

# Two set-ups at once (two checkouts, make -j) would write the same folder; the second waits for the first.
# macOS has no flock, and goes without.
one_at_a_time() {
  mkdir -p "$1"
  if command -v flock >/dev/null; then
    exec 9>"$1/lock"
    flock 9
  fi
}

# as_root COMMAND...: runs it as root; fails where this user cannot become root without a terminal.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif ! command -v sudo >/dev/null; then say "not root, and there is no sudo"; return 1
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"
  fi
}

# apt_install PACKAGE...: true when they are installed; else says which step failed, with apt's own words.
# The package lists are refreshed first, since old ones name files that the mirror no longer has. A failing refresh
# alone does not stop the installation: often it is a third party's list that is out of reach.
apt_install() {
  local log attempt
  command -v apt-get >/dev/null || { say "no apt-get here"; return 1; }
  log=$(mktemp)
  say "installing $* with apt-get"
  # A lock held by the system's own updates is let go within a minute or two.
  for attempt in 1 2 3 4 5 6; do
    as_root apt-get update -qq >"$log" 2>&1 </dev/null && break
    grep -q 'Could not get lock' "$log" || { say "apt-get update failed, going on: $(tail -n 1 "$log")"; break; }
    say "apt-get is locked by another process (attempt $attempt of 6)"
    sleep 20
  done
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=180 \
      install -y -qq --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  say "apt-get install $* failed:"
  tail -n 8 "$log" | sed 's/^/    /' >&2
  rm -f "$log"
  return 1
}

# install_crate FOLDER CRATE VERSION OPTION...: from crates.io, without optimisation, since each runs for a second at
# most and compiling it takes minutes otherwise. One build folder, so that what both need is compiled once.
install_crate() {
  local folder=$1 crate=$2 version=$3 tools
  shift 3
  tools=$(tools_dir)
  say "cargo install $crate $version (a minute or two)"
  # From the tools folder: a configuration or toolchain file of the checkout is not meant for these.
  (cd "$tools" && env -u RUSTFLAGS -u CARGO_BUILD_TARGET CARGO_TARGET_DIR="$tools/build" \
      CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=0 \
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
      cargo install --quiet --locked --force --root "$folder" "$crate" --version "=$version" "$@") >&2 </dev/null ||
    fail "cargo could not install $crate $version: see above; a C compiler (gcc) and a way to crates.io are needed"
}
