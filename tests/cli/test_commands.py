"""Help, usage errors and failures: in German, with the right status, without a secret."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kimdesk import __version__
from kimdesk.cli.main import run

COMMANDS = (
    (),
    ("demo",),
    ("office",),
    ("office", "create"),
    ("office", "check"),
    ("quarter",),
    ("quarter", "export"),
    ("bundle",),
    ("bundle", "inspect"),
    ("bundle", "open"),
    ("district",),
    ("district", "create"),
    ("district", "enrol"),
    ("district", "import"),
    ("district", "totals"),
)
ENGLISH = re.compile(
    r"\b(Usage|Options|OPTIONS|COMMANDS?|ARGS|Show|Error|required|INTEGER|PATH|FLOAT)\b"
)


def no_window(_demo: str | None) -> int:
    raise AssertionError("no window is wanted")


def call(*arguments: str) -> int:
    return run(arguments, no_window)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_help_is_german_from_top_to_bottom(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*command, "--help") == 0
    out = capsys.readouterr().out
    assert out.startswith("Aufruf: kimdesk")
    assert "Optionen:" in out
    assert "Diese Hilfe zeigen." in out
    assert not ENGLISH.search(out)


def test_every_command_is_in_the_list_above(capsys: pytest.CaptureFixture[str]) -> None:
    groups = {command[0] for command in COMMANDS if command}
    call("--help")
    listed = re.findall(r"^  ([a-z]+)  ", capsys.readouterr().out, re.MULTILINE)
    assert set(listed) == groups
    for group in groups - {"demo"}:
        call(group, "--help")
        named = re.findall(r"^  ([a-z]+)  ", capsys.readouterr().out, re.MULTILINE)
        assert {(group, name) for name in named} <= set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tanzen",), "Den Befehl gibt es so nicht."),
        (("office", "tanzen"), "Den Befehl gibt es so nicht."),
        (("office", "check", "ordner"), "Es fehlt die Angabe --account."),
        (("office", "check"), "Es fehlt die Angabe"),
        (("office", "check", "x", "--tanzen"), "Die Option --tanzen gibt es nicht."),
        (
            ("quarter", "export", "x", "--quarter", "2026-Q1", "--account", "a", "--posts", "viel"),
            "Mit der Angabe für --posts kann der Befehl nichts anfangen.",
        ),
        (("demo", "x", "--offices", "0"), "Mit der Angabe für --offices"),
    ],
)
def test_a_wrong_call_is_explained_in_german_with_status_two(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == 2
    seen = capsys.readouterr()
    assert words in seen.err
    assert "--help" in seen.err
    assert not seen.out
    assert not ENGLISH.search(seen.err)


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("office") == 2
    assert "Befehle:" in capsys.readouterr().err


def test_programs_get_the_failure_as_json_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("bundle", "inspect", str(tmp_path / "nowhere"), "--json") == 1
    seen = capsys.readouterr()
    assert json.loads(seen.out) == {"error": "FolderMissing", "message": seen.err.strip()}
    assert call("bundle", "inspect", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"] == "UsageError"


@pytest.mark.parametrize("quarter", ["2026", "2026-Q5", "Q3", "0000-Q1", "9999-Q4"])
def test_a_quarter_that_is_none_is_refused_before_anything_is_opened(
    quarter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("quarter", "export", str(tmp_path / "nowhere"), "--account", "a", "--dry-run")
    assert call(*command, "--quarter", quarter) == 1
    assert "Quartal: So geschrieben" in capsys.readouterr().err


def test_an_export_needs_to_know_where_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("quarter", "export", str(tmp_path), "--account", "a", "--quarter", "2026-Q1")
    assert call(*command) == 1
    assert "--to: Die Angabe fehlt." in capsys.readouterr().err


def test_an_unknown_municipality_makes_no_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "buero"
    command = ("office", "create", str(target), "--name", "x", "--lead", "y", "--provider", "z")
    assert call(*command, "--municipality", "1", "--district", str(tmp_path / "no.kimkey")) == 1
    assert "Katalog" in capsys.readouterr().err
    good = (*command, "--municipality", "05754032", "--district", str(tmp_path / "no.kimkey"))
    assert call(*good) == 1
    assert "„no.kimkey“ ist nicht da" in capsys.readouterr().err
    assert not target.exists()


def test_a_passphrase_is_taken_from_a_file_or_a_prompt_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "apfel-turm-regen-kiesel-lampe"  # noqa: S105 - the invented one
    for name in ("KIMDESK_PASSPHRASE", "PASSPHRASE", "KIMDESK_PASSPHRASE_FILE"):
        monkeypatch.setenv(name, secret)
    create = ("district", "create", str(tmp_path / "kreis"), "--name", "Kreis")
    # Nobody sits at this keyboard, so there is nobody to ask.
    assert call(*create) == 1
    assert call(*create, "--passphrase", secret) == 2
    assert call(*create, "--passphrase-file", str(tmp_path / "nowhere")) == 1
    seen = capsys.readouterr()
    assert secret not in seen.err + seen.out
    assert not (tmp_path / "kreis").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_passphrase_file_that_others_can_read_is_pointed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kurz\n", encoding="utf-8")
    secret.chmod(0o644)
    command = ("district", "create", str(tmp_path / "kreis"), "--name", "K")
    assert call(*command, "--passphrase-file", str(secret)) == 1
    assert "„secret.txt“ lesen (chmod 600)" in capsys.readouterr().err
    secret.chmod(0o600)
    call(*command, "--passphrase-file", str(secret))
    assert "chmod" not in capsys.readouterr().err


def test_without_a_command_the_window_opens_and_its_status_counts() -> None:
    asked: list[str | None] = []

    def window(demo: str | None) -> int:
        asked.append(demo)
        return 7

    assert run([], window) == 7
    assert run(["--demo", "ordner"], window) == 7
    assert asked == [None, "ordner"]


def test_a_bug_gives_a_code_and_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_demo: str | None) -> int:
        name = "Zwetschgenwasserfall"
        raise RuntimeError(name)

    assert run([], broken) == 1
    err = capsys.readouterr().err
    assert re.search(r"[0-9A-F]{3}-[0-9A-F]{3}-[0-9A-F]{3}", err)
    assert "Zwetschgen" not in err
    assert "Traceback" not in err


def test_the_program_starts_and_tells_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kimdesk", "--version"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, f"KIMdesk {__version__}\n")
    assert not done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only there a display may be missing")
def test_without_a_display_the_window_says_so_in_german() -> None:
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "kimdesk"], env=plain, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "kein Bildschirm" in done.stderr
    assert "Traceback" not in done.stderr
