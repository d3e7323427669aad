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
# Names what the window still lacks; asked anew, for the set-up may have had no administrator.
bash packaging/system_libraries.sh
exec .venv/bin/kimdesk --demo "$demo"
