"""Every expected failure as a German sentence: what happened, what is safe, what to do.

The only place where errors become words, for the window and for the command line alike.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Mapping
from pathlib import PureWindowsPath
from typing import Any

from kimdesk import errors
from kimdesk.domain.dates import Quarter

Facts = Mapping[str, Any]

_ACTIONS = {
    "keep_cases": "Fälle führen",
    "release_findings": "Hinweise freigeben",
    "export_quarter": "das Quartal abschließen",
    "manage_accounts": "Konten verwalten",
    "print_recovery": "das Wiederherstellungsblatt drucken",
    "run_district": "die Kreisauswertung führen",
    "close_own_account": "das eigene Konto schließen",
}
_FIELDS = {
    "family_name": "Familienname",
    "given_name": "Vorname",
    "birth": "Geburtsdatum",
    "entered_germany": "Einreise",
    "day": "Datum",
    "kind": "Art",
    "fields": "Handlungsfelder",
    "value": "Wert",
    "quarter": "Quartal",
    "title": "Titel",
    "description": "Beschreibung",
    "field": "Handlungsfeld",
    "name": "Name",
    "opened_on": "Falleröffnung",
    "agreed_on": "Vereinbarung",
    "closed_on": "Abschluss",
    "closing_reason": "Abschlussgrund",
    "to_value": "neue Leistung",
    "from_value": "bisherige Leistung",
    "leaves_on": "letzter Tag der bisherigen Leistung",
    "starts_on": "Beginn der neuen Leistung",
    "triggered_on": "Tag des Auslösers",
    "start": "Beginn",
    "due_on": "Fälligkeit",
    "last_day": "letzter Tag",
    "municipality": "Gemeinde",
    "provider": "Träger",
    "end": "Ende",
}
_PROBLEMS = {
    "future": "Der Tag liegt in der Zukunft.",
    "before_start": "Das Ende liegt vor dem Beginn.",
    "before_opening": "Der Tag liegt vor der Falleröffnung.",
    "missing": "Die Angabe fehlt.",
    "unknown": "Den Wert kennt der Katalog nicht.",
    "unknown code": "Den Wert kennt der Katalog nicht.",
    "same_or_unknown": "Bitte eine andere Leistung als bisher wählen.",
    "format": "So geschrieben wird es nicht erkannt; ein Quartal zum Beispiel als 2026-Q3.",
    "length": "Der Name ist leer oder zu lang.",
    "limits": "Der Wert liegt außerhalb der erlaubten Grenzen.",
}
_THINGS = {
    "folder": "Der Ordner ist nicht leer. Bitte einen neuen oder leeren Ordner wählen.",
    "account": "Ein Konto mit diesem Namen gibt es schon.",
    "office": "Diese Beratungsstelle ist mit demselben Schlüssel schon eingeschrieben.",
}
_MISSING = {
    "quarter_run": "Für dieses Quartal ist noch kein Stichtag eingefroren.",
    "district": "Die Beratungsstelle kennt ihren Kreis noch nicht. Bitte zuerst die "
    "Schlüsseldatei des Kreises (.kimkey) einlesen.",
    "account": "Ein Konto mit diesem Namen gibt es hier nicht.",
    "person": "Die Person ist nicht mehr in der Akte.",
    "client_case": "Den Fall gibt es nicht mehr.",
}
_WHERE = {
    "database": "Die Aktendatei",
    "keyfile": "Die Schlüsseldatei",
    "bundle": "Die Bündeldatei",
    "recovery sheet": "Der Text vom Wiederherstellungsblatt",
    "audit": "Das Protokoll",
    "catalogue": "Der Katalog",
    "format": "Die Datei",
}
_PLACES = {
    "network": "Netzlaufwerke halten die Akte nicht sicher zusammen; bitte einen Ordner auf "
    "diesem Rechner wählen.",
    "sync": "Der Ordner wird mit einem Netzspeicher abgeglichen; dabei kann die Akte zerreißen. "
    "Bitte einen anderen Ordner auf diesem Rechner wählen.",
}


def _invalid(facts: Facts) -> str:
    field = _FIELDS.get(str(facts.get("field")), str(facts.get("field", "Eingabe")))
    problem = str(facts.get("problem", ""))
    # The domain names its problems in whole sentences; a mere word is meant for programmers.
    known = problem if problem.endswith(".") else "So lässt sich die Angabe nicht verwenden."
    return (
        f"{field[:1].upper()}{field[1:]}: {_PROBLEMS.get(problem, known)} Nichts wurde gespeichert."
    )


def _not_allowed(facts: Facts) -> str:
    action = str(facts.get("action", ""))
    if action.startswith("finding:"):
        return (
            "Dieser Schritt ist für den Hinweis nicht vorgesehen: "
            "Vor dem Versand steht die Freigabe."
        )
    if action.startswith("open "):
        return (
            "Der Ordner gehört zu einem anderen Arbeitsbereich: Eine Beratungsstelle und der "
            "Kreis haben getrennte Dateien."
        )
    words = _ACTIONS.get(action, "dieser Schritt")
    return f"Dazu ist Ihr Konto nicht berechtigt: {words}. Bitte wenden Sie sich an die Leitung."


def _quarter(facts: Facts) -> str:
    return Quarter.parse(str(facts["quarter"])).german if "quarter" in facts else "das Quartal"


def _gap(facts: Facts) -> str:
    return (
        f"Es fehlt ein früheres Bündel dieser Stelle (Nr. {facts.get('missing', '?')}). "
        "Dieses Bündel wurde nicht übernommen; bitte zuerst das fehlende einlesen."
    )


_SENTENCES: dict[type[errors.KimdeskError], Callable[[Facts], str]] = {
    errors.WrongPassphrase: lambda _: (
        "Name oder Passphrase stimmen nicht. Die Akte ist unversehrt und bleibt verschlossen. "
        "Bitte noch einmal versuchen; die Leitung kann eine neue Passphrase vergeben."
    ),
    errors.WeakPassphrase: lambda f: str(f.get("advice", "Die Passphrase ist zu einfach.")),
    errors.WrongRecoveryCode: lambda _: (
        "Der Wiederherstellungscode passt nicht. Bitte Zeichen für Zeichen mit dem Blatt "
        "vergleichen; an der Akte wurde nichts verändert."
    ),
    errors.NotAllowed: _not_allowed,
    errors.AlreadyChanged: lambda _: (
        "Inzwischen wurde hier etwas anderes gespeichert. Ihre Eingaben stehen noch im Fenster; "
        "bitte neu laden, vergleichen und noch einmal speichern."
    ),
    errors.AlreadyThere: lambda f: _THINGS.get(
        str(f.get("what")), "Das gibt es schon. Nichts wurde überschrieben."
    ),
    errors.NotFound: lambda f: _MISSING.get(
        str(f.get("what")), "Das wurde nicht gefunden. Vielleicht wurde es inzwischen gelöscht."
    ),
    errors.InvalidInput: _invalid,
    errors.NotYet: lambda f: (
        f"Das {_quarter(f)} ist noch nicht vorbei. Abgeschlossen wird nach dem Stichtag."
    ),
    errors.RevisionRefused: lambda _: (
        "Seit dem verschickten Bündel haben sich nur einzelne Personen geändert; aus dem "
        "Unterschied wären sie erkennbar. Es wurde nichts verschickt: Die Korrektur wirkt im "
        "nächsten Quartal."
    ),
    errors.ExportBlocked: lambda f: (
        "Die Prüfung konnte nicht beweisen, dass niemand erkennbar ist "
        f"(Tabellen: {f.get('tables', '?')}). Es wurde nichts verschickt."
    ),
    errors.Cancelled: lambda _: "Abgebrochen. Es wurde nichts verändert.",
    errors.FingerprintMismatch: lambda _: (
        "Die zwölf Wörter gehören nicht zu dieser Datei. Bitte am Telefon noch einmal "
        "vergleichen. Stimmen sie wieder nicht, die Datei nicht annehmen."
    ),
    errors.ForeignBundle: lambda _: (
        "Das Bündel ist nicht für diesen Kreis verschlossen. Es wurde nichts übernommen."
    ),
    errors.UnknownOffice: lambda _: (
        "Das Bündel stammt von einer Stelle, die hier nicht eingeschrieben ist. Bitte zuerst "
        "deren Einschreibung (.kimenrol) prüfen und annehmen."
    ),
    errors.BundleGap: _gap,
    errors.OlderRevision: lambda f: (
        f"Für das {_quarter(f)} liegt schon eine neuere Fassung vor. Dieses Bündel ändert nichts."
    ),
    errors.ConflictingBundle: lambda f: (
        f"Achtung: Unter der Nummer {f.get('seq', '?')} liegt von dieser Stelle schon ein anderes "
        "Bündel. Es wurde nichts geändert; bitte die Stelle anrufen."
    ),
    errors.FolderMissing: lambda f: (
        f"„{f.get('path', 'Der Ordner')}“ ist nicht da. Stimmt der Pfad, steckt der Stick?"
    ),
    errors.FileLocked: lambda f: (
        "Die Datei ist gerade in einem anderen KIMdesk geöffnet "
        f"({f.get('holder', 'anderes Programm')}). Bitte dort schließen oder sperren; "
        "es wurde nichts verändert."
    ),
    errors.DiskFull: lambda _: (
        "Der Datenträger ist voll. Was vorher gespeichert war, ist sicher; die letzte Eingabe "
        "ist noch nicht gespeichert. Bitte Platz schaffen und noch einmal speichern."
    ),
    errors.ReadOnly: lambda _: (
        "Hier darf nicht geschrieben werden. Bitte die Rechte des Ordners prüfen oder einen "
        "anderen Ordner wählen."
    ),
    errors.UnsafePlace: lambda f: _PLACES.get(
        str(f.get("reason")),
        "Der Datenträger antwortet nicht, wie er soll. Steckt der Stick noch? Die letzte Eingabe "
        "ist vielleicht nicht gespeichert; bitte einen Ordner auf diesem Rechner wählen.",
    ),
    errors.Unavailable: lambda _: (
        "Der Rechner hat gerade nicht genug Arbeitsspeicher frei. Bitte andere Programme "
        "schließen und noch einmal versuchen."
    ),
    errors.Truncated: lambda f: (
        f"{_WHERE.get(str(f.get('what')), 'Die Datei')} ist unvollständig: Sie endet zu früh. "
        "Es wurde nichts verändert. Bitte die letzte Sicherung bereitlegen und nicht "
        "weiterarbeiten."
    ),
    errors.Tampered: lambda f: (
        f"{_WHERE.get(str(f.get('what')), 'Die Datei')} wurde verändert oder ist beschädigt: "
        "Prüfsumme oder Siegel passen nicht. Es wurde nichts übernommen."
    ),
    errors.KeyFileMissing: lambda _: (
        "Die Schlüsseldatei und ihre Zweitschrift fehlen. Ohne sie hilft das "
        "Wiederherstellungsblatt aus dem Tresor; die Akte selbst ist unberührt."
    ),
    errors.KeyFileDamaged: lambda _: (
        "Die Schlüsseldatei und ihre Zweitschrift sind beschädigt. Die Akte selbst ist "
        "unberührt; bitte das Wiederherstellungsblatt oder die letzte Sicherung bereitlegen."
    ),
    errors.KeyFileOutdated: lambda _: (
        "Die Schlüsseldatei ist älter als die Akte, vielleicht aus einer Sicherung. Sie wird "
        "nicht benutzt; bitte die neuere Schlüsseldatei zurücklegen."
    ),
    errors.DatabaseDamaged: lambda _: (
        "Die Aktendatei ist beschädigt und wird nicht geöffnet, damit nichts schlimmer wird. "
        "Bitte eine Kopie des Ordners anlegen und die letzte Sicherung bereitlegen."
    ),
    errors.BadBundle: lambda _: (
        "Die Datei ist keine gültige KIMdesk-Datei dieser Art oder ihr Inhalt widerspricht dem "
        "Format. Es wurde nichts übernommen; bitte die Datei noch einmal schicken lassen."
    ),
    errors.TooNew: lambda f: (
        f"{_WHERE.get(str(f.get('what')), 'Die Datei')} stammt von einem neueren KIMdesk. Bitte "
        "zuerst das Programm aktualisieren; es wurde nichts verändert."
    ),
}


def sentence(error: BaseException) -> str:
    """Return the German sentence for any exception; a bug gets its code instead of a traceback."""
    for kind in type(error).__mro__:
        if kind in _SENTENCES and isinstance(error, errors.KimdeskError):
            return _SENTENCES[kind](error.facts)
    return (
        "Das war ein Fehler im Programm. Was gespeichert war, ist sicher. Bitte melden Sie den "
        f"Code {bug_code(error)}."
    )


def bug_code(error: BaseException) -> str:
    """Return a short code made from the kind of error and the places it passed.

    Equal bugs get equal codes, readable over the telephone; no value of any variable goes in.
    """
    frames = traceback.extract_tb(error.__traceback__)
    # Only the file's name: where the program is installed differs from office to office.
    trail = "|".join(f"{PureWindowsPath(frame.filename).name}:{frame.name}" for frame in frames)
    digest = hashlib.sha256(f"{type(error).__name__}|{trail}".encode()).hexdigest().upper()
    return f"{digest[:3]}-{digest[3:6]}-{digest[6:9]}"


def count(number: int, one: str, many: str) -> str:
    """Return ``1 Fall`` or ``1.250 Fälle``."""
    return f"{number:,} {one if number == 1 else many}".replace(",", ".")
