#!/usr/bin/env bash
# Writes the lock files anew from the *.in files, with hashes, in a throw-away environment.
# Arguments go to pip-compile, e.g. --upgrade or --upgrade-package NAME.
set -euo pipefail
cd "$(dirname "$0")"
python="${PYTHON:-python3}"
workshop="$(mktemp -d)"
trap 'rm -rf "$workshop"' EXIT

"$python" -m venv --without-pip "$workshop/venv"
"$python" -m pip --python "$workshop/venv/bin/python" install --quiet pip pip-tools
for name in requirements requirements-dev; do
    # No traces of this machine's package sources: the lock serves everybody.
    CUSTOM_COMPILE_COMMAND="make lock" "$workshop/venv/bin/pip-compile" --quiet \
        --generate-hashes --strip-extras --allow-unsafe --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --output-file "$name.txt" "$@" "$name.in"
done
