"""The German words inside a bundle, for whoever opens it in ten years without KIMdesk."""

from __future__ import annotations

from typing import Final

PACKAGE_TITLE: Final = "KIMdesk-Quartalsbündel {quarter}, Fassung {revision}"
PACKAGE_DESCRIPTION: Final = "Anonymisierte Zahlen und Befunde einer Stelle. Siehe LIESMICH.txt."
COLUMN_TITLES: Final = {
    "tabelle": "Tabelle",
    "fakt": "Was gezählt wird: eckwert_…, fluss_… oder bestand_…",
    "zeitraum": "Quartal, Halbjahr oder Jahr",
    "dim1": "Erste Dimension",
    "code1": "Code der ersten Dimension",
    "dim2": "Zweite Dimension",
    "code2": "Code der zweiten Dimension",
    "dim3": "Dritte Dimension",
    "code3": "Code der dritten Dimension",
    "wert": "Anzahl; „.“ ist geschützt",
    "dimension": "Dimension",
    "code": "Code",
    "bezeichnung": "Bezeichnung",
    "oberkode": "Übergeordneter Code; leer bei „insgesamt“",
    "katalogversion": "Fassung des Katalogs",
    "id": "Zufällige Kennung in diesem Bündel",
    "frueher": "Kennung desselben Befunds in einem früheren Bündel",
    "titel": "Titel",
    "beschreibung": "Beschreibung",
    "handlungsfeld": "Handlungsfeld",
    "art": "Art des Befunds",
    "von_akteur": "Von welchem Akteur",
    "zu_akteur": "Zu welchem Akteur",
    "rechtskreis": "Rechtskreis",
    "ursache": "Ursache",
    "haeufigkeit": "Häufigkeit als Klasse",
    "folge": "Folge",
    "verzoegerung_wochen": "Verzögerung in Wochen",
    "versucht": "Was versucht wurde",
    "vorschlag": "Vorschlag",
    "ebene": "Ebene, die handeln kann",
    "gute_praxis": "Gute Praxis",
}

_TEXT = """\
KIMdesk – Quartalsbündel {quarter}, Fassung {revision}
Absender: {office}
Empfänger: {district}
Katalog: {catalogue}, Rechtsstand {legal_status}

Was das ist
Anonymisierte Zahlen und Befunde einer Stelle für ihren Landkreis. Es steht keine Person und kein
Fall darin. Zellen, hinter denen zu wenige Personen stehen, sind geschützt, dazu weitere, aus
denen sich diese errechnen ließen.

Die Dateien
daten/statistik.csv      eine Zeile je veröffentlichter Zelle
daten/codes.csv          was die Codes bedeuten; der Code ohne Oberkode ist „insgesamt“
befunde/befunde.csv      freigegebene Befunde: was behindert, was gelingt
befunde/rueckbezug.csv   welcher Befund einen früheren fortführt
datapackage.json         Beschreibung der Spalten für Programme (Frictionless Data Package)
manifest.json            Absender, Empfänger, Nummer und Prüfsummen aller Dateien
manifest.sig             die Unterschrift der Stelle unter manifest.json (Ed25519)

Die Zeichen
.    geschützt: die Zahl gibt es, sie wird nicht gezeigt
0    genau null
–    steht nur in Berichten und Bildschirmtabellen: nichts vorhanden
„fakt“ beginnt mit eckwert_ (Gesamtzahl), fluss_ (Ereignisse im Zeitraum) oder
bestand_ (Stand am letzten Tag des Zeitraums). „zeitraum“ ist ein Quartal (2026-Q3), ein
Halbjahr (2026-H2) oder ein Jahr (2026).
Zeilen mit Codes derselben Dimension überschneiden sich, wenn ein Code der Oberkode des anderen
ist: nicht zusammenzählen.

Öffnen
Excel oder LibreOffice: Datei doppelt anklicken; Trennzeichen Semikolon, Zeichensatz UTF-8.
R: read.csv2("daten/statistik.csv", fileEncoding = "UTF-8-BOM", na.strings = ".")
Ein Apostroph am Anfang einer Zelle gehört nicht zum Text. Er verhindert, dass die
Tabellenkalkulation den Text als Formel ausführt.

Eine berichtigte Fassung ersetzt die frühere ganz. Fassungen werden nie miteinander verrechnet.
"""


def read_me(
    *, quarter: str, revision: int, office: str, district: str, catalogue: str, legal_status: str
) -> bytes:
    """Return ``LIESMICH.txt``: UTF-8 with Windows line ends, readable in any editor."""
    text = _TEXT.format(
        quarter=quarter,
        revision=revision,
        office=office,
        district=district,
        catalogue=catalogue,
        legal_status=legal_status,
    )
    return text.replace("\n", "\r\n").encode()
