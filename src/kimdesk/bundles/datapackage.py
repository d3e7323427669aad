"""The Frictionless descriptor: column names, types and meanings for other people's programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from kimdesk.bundles.liesmich import COLUMN_TITLES, PACKAGE_DESCRIPTION, PACKAGE_TITLE
from kimdesk.bundles.payload import BACK_REFERENCES, CODES, FINDINGS, STATISTICS
from kimdesk.bundles.tables import (
    BACK_REFERENCE_COLUMNS,
    CODE_COLUMNS,
    FINDING_COLUMNS,
    PROTECTED,
    STATISTIC_COLUMNS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_Json: TypeAlias = dict[str, object]

_WHOLE = frozenset({"wert", "verzoegerung_wochen"})
_REQUIRED = frozenset(
    {
        "tabelle",
        "fakt",
        "zeitraum",
        "dimension",
        "code",
        "bezeichnung",
        "katalogversion",
        "id",
        "titel",
        "gute_praxis",
        "frueher",
    }
)


def descriptor(*, quarter: str, revision: int, catalogue: str) -> bytes:
    """Return ``datapackage.json``."""
    package: _Json = {
        "profile": "tabular-data-package",
        "name": f"kimdesk-{quarter.lower()}-{revision}",
        "title": PACKAGE_TITLE.format(quarter=quarter, revision=revision),
        "description": PACKAGE_DESCRIPTION,
        "version": catalogue,
        "resources": [
            _resource("statistik", STATISTICS, STATISTIC_COLUMNS),
            _resource("codes", CODES, CODE_COLUMNS),
            _resource("befunde", FINDINGS, FINDING_COLUMNS),
            _resource("rueckbezug", BACK_REFERENCES, BACK_REFERENCE_COLUMNS),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _resource(name: str, path: str, columns: Sequence[str]) -> _Json:
    schema: _Json = {"fields": [_field(column) for column in columns]}
    schema["missingValues"] = ["", PROTECTED] if "wert" in columns else [""]
    schema.update(_KEYS.get(name, {}))
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _field(column: str) -> _Json:
    field: _Json = {
        "name": column,
        "title": COLUMN_TITLES[column],
        "type": "integer" if column in _WHOLE else "string",
    }
    if column in _REQUIRED:
        field["constraints"] = {"required": True}
    return field


_KEYS: dict[str, _Json] = {
    "codes": {"primaryKey": ["dimension", "code"]},
    "befunde": {"primaryKey": ["id"]},
    "rueckbezug": {
        "foreignKeys": [{"fields": ["id"], "reference": {"resource": "befunde", "fields": ["id"]}}]
    },
}
