"""What a bundle says: published cells, their codes, findings. No person and no case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """One published cell; ``codes`` are up to three pairs of dimension and code.

    ``wert`` is None where the cell is protected.
    """

    tabelle: str
    fakt: str
    zeitraum: str
    codes: tuple[tuple[str, str], ...]
    wert: int | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of one dimension; the total, the root, has an empty ``oberkode``."""

    dimension: str
    code: str
    bezeichnung: str
    oberkode: str
    katalogversion: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One released finding; codes as in the catalogues, frequency as a class only.

    ``verzoegerung_wochen`` is a whole number or empty, ``gute_praxis`` is „ja“ or „nein“.
    """

    id: str
    titel: str
    beschreibung: str
    handlungsfeld: str
    art: str
    von_akteur: str
    zu_akteur: str
    rechtskreis: str
    ursache: str
    haeufigkeit: str
    folge: str
    verzoegerung_wochen: str
    versucht: str
    vorschlag: str
    ebene: str
    gute_praxis: str


@dataclass(frozen=True, slots=True)
class BackReference:
    """A finding of this bundle (``id``) that continues one of an earlier bundle (``frueher``)."""

    id: str
    frueher: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a bundle says."""

    statistics: tuple[StatisticRow, ...] = ()
    codes: tuple[CodeRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    back_references: tuple[BackReference, ...] = ()
