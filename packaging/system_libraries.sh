#!/usr/bin/env bash
# Makes sure that the libraries Qt wants from the system are there.
#
# Looks for the library files themselves, not for packages, so that it is right on every Linux.
# Installs by apt where it may; otherwise it names the command in one sentence. Missing window
# libraries alone do not stop the set-up: tests and the demonstration work without a display.
# With the argument "window" they do, for without them Qt would only abort.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"

# Prints "package when" for each library of the list that the loader does not find.
missing_libraries() {
    "$python" - packaging/system-packages.txt <<'PY'
import ctypes
import sys

with open(sys.argv[1], encoding="utf-8") as listing:
    rows = [line.split() for line in listing if line.strip() and not line.startswith("#")]
for package, library, when in rows:
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package, when)
PY
}

# Newer releases (Debian 13, Ubuntu 24.04) renamed some packages to …t64 for 64-bit time.
name_in_this_release() {
    if apt-cache show "${1}t64" >/dev/null 2>&1; then echo "${1}t64"; else echo "$1"; fi
}

administrator=()
if [ "$(id -u)" -ne 0 ]; then administrator=(sudo -n); fi

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

as_administrator() {
    "${administrator[@]}" env DEBIAN_FRONTEND=noninteractive "$@"
}

install() {
    echo "Bibliotheken für Qt werden installiert: $*"
    # One unreachable foreign source must not stop us; whether it sufficed, the install shows.
    as_administrator apt-get update -qq || true
    local names=() package
    for package in "$@"; do names+=("$(name_in_this_release "$package")"); done
    as_administrator apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "${names[@]}" >/dev/null
}

[ "$(uname -s)" = Linux ] || exit 0
missing="$(missing_libraries)"
[ -n "$missing" ] || exit 0
mapfile -t packages < <(awk '{ print $1 }' <<<"$missing")

if may_install && install "${packages[@]}"; then
    missing="$(missing_libraries)"
    [ -n "$missing" ] || exit 0
    mapfile -t packages < <(awk '{ print $1 }' <<<"$missing")
fi

echo "Es fehlen Bibliotheken für die Oberfläche, bitte einmal als Verwalter ausführen:" \
    "sudo apt-get update && sudo apt-get install -y ${packages[*]}" >&2
if [ "${1:-}" = window ] || grep -q ' always$' <<<"$missing"; then exit 1; fi
