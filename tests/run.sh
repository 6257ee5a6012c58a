#!/bin/sh
# Runs every test, on a fresh Debian machine with Rust, a C compiler, git, python3 and pip.
#
#   sh tests/run.sh               all tests
#   sh tests/run.sh tidy::        those whose name contains the words, as with `cargo test`
#
# Installs what the tests need and the machine lacks: Chromium and its driver, Chinese fonts and
# PostgreSQL by apt (with sudo unless root), the accessibility checker by npm. What cannot be had is
# named as SKIPPED at the end, with the reason; with CI set it is a failure instead.
set -u
cd "$(dirname "$0")/.." || exit 1

skipped=""
skip() {
    skipped="$skipped
SKIPPED $1: $2"
    echo "SKIPPED $1: $2" >&2
}

in_ci() {
    case "${CI:-}" in "" | 0 | false) return 1 ;; *) return 0 ;; esac
}

have() {
    command -v "$1" >/dev/null 2>&1
}

have_postgres() {
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    have initdb || { have pg_config && [ -x "$(pg_config --bindir)/initdb" ]; }
}

have_han_font() {
    have fc-list && [ -n "$(fc-list :lang=zh-cn family | head -n 1)" ]
}

# The fonts of the synthetic papers (src/forensics/synth/papers/fonts.rs): packages that are not installed.
missing_fonts() {
    while read -r package file; do
        [ -f "/usr/share/fonts/$file" ] || printf ' %s' "$package"
    done <<FONTS
fonts-noto-cjk opentype/noto/NotoSerifCJK-Regular.ttc
fonts-wqy-zenhei truetype/wqy/wqy-zenhei.ttc
fonts-wqy-microhei truetype/wqy/wqy-microhei.ttc
fonts-arphic-gbsn00lp truetype/arphic-gbsn00lp/gbsn00lp.ttf
fonts-arphic-gkai00mp truetype/arphic-gkai00mp/gkai00mp.ttf
fonts-arphic-uming truetype/arphic/uming.ttc
fonts-arphic-ukai truetype/arphic/ukai.ttc
fonts-lxgw-wenkai truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
FONTS
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# --- Debian packages -------------------------------------------------------------------------

wanted=""
have chromium || wanted="$wanted chromium"
have chromedriver || wanted="$wanted chromium-driver"
have_han_font || wanted="$wanted fontconfig fonts-noto-cjk"
wanted="$wanted$(missing_fonts)"
have_postgres || wanted="$wanted postgresql"
if [ -n "$wanted" ]; then
    if ! have apt-get; then
        echo "apt-get is not here to install:$wanted" >&2
    elif [ "$(id -u)" != 0 ] && ! have sudo; then
        echo "neither root nor sudo is here to install:$wanted" >&2
    else
        echo "installing:$wanted"
        as_root apt-get update -qq
        # Split on purpose: a list of names.
        # shellcheck disable=SC2086
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted ||
            echo "apt-get could not install:$wanted" >&2
    fi
fi

# --- the accessibility checker ---------------------------------------------------------------

if have npm && [ ! -f tests/browser/node_modules/axe-core/axe.min.js ]; then
    (cd tests/browser && npm ci --no-audit --no-fund --ignore-scripts) ||
        echo "npm could not install the accessibility checker" >&2
fi

# --- what will not be tested -----------------------------------------------------------------

have chromium && have chromedriver || skip "the browser tests" "chromium or chromedriver is missing"
have_han_font || skip "the check for missing characters" "no Chinese font is installed"
[ -z "$(missing_fonts)" ] || skip "the tests of synthetic papers" "fonts are missing:$(missing_fonts)"
have_postgres || skip "the database tests on PostgreSQL" "initdb is missing"
[ -f tests/browser/node_modules/axe-core/axe.min.js ] ||
    skip "the accessibility checks" "axe-core is missing (npm installs it)"
if [ -n "$skipped" ] && in_ci; then
    echo "In CI nothing may be skipped." >&2
    exit 1
fi
# The table is data beside the repository, not part of it: its absence is said, not punished.
[ -f "${SHIFU_RUSTSEC_TSV:-../shared/data/rustsec.tsv}" ] ||
    skip "the RustSec check" "no advisory table; name one in SHIFU_RUSTSEC_TSV"

# --- the tests -------------------------------------------------------------------------------

# The program is built by name too: some tests start it, and a filter must not leave it out.
cargo build --locked --bins || exit 1

# The encoder of search by meaning is optional, for the program and here. Not in SHIFU_MODELS: every program
# the tests start would begin to read.
models="$PWD/target/models"
if SHIFU_MODELS="$models" target/debug/shifu models fetch --data "$models"; then
    export SHIFU_TEST_MODELS="$models"
else
    skip "the test of search by meaning" "the encoder could not be fetched"
fi

cargo test --locked --no-fail-fast "$@"
outcome=$?

[ -z "$skipped" ] || echo "$skipped" >&2
exit "$outcome"
