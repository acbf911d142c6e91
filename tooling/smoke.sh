#!/bin/sh
# Does what we would publish work? Build the sdist, the wheel from it, install the wheel with the locked
# dependencies and nothing else, and build an example far from the checkout. The result must be, byte for
# byte, what the checkout builds. Run it through `make smoke`.
set -eu
cd "$(dirname "$0")/.."
checkout=$(pwd -P)
example=examples/minimal.yaml
formats=md,html,pdf,txt,json,apply
unset PYTHONPATH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { printf '%s\n' "$*"; }

say "Building the source archive, and the wheel from it"
.venv/bin/python -m build --no-isolation --outdir "$work/dist" . >"$work/log" 2>&1 || {
    tail -n 25 "$work/log" >&2
    exit 1
}
wheel=$(echo "$work"/dist/*.whl)

say "Installing the wheel with its locked dependencies in a new virtual environment"
.venv/bin/python -m venv "$work/venv"
pip() { "$work/venv/bin/python" -m pip --quiet --quiet --disable-pip-version-check --no-input install --no-deps "$@"; }
pip --require-hashes --only-binary :all: --requirement requirements.lock
pip --no-index "$wheel"

say "Building an example with it"
mkdir "$work/elsewhere"
cp "$example" "$work/elsewhere/"
(
    cd "$work/elsewhere"
    "$work/venv/bin/clausewright" --version
    "$work/venv/bin/clausewright" build "$(basename "$example")" --to "$formats" --out "$work/installed"
)
for format in $(echo "$formats" | tr , ' '); do
    [ "$format" = apply ] && suffix=-HOW-TO-APPLY.md || suffix=.$format
    if [ -z "$(find "$work/installed" -name "*$suffix" -size +0)" ]; then
        say "The installed tool wrote no $suffix" >&2
        exit 1
    fi
done

say "Comparing with what the checkout builds"
(cd "$checkout" && .venv/bin/clausewright build "$example" --to "$formats" --out "$work/checkout" >/dev/null)
# Not the record with which `build` knows what is up to date: it says where things lay.
diff -r --exclude .clausewright.json "$work/checkout" "$work/installed"
say "The wheel works: $(basename "$wheel"), $(wc -c <"$wheel" | tr -d ' ') bytes."
