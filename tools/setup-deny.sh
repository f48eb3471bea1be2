#!/usr/bin/env bash
# Installs cargo-deny and writes an environment file to be sourced before it: tools/setup-deny.sh ENV_FILE (default
# target/tools/deny.env). Run again, it only checks. Apart from the other set-up, because no build needs it.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/install.sh

version=0.20.2
env_file=${1:-target/tools/deny.env}
tools=$(tools_dir)
deny=$tools/cargo-deny-$version

command -v cargo >/dev/null || fail "cargo is missing: install Rust from https://rustup.rs"
one_at_a_time "$tools"
# Its one default feature is about the network's certificates, which cargo and git have of their own.
[ -x "$deny/bin/cargo-deny" ] || install_crate "$deny" cargo-deny "$version" --no-default-features
rm -rf "$tools/build"

mkdir -p "$(dirname "$env_file")"
{
  echo "# Written by tools/setup-deny.sh; source it before cargo deny."
  printf '# needs %s\n' "$deny/bin/cargo-deny"
  echo "export PATH=\"$deny/bin:\$PATH\""
} >"$env_file.new"
mv "$env_file.new" "$env_file"
say "ready: . $env_file"
