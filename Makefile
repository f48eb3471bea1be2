# Every target does its own set-up and only what it needs; a second run installs and builds nothing that is there.
#
#   make serve        build the widget, serve the article page and print its address (PORT=8080, or the next free one)
#   make test         every check below, in this order: what CI runs
#   make gallery      pages with every view of every measure, width, theme and language, in target/gallery/
#   make size         what a reader loads, and what takes the space: crates, functions, files of the element
#   make bench        how long the reasoning takes, natively, for a growing number of claims; and how long readers wait
#                     for the chart, beside other chart libraries (BENCH="--rounds 1 --only claims,uplot" for a part)
#   make fuzz         fuzzers on every way in, FUZZ_SECONDS each, and the random tests many times over
#   make audit        known faults of crates and packages, as far as the databases can be reached
#   make pkg          build pkg/, the folder that a site serves
#   make package      pack it for npm, in target/
#   make clean        remove what these commands made in the checkout (tools in the cache folder stay)
#
# WASM_STD=auto|rustup|debian chooses where the wasm target comes from; tools/setup-wasm.sh says how.
# BROWSERS="chromium firefox webkit" says which browsers the pages are tested in. One that is listed and cannot be had
# is a failure; one that is not listed is named at the end as not tested in. So no browser is left out unseen.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
# cargo locks its folders and uses every core by itself, and the order of the checks is part of what `test` promises.
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

PORT ?= 8080
WASM_STD ?= auto
export WASM_STD

# WebKitGTK, the one WebKit that a script can drive anywhere without a screen, is for Linux alone.
ALL_BROWSERS := chromium firefox webkit
BROWSERS ?= $(if $(filter Linux,$(shell uname)),$(ALL_BROWSERS),$(filter-out webkit,$(ALL_BROWSERS)))
UNTESTED = $(strip $(filter-out $(BROWSERS),$(ALL_BROWSERS)))

# kB of 1,000 bytes, as served with brotli 11, for the wasm, JavaScript and CSS together that an article loads at first.
SIZE_BUDGET := 72

# How long each fuzzer looks, in seconds.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS := json csv view reasoning
FUZZ_OPTIONS := --fuzz-dir tests/fuzz --sanitizer none --target-dir target/fuzz

# The environment files say where the tools are. One each for WASM_STD's values, so that changing it takes effect.
WASM_ENV := target/tools/wasm-$(WASM_STD).env
BROWSER_ENV := target/tools/chromium.env
DENY_ENV := target/tools/deny.env
BENCH_MODULES := tests/bench/node_modules/.package-lock.json
FUZZ_ENV := target/tools/fuzz.env
RUST_COMPONENTS := target/tools/rust-components
NODE_MODULES := node_modules/.package-lock.json

