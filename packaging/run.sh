#!/usr/bin/env bash
# Opens KIMdesk on a demonstration office, or makes that office only where there is no display.
set -euo pipefail
cd "$(dirname "$0")/.."
demo=build/demo

if [ ! -f "$demo/demo.json" ]; then
    # The last file written: without it, an earlier attempt was interrupted.
    rm -rf "$demo"
    mkdir -p "$(dirname "$demo")"
    .venv/bin/kimdesk demo "$demo"
fi

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "Hier gibt es keinen Bildschirm, deshalb öffnet sich kein Fenster; das Vorführ-Büro liegt in $PWD/$demo:"
    ls -1 "$demo"
    exit 0
fi
# Asked anew, for the set-up may have had no administrator. A Wayland desktop needs fewer of them.
needed=window
if [ -n "${WAYLAND_DISPLAY:-}" ]; then needed=always; fi
if ! bash packaging/system_libraries.sh "$needed"; then
    # shellcheck disable=SC1111 # German quotation marks in a sentence, not misspelt shell quotes
    echo "Danach öffnet „make run“ das Fenster; das Vorführ-Büro liegt schon in $PWD/$demo." >&2
    exit 1
fi
exec .venv/bin/kimdesk --demo "$demo"
