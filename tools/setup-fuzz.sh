#!/usr/bin/env bash
# Gets this machine ready for `cargo fuzz`, and writes an environment file to be sourced before it:
# tools/setup-fuzz.sh ENV_FILE (default target/tools/fuzz.env). Run again, it only checks.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/install.sh

version=0.13.2
env_file=${1:-target/tools/fuzz.env}
tools=$(tools_dir)

command -v cargo >/dev/null || fail "cargo is missing: install Rust from https://rustup.rs"
command -v c++ >/dev/null || fail "a C++ compiler is missing, which libFuzzer is compiled with: apt-get install g++"
one_at_a_time "$tools"

cargo_fuzz=$tools/cargo-fuzz-$version
[ -x "$cargo_fuzz/bin/cargo-fuzz" ] || install_crate "$cargo_fuzz" cargo-fuzz "$version"
rm -rf "$tools/build"

mkdir -p "$(dirname "$env_file")"
{
  echo "# Written by tools/setup-fuzz.sh; source it before cargo fuzz."
  printf '# needs %s\n' "$cargo_fuzz/bin/cargo-fuzz"
  echo "export PATH=\"$cargo_fuzz/bin:\$PATH\""
  # Counters of what was reached are all that libFuzzer wants of the compiler, and stable Rust has them, unannounced.
  # Sanitizers look for faults of unsafe code, of which there is none.
  echo "export RUSTC_BOOTSTRAP=1"
} >"$env_file.new"
mv "$env_file.new" "$env_file"
say "ready: . $env_file"
