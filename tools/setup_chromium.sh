#!/bin/sh
# Install Chromium for the browser tests where that can be done, and say what is missing where it cannot.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    exit 0
fi
cat >&2 <<'MESSAGE'
Chromium is missing, and it can be installed only by root with apt (apt-get install chromium).
Tests that drive a browser are skipped; all others run.
MESSAGE
