#!/bin/sh
# Make .venv with a Python that fits, and install requirements.txt into it, hashes checked.
# PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null && fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    {
        echo "Conflict Atlas needs Python 3.11, 3.12 or 3.13; found: $(python3 --version 2>/dev/null || echo none)."
        echo "On Debian 12: apt-get install python3 python3-venv. Else name one: make run PYTHON=/path/to/python3.11"
    } >&2
    return 1
}

# Debian keeps ensurepip in a package of its own.
ensure_venv() {
    if "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        return
    fi
    package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null && return
    fi
    echo "$("$1" --version) cannot make virtual environments: the package $package is missing." >&2
    echo "Install it (as root: apt-get install $package), then run make again." >&2
    return 1
}

if ! fits .venv/bin/python; then
    python="$(find_python)"
    ensure_venv "$python"
    echo "Making .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv
fi
echo "Installing $(grep -c '==' requirements.txt) pinned Python packages into .venv ..."
.venv/bin/python -m pip install --no-input --disable-pip-version-check --quiet \
    --require-hashes --no-deps --requirement requirements.txt
