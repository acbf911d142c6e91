#!/bin/sh
# Get this checkout ready: system libraries, and a virtual environment in .venv from the lock files.
#
#   tooling/setup.sh run     what the tool needs to run
#   tooling/setup.sh test    that, and what the tests and checks need
#
# It may be run again at any time, also after it was stopped halfway: what is there is left alone, and
# the stamp that says "ready" is written last. A .venv that this script did not make is never removed.
set -eu

mode=${1:-}
case $mode in
run | test) ;;
*)
    echo "usage: tooling/setup.sh run|test" >&2
    exit 2
    ;;
esac
cd "$(dirname "$0")/.."

venv=.venv
mark=$venv/.made-by-setup # there from the first moment of a virtual environment of ours
# The path is part of it: a virtual environment does not survive being moved.
state() { printf '%s ' "$(pwd -P)" && cat requirements*.lock pyproject.toml tooling/setup.sh | cksum; }
is_ready() { [ -x $venv/bin/python ] && [ "$(cat "$venv/.ready-$1" 2>/dev/null)" = "$(state)" ]; }
say() { printf '%s\n' "$*"; }
stop() {
    printf '%s\n' "$@" >&2
    exit 2
}

ready() { is_ready test || { [ "$mode" = run ] && is_ready run; }; }
if ready; then exit 0; fi

# Two at once (make -j, an editor and a terminal) would write over each other.
if command -v flock >/dev/null; then
    exec 9<tooling/setup.sh
    flock 9
    if ready; then exit 0; fi
fi

# Python ---------------------------------------------------------------------------------------------

suits() { command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
find_python() {
    # 3.11 first: the versions in the lock files were chosen with it.
    for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14; do
        if suits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}
can_make_venv() { "$1" -c 'import ctypes, ensurepip, ssl, venv' 2>/dev/null; }
venv_package() { "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'; }

# What is missing on this system ---------------------------------------------------------------------

any_command() {
    for candidate in "$@"; do
        if command -v "$candidate" >/dev/null; then return 0; fi
    done
    return 1
}
# WeasyPrint opens these by name when it is imported. Asked of the loader and not of the package
# manager, since they may come from anywhere.
can_load() {
    "$python" - "$@" <<'PYTHON' 2>/dev/null
import ctypes, sys
def loads(name):
    try:
        return bool(ctypes.CDLL(name))
    except OSError:
        return False
sys.exit(not any(loads(name) for name in sys.argv[1:]))
PYTHON
}

python=$(find_python)
missing=""
need() { missing="${missing:+$missing }$1"; }
if [ -z "$python" ]; then
    need python3
    need python3-venv
elif ! can_make_venv "$python"; then
    need "$(venv_package "$python")"
fi
if [ -z "$python" ] || ! can_load libpango-1.0.so.0 libpango-1.0.dylib libpango-1.0.0.dylib; then need libpango-1.0-0; fi
if [ -z "$python" ] || ! can_load libpangoft2-1.0.so.0 libpangoft2-1.0.dylib libpangoft2-1.0.0.dylib; then need libpangoft2-1.0-0; fi
if [ -z "$python" ] || ! can_load libharfbuzz-subset.so.0 libharfbuzz-subset.0.dylib; then need libharfbuzz-subset0; fi
if [ "$mode" = test ]; then
    any_command chromium chromium-browser google-chrome google-chrome-stable || need chromium
    any_command pdftotext || need poppler-utils
    any_command pandoc || need pandoc
    any_command ssh-keygen || need openssh-client
    # Word files are opened by LibreOffice, through its bridge for the system's own Python
    any_command soffice || need libreoffice-writer-nogui
    /usr/bin/python3 -c 'import uno' 2>/dev/null || need python3-uno
fi

# Install it -----------------------------------------------------------------------------------------

if [ -n "$missing" ]; then
    by_hand="Install these packages (Debian's names) and run this again: $missing"
    as_root=""
    if ! command -v apt-get >/dev/null; then
        stop "Some system packages are missing, and there is no apt-get here to install them." "$by_hand"
    elif [ "$(id -u)" -ne 0 ]; then
        # sudo may ask for a password where there is someone to answer.
        if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            as_root=sudo
        else
            stop "Some system packages are missing, and only root can install them." "$by_hand" \
                "As root: apt-get install --no-install-recommends $missing"
        fi
    fi
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    apt() {
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 9<&-
    }
    # shellcheck disable=SC2086 # one word a package
    install() { apt install --no-install-recommends $missing; }
    say "Installing system packages: $missing"
    # With the lists that are there; only where they are missing or too old with new ones.
    if ! install && ! { apt update && install; }; then
        tail -n 15 "$log" >&2
        stop "" "apt-get could not install them." "$by_hand"
    fi
    rm -f "$log"
    python=$(find_python)
    if [ -z "$python" ] || ! can_make_venv "$python"; then
        stop "Python 3.11 or newer with its venv module is needed, and apt-get has none here." \
            "Install it, and name it if it is not on the path: PYTHON=/path/to/python3.11 make ..."
    fi
fi

# The virtual environment ----------------------------------------------------------------------------

if [ -e $mark ] && ! is_ready run; then
    # Half made, or made for other locks: begin again. The mark goes last, so that a stop in the
    # middle of the removal leaves something that is known to be ours.
    rm -rf .venv/bin .venv/lib .venv/lib64 .venv/include .venv/share .venv/pyvenv.cfg
    rm -rf .venv
fi
if [ ! -e $venv ]; then
    say "Making a virtual environment in $venv with $("$python" --version)"
    mkdir $venv
    : >$mark
    "$python" -m venv $venv
elif ! $venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    stop "There is a $venv that has no working Python 3.11 or newer, and this script did not make it." \
        "Remove it and run this again: rm -r $venv"
fi

# From here on a stop in the middle leaves no stamp, and the next run begins again.
rm -f $venv/.ready-run $venv/.ready-test

pip() {
    $venv/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input install --no-deps "$@"
}
locked() {
    for lock in "$@"; do
        say "Installing $(grep -c '^[a-z]' "$lock") packages from $lock"
        # Wheels only: no package's code runs while it is installed.
        pip --require-hashes --only-binary :all: --requirement "$lock"
    done
}
if [ "$mode" = run ]; then
    locked requirements-build.lock requirements.lock
else
    locked requirements-build.lock requirements-dev.lock requirements-data.lock
fi
say "Installing Clausewright from this checkout"
pip --no-build-isolation --editable .
state >$venv/.ready-"$mode".new
mv $venv/.ready-"$mode".new $venv/.ready-"$mode"
say "Ready."