# An environment file whose tools were removed since (an emptied cache, an uninstalled browser) is worth nothing.
$(shell for env in target/tools/*.env; do [ -f $$env ] || continue; \
  sed -n 's/^\# needs //p' $$env | while IFS= read -r path; do [ -e "$$path" ] || rm -f $$env; done; done)

# The folders are listed beside the files, because a removed file shows only in its folder's date.
CORE_SOURCES := Cargo.toml Cargo.lock $(shell find src/core 2>/dev/null)
DESK_SOURCES := $(shell find src/desk 2>/dev/null)
SCHEMA_SOURCES := $(shell find src/schema 2>/dev/null)
# What each function of the wasm is called: for `make size` alone.
FUNCTIONS := target/size/functions.json
SCHEMAS := pkg/claims-dataset.schema.json pkg/claims-csv.datapackage.json
ELEMENT_SOURCES := $(shell find www/claims-chart.js www/claims-chart www/embed.* 2>/dev/null)
E2E_TESTS := $(wildcard tests/e2e/*.test.mjs)
# It holds for a file of tests as a whole, too: each page within has limits of its own, which are shorter.
E2E_TIMEOUT_MS := 600000

.PHONY: serve gallery bench bench-reasoning bench-browser fuzz $(FUZZ_TARGETS:%=fuzz-%) corpus pkg package test check-format lint check-crates audit \
  test-native doc test-wasm test-tools types spelling check-size size test-docs test-package test-reproducible test-e2e \
  test-e2e-chromium test-e2e-firefox test-e2e-webkit screenshots tools clean

# The article page, at the printed address.
serve: pkg
	@exec node tools/serve.mjs --port $(PORT)

# The self-contained folder: what wasm-pack builds, and the element.
pkg: pkg/claims-chart.js pkg/sbom.cdx.json

# What `npm publish` takes, as a file. One of another version would be taken for it.
package: pkg
	rm -f target/claims-chart-*.tgz
	npm pack ./pkg --pack-destination target --silent

# All checks.
test: check-format lint check-crates test-native doc test-wasm test-tools types spelling check-size test-docs test-package \
    test-e2e
	@echo "make test: all checks passed$(if $(UNTESTED),; NOT TESTED IN: $(UNTESTED))"

# Pages with every picture there is, to be looked through.
gallery: pkg
	node tools/gallery.mjs

# Not part of `test`: a machine that does other things beside would fail it for no fault.
bench: bench-reasoning bench-browser

bench-reasoning:
	cargo bench -p claims-core --bench reasoning

# All of it takes half an hour or more. What it compares with is installed here and nowhere else.
bench-browser: pkg $(BROWSER_ENV) $(BENCH_MODULES)
	cargo build -p claims-chart-cli
	. $(BROWSER_ENV) && CLAIMS_CHART_COMMAND=$(CURDIR)/target/debug/claims-chart node tests/bench/run.mjs $(BENCH)

# rustfmt, for every crate.
check-format: $(RUST_COMPONENTS)
	cargo fmt --all --check

# clippy, natively and for wasm32; a warning is an error.
lint: $(RUST_COMPONENTS) $(WASM_ENV)
	cargo clippy --workspace --all-targets -- -D warnings
	. $(WASM_ENV) && cargo clippy -p claims-chart -p claims-desk --target wasm32-unknown-unknown --all-targets -- -D warnings

# Licences of crates, where they come from, and that there are no two of one: by deny.toml. cargo-deny takes three minutes to
# install, once for a machine, and seconds to run.
check-crates: $(DENY_ENV)
	. $(DENY_ENV) && cargo deny --workspace --locked check licenses bans sources

# What others have found out about them since. Not part of `test`: it depends on the day, and on databases that may be out
# of reach, of which it says so; .ci/run calls it last.
audit: $(DENY_ENV) $(NODE_MODULES)
	. $(DENY_ENV) && tools/audit.sh

# Unit tests, integration tests and the examples in the documentation, for this machine. The random ones are the same
# each time, so that a change is all that can break them; `make fuzz` looks for what they have not met.
test-native:
	PROPTEST_RNG_SEED=1 cargo test --workspace

# Many more random datasets than `test` has time for, other ones each time. What a fuzzer finds stands in target/fuzz/found/;
# once it is mended, put it into tests/fuzz/corpus/, which `make test` asks again.
fuzz: $(FUZZ_TARGETS:%=fuzz-%)
	PROPTEST_CASES=5000 cargo test --release -p claims-core --test reasoning --test scenes --test formats
	CLAIMS_CHART_ROUNDS=200000 CLAIMS_CHART_SEED=$$RANDOM node --test tests/address.test.mjs

# A fuzzer begins with the corpus that is kept, and with what it found of interest before. It may use no more memory and
# no more time for one input than that; tests/hostile/ is stricter, and asks what came of it.
$(FUZZ_TARGETS:%=fuzz-%): fuzz-%: $(FUZZ_ENV)
	@mkdir -p target/fuzz/found target/fuzz/seen/$*
	. $(FUZZ_ENV) && cargo fuzz run $(FUZZ_OPTIONS) $* target/fuzz/seen/$* tests/fuzz/corpus/$* -- \
	  -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=1024 -timeout=25 -max_len=4096 -print_final_stats=1 \
	  -artifact_prefix=$(CURDIR)/target/fuzz/found/$*-

# The corpus with whatever the fuzzers have seen since that is new, as few and as small files as reach the same.
corpus: $(FUZZ_ENV)
	for target in $(FUZZ_TARGETS); do \
	  mkdir -p target/fuzz/seen/$$target; \
	  cp -n target/fuzz/seen/$$target/* tests/fuzz/corpus/$$target/ 2>/dev/null || true; \
	  ( . $(FUZZ_ENV) && cargo fuzz cmin $(FUZZ_OPTIONS) $$target tests/fuzz/corpus/$$target -- \
	        -max_len=4096 -use_counters=0 -timeout=25 ); \
	done

# The core's documentation, without a warning.
doc:
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps -p claims-core

# The tests of src/lib.rs and src/desk, in a browser. The runner would look for webdriver.json in a crate's own folder.
test-wasm: $(WASM_ENV) $(BROWSER_ENV)
	. $(WASM_ENV) && . $(BROWSER_ENV) && export WASM_BINDGEN_TEST_WEBDRIVER_JSON="$(CURDIR)/webdriver.json" && \
	  for crate in . src/desk; do \
	    wasm-pack test --headless --chrome --chromedriver "$$CLAIMS_CHART_DRIVER" $$crate; \
	  done

# What the tools, and the element's address, can be asked without the wasm; and datasets, sound and bad, against their schema.
test-tools: $(SCHEMAS) $(NODE_MODULES)
	node --test tools/*.test.mjs tests/*.test.mjs

# The JavaScript against its JSDoc types and those of the generated module.
types: pkg
	node_modules/.bin/tsc -p tsconfig.json

# Words that are right and that the dictionaries lack stand in tools/words.txt.
spelling: $(NODE_MODULES)
	node_modules/.bin/cspell lint --no-progress --no-summary

# What a reader's browser loads, within the budget.
check-size: pkg
	node tools/size.mjs --budget $(SIZE_BUDGET)

# That, and what takes the space.
size: pkg $(FUNCTIONS)
	node tools/size.mjs --budget $(SIZE_BUDGET) --detail

# Every snippet in docs/ and in the README, run.
test-docs: pkg $(BROWSER_ENV)
	cargo build -p claims-chart-cli
	. $(BROWSER_ENV) && CLAIMS_CHART_COMMAND=$(CURDIR)/target/debug/claims-chart \
	  node --test --test-timeout=$(E2E_TIMEOUT_MS) tests/docs/docs.test.mjs

# The packed package as those use it who install it: served as it is, built by bundlers, checked by TypeScript.
test-package: package $(BROWSER_ENV)
	. $(BROWSER_ENV) && node --test --test-timeout=$(E2E_TIMEOUT_MS) tests/package/*.test.mjs

# pkg/, once more: built from nothing in another folder it is the same byte by byte. Not part of `test`, of which it would be
# some minutes; .ci/run calls it.
test-reproducible: pkg
	node tools/rebuild.mjs

# The served pages in each of the browsers, one after the other: all tests, and in WebKit those that tell whether the
# chart works at all.
test-e2e: $(BROWSERS:%=test-e2e-%)

test-e2e-chromium test-e2e-firefox: test-e2e-%: pkg target/tools/%.env
	. target/tools/$*.env && CLAIMS_CHART_TEST_BROWSER=$* \
	  node --test --test-timeout=$(E2E_TIMEOUT_MS) $(or $(E2E_TESTS),$(error there is no tests/e2e/*.test.mjs))

test-e2e-webkit: pkg target/tools/webkit.env
	. target/tools/webkit.env && node --test --test-timeout=$(E2E_TIMEOUT_MS) tests/e2e/webkit/smoke.test.mjs

# The pictures in the documentation, made anew.
screenshots: pkg $(BROWSER_ENV)
	. $(BROWSER_ENV) && node tools/screenshot.mjs

# The tools alone, to call them by hand afterwards: . target/tools/wasm-auto.env
tools: $(WASM_ENV) $(NODE_MODULES)

clean:
	rm -rf target node_modules tests/bench/node_modules webdriver.json
	find pkg -mindepth 1 ! -name ABOUT.md -delete

# What LLVM does for speed at the price of more code or more variables. Without it the wasm is 1.7 kB smaller with brotli.
SMALL := -disable-lsr -disable-machine-licm -disable-machine-cse -disable-licm-promotion -enable-pre=false \
  -inline-call-penalty=50
# The stack is the first in memory, so that one too small is an error and overwrites nothing. All that is deep is limited.
STACK_BYTES := 262144
# Builds the crate in folder $1 as module $3 in folder $2, small. tools/shrink-wasm.mjs goes by the names of functions,
# which a release build strips otherwise, and by the linker's map; $4 are its options.
define small-wasm
. $(WASM_ENV) && RUSTFLAGS="$${RUSTFLAGS-} -Clink-arg=--keep-section=name -Clink-arg=--Map=target/$3-$(WASM_STD).map \
  -Clink-arg=-zstack-size=$(STACK_BYTES) $(SMALL:%=-Cllvm-args=%)" \
  wasm-pack build $1 --target web --release --no-opt --out-dir $(CURDIR)/$2
node tools/shrink-wasm.mjs $2/$3 target/$3-$(WASM_STD).map $4
@touch $2/$3_bg.wasm
endef

pkg/claims_chart_bg.wasm $(FUNCTIONS) &: $(wildcard src/*.rs src/*.js) $(CORE_SOURCES) $(WASM_ENV) $(NODE_MODULES) \
    tools/alike.mjs tools/shrink-wasm.mjs tools/split-wasm.mjs tools/wat.mjs
	$(call small-wasm,.,pkg,claims_chart,--names)
	node tools/split-wasm.mjs pkg/claims_chart $(FUNCTIONS)

# For those who write datasets. Made natively, and without the command: it is made of types alone.
$(SCHEMAS) &: $(SCHEMA_SOURCES) $(CORE_SOURCES)
	cargo run --quiet -p claims-schema pkg

# In a folder of its own, because wasm-pack writes a package around each module.
target/desk/claims_desk_bg.wasm: $(DESK_SOURCES) $(CORE_SOURCES) $(WASM_ENV) $(NODE_MODULES) tools/shrink-wasm.mjs
	$(call small-wasm,src/desk,target/desk,claims_desk)

pkg/claims-chart.js: pkg/claims_chart_bg.wasm target/desk/claims_desk_bg.wasm $(ELEMENT_SOURCES) tools/complete-pkg.mjs \
    tools/freeze.mjs $(SCHEMAS)
	node tools/complete-pkg.mjs

# What all of it is made of. The compiler that is asked for its version is the one that made the wasm.
pkg/sbom.cdx.json: pkg/claims-chart.js tools/sbom.mjs
	. $(WASM_ENV) && node tools/sbom.mjs

# A new wasm-bindgen in Cargo.lock needs its own command, and a new Debian compiler its own standard library.
$(WASM_ENV): tools/setup-wasm.sh tools/install.sh Cargo.lock $(wildcard /var/lib/dpkg/info/rustc-web.list)
	@tools/setup-wasm.sh $@

$(BROWSER_ENV) webdriver.json &: tools/setup-browser.sh tools/install.sh
	@tools/setup-browser.sh chromium $(BROWSER_ENV)

$(DENY_ENV): tools/setup-deny.sh tools/install.sh
	@tools/setup-deny.sh $@

$(FUZZ_ENV): tools/setup-fuzz.sh tools/install.sh
	@tools/setup-fuzz.sh $@

target/tools/firefox.env target/tools/webkit.env: target/tools/%.env: tools/setup-browser.sh tools/install.sh
	@tools/setup-browser.sh $* $@

# rustup's minimal profile comes without them.
$(RUST_COMPONENTS):
	@mkdir -p $(@D)
	@{ cargo fmt --version && cargo clippy --version; } >$@ 2>/dev/null || \
	  { rustup component add rustfmt clippy && { cargo fmt --version && cargo clippy --version; } >$@; } || \
	  { echo "install rustfmt and clippy: rustup component add rustfmt clippy" >&2; exit 1; }

$(NODE_MODULES): package-lock.json package.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && command -v npm >/dev/null || \
	  { echo "install Node.js 20 or newer, with npm" >&2; exit 1; }
	npm ci --no-audit --no-fund
	@touch $@

$(BENCH_MODULES): tests/bench/package-lock.json tests/bench/package.json $(NODE_MODULES)
	npm ci --prefix tests/bench --no-audit --no-fund
	@touch $@
