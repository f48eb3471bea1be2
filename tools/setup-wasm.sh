#!/usr/bin/env bash
# Gets this machine ready for `wasm-pack build` and `wasm-pack test`, and writes an environment file to be sourced
# before them: tools/setup-wasm.sh ENV_FILE (default target/tools/wasm.env). Run again, it only checks.
#
# WASM_STD chooses where Rust's standard library for wasm32 comes from:
#   rustup   `rustup target add`
#   debian   Debian's rustc-web, with the library compiled here from Debian's rust-web-src
#   auto     what is installed, else rustup, else Debian (the default)
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/install.sh

target=wasm32-unknown-unknown
wasm_pack_version=0.15.0
env_file=${1:-target/tools/wasm.env}
choice=${WASM_STD:-auto}
tools=$(tools_dir)
sysroot=$tools/sysroot
by_hand="install Rust's $target target: rustup target add $target (or, on Debian, WASM_STD=debian as root)"

command -v cargo >/dev/null || fail "cargo is missing: install Rust from https://rustup.rs"
[ -f Cargo.lock ] || fail "Cargo.lock is missing: it names the version of wasm-bindgen to install"
# wasm-bindgen's command refuses a library of any other version, so the lock file decides.
bindgen_version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
[ -n "$bindgen_version" ] || fail "Cargo.lock names no wasm-bindgen, so its command cannot be chosen"
one_at_a_time "$tools"

# --- the wasm target ---------------------------------------------------------------------------------------------

# Asking rustc is not enough: it prints the folder of a target that is not installed, too.
target_is_installed() {
  local folder
  folder=$(rustc --target "$target" --print target-libdir 2>/dev/null) && compgen -G "$folder/libstd-*.rlib" >/dev/null
}

add_with_rustup() {
  command -v rustup >/dev/null || return 1
  say "rustup target add $target"
  rustup target add "$target" >&2 </dev/null || { say "rustup could not add $target"; return 1; }
  target_is_installed
}

# The linker has to read what this LLVM writes, so it is the one of the same number.
debian_llvm() { /usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p'; }

debian_packages() {
  local source=/usr/lib/rustlib/src/rust/library
  if ! dpkg-query -W -f '${Package}\n' rustc-web cargo-web rust-web-src rust-web-clippy >/dev/null 2>&1 ||
      [ ! -d "$source" ]; then
    apt_install rustc-web cargo-web rust-web-src rust-web-clippy || return 1
  fi
  [ -x "/usr/bin/wasm-ld-$(debian_llvm)" ] || apt_install "lld-$(debian_llvm)" || return 1
}

# Names exactly the compiler that made the library: a library made by another is refused, with error E0463.
debian_identity() {
  /usr/bin/rustc -vV
  dpkg-query -W -f '${Package} ${Version}\n' rustc-web rust-web-src
}

# Debian ships the library's source but not the library for wasm32. Building an empty crate with -Zbuild-std, offline
# from the crates that Debian vendors beside the source, leaves the library among its dependencies. The two flags are
# the ones Rust's own build passes: the first keeps the library's private crates private, the second leaves the
# bitcode that link-time optimisation of the chart needs.
build_debian_library() {
  local work host
  say "compiling Rust's standard library for $target (about a minute)"
  work=$(mktemp -d "$tools/library.XXXXXX")
  mkdir -p "$work/src"
  touch "$work/src/lib.rs"
  printf '[package]\nname = "nothing"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n' >"$work/Cargo.toml"
  if ! (cd "$work" && env -u RUSTUP_TOOLCHAIN -u CARGO_TARGET_DIR -u RUSTC_WRAPPER \
      RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS='-Zforce-unstable-if-unmarked -Cembed-bitcode=yes' \
      /usr/bin/cargo build --quiet --release --offline --target "$target" \
        -Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro \
        --config 'source.crates-io.replace-with="vendored"' \
        --config 'source.vendored.directory="/usr/lib/rustlib/src/rust/library/vendor"') >&2; then
    rm -rf "$work"
    say "the standard library for $target could not be compiled from rust-web-src"
    return 1
  fi
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
  rm -rf "$sysroot"
  mkdir -p "$sysroot/bin" "$sysroot/lib/rustlib/$target/lib"
  ln -s "/usr/lib/rustlib/$host" "$sysroot/lib/rustlib/$host"
  mv "$work/target/$target/release/deps/"*.rlib "$sysroot/lib/rustlib/$target/lib/"
  rm -f "$sysroot/lib/rustlib/$target/lib/"libnothing-*
  rm -rf "$work"
  debian_identity >"$sysroot/made-with"
}

# The compiler's commands, each told where the library is. rustdoc needs it for doctests; clippy's driver is not
# reached through rustc, and takes the folder from a variable.
write_debian_commands() {
  local name
  for name in rustc rustdoc; do
    printf '#!/bin/sh\nexec /usr/bin/%s --sysroot "%s" "$@"\n' "$name" "$sysroot" >"$sysroot/bin/$name"
  done
  printf '#!/bin/sh\nSYSROOT="%s" exec /usr/bin/cargo-clippy "$@"\n' "$sysroot" >"$sysroot/bin/cargo-clippy"
  chmod +x "$sysroot/bin/rustc" "$sysroot/bin/rustdoc" "$sysroot/bin/cargo-clippy"
  ln -sf /usr/bin/cargo "$sysroot/bin/cargo"
}

set_up_debian() {
  [ -x /usr/bin/dpkg-query ] || { say "this is not a Debian system"; return 1; }
  debian_packages || return 1
  if [ "$(cat "$sysroot/made-with" 2>/dev/null)" != "$(debian_identity)" ]; then
    build_debian_library || return 1
  fi
  write_debian_commands
  # cargo does not notice that the library beneath it was rebuilt, and would go on using what it compiled before.
  if ! cmp -s "$sysroot/made-with" target/wasm/made-with; then
    rm -rf target/wasm
    mkdir -p target/wasm
    cp "$sysroot/made-with" target/wasm/made-with
  fi
}

library=
case $choice in
  auto)
    if target_is_installed || add_with_rustup; then library=rustup
    elif set_up_debian; then library=debian
    fi ;;
  rustup) if target_is_installed || add_with_rustup; then library=rustup; fi ;;
  debian) if set_up_debian; then library=debian; fi ;;
  *) fail "WASM_STD must be auto, rustup or debian, not \"$choice\"" ;;
