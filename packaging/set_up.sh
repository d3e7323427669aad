#!/usr/bin/env bash
# Builds .venv from the lock file: needs Python 3.11+, pip and the network, nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"
venv_python=.venv/bin/python

stop() { echo "$*" >&2; exit 1; }

# shellcheck disable=SC1111 # German quotation marks in a sentence, not misspelt shell quotes
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    stop "KIMdesk braucht Python 3.11 oder neuer; mit „make setup PYTHON=python3.12“ lässt sich ein anderes wählen."
"$python" -m pip --version >/dev/null 2>&1 ||
    stop "Es fehlt pip, bitte einmal als Verwalter ausführen: sudo apt-get install -y python3-pip"

bash packaging/system_libraries.sh

# A moved folder or a new system Python leaves an environment that no longer starts.
if ! "$venv_python" -c '' 2>/dev/null; then
    echo "Die Umgebung .venv wird angelegt."
    # Without pip inside: Debian keeps what would put it there in a package of its own.
    "$python" -m venv --clear --without-pip .venv
fi

pip=("$python" -m pip --python "$venv_python" --disable-pip-version-check --no-input)
echo "Die festgeschriebenen Pakete werden installiert (beim ersten Mal etwa eine Minute)."
"${pip[@]}" install --quiet --require-hashes -r packaging/requirements-dev.txt
"${pip[@]}" install --quiet --no-build-isolation --no-deps -e .