esac
[ -n "$library" ] || fail "$by_hand"

# --- wasm-bindgen and wasm-pack ------------------------------------------------------------------------------------

# A folder for each version, so that checkouts that pin different ones do not fight over the place.
bindgen=$tools/wasm-bindgen-$bindgen_version
wasm_pack=$tools/wasm-pack-$wasm_pack_version
# Without its default features it has no TLS, which it needs only for a WebDriver on another machine.
[ -x "$bindgen/bin/wasm-bindgen" ] ||
  install_crate "$bindgen" wasm-bindgen-cli "$bindgen_version" --no-default-features
[ -x "$wasm_pack/bin/wasm-pack" ] || install_crate "$wasm_pack" wasm-pack "$wasm_pack_version"
rm -rf "$tools/build"

# --- the environment -----------------------------------------------------------------------------------------------

mkdir -p "$(dirname "$env_file")"
{
  echo "# Written by tools/setup-wasm.sh; source it before wasm-pack. The Makefile has it written anew when something"
  echo "# that it needs is gone."
  printf '# needs %s\n' "$bindgen/bin/wasm-bindgen" "$wasm_pack/bin/wasm-pack"
  [ "$library" != debian ] || printf '# needs %s\n' "$sysroot/made-with" "/usr/bin/wasm-ld-$(debian_llvm)"
  # wasm-opt comes from npm's binaryen, which is among the project's own packages.
  path="$bindgen/bin:$wasm_pack/bin:$PWD/node_modules/.bin"
  if [ "$library" = debian ]; then
    path="$sysroot/bin:$path"
    echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=\"wasm-ld-$(debian_llvm)\""
    # A toolchain that rustup chose for this process must not reach Debian's cargo.
    echo "unset RUSTUP_TOOLCHAIN RUSTC RUSTDOC"
  fi
  echo "export PATH=\"$path:\$PATH\""
  # Apart from the native target folder, so that two compilers do not rebuild what the other built.
  echo "export CARGO_TARGET_DIR=\"$PWD/target/wasm\""
} >"$env_file.new"
mv "$env_file.new" "$env_file"
say "ready: . $env_file"
