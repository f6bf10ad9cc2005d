"""`cycle-kit doctor`: what is installed, what is here, and a line to type next; and what shells complete."""

import os
import shutil
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cycle_kit import shipped
from cycle_kit.charts import script
from cycle_kit.cli import app, doctor
from cycle_kit.reports import printing

SECRET = "Deal,Phase word\nzqsecret,zqphase\nzqother,zqphase\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*arguments) -> str:
    done = CliRunner().invoke(app, ["doctor", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


def next_line(text: str) -> str:
    return text.rstrip().splitlines()[-1].removeprefix("Next: ")


@pytest.mark.parametrize("name", ["cycle-kit", *doctor.PACKAGES])
def test_versions_are_told(name):
    assert version(name) in next(line for line in doctor.installed() if line[0] == name)


def test_an_empty_folder_leads_to_the_sample(folder):
    assert next_line(told()).startswith("cycle-kit dashboard")


def test_a_folder_of_exports_names_what_is_known_and_leads_to_one_of_them(folder):
    (folder / "a.csv").write_text(SECRET, encoding="utf-8")
    shutil.copy(shipped.sample("pipedrive_german.csv"), folder / "z deals.csv")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    text = told()
    assert "Pipedrive" in text and doctor.UNKNOWN in text and "zqsecret" not in text
    assert next_line(text) == 'cycle-kit check "z deals.csv"'
    done = CliRunner().invoke(app, ["check", "z deals.csv"])
    assert done.exit_code == 0


def test_a_folder_of_unknown_exports_leads_to_what_is_lacking(folder):
    (folder / "a.csv").write_text(SECRET, encoding="utf-8")
    assert next_line(told(".")) == "cycle-kit check a.csv"


def test_the_browser_the_front_end_and_the_port_are_told(folder, monkeypatch):
    monkeypatch.setattr(printing, "browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(script, "built", dict)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        text = " ".join(told("--port", port).split())
    assert "/usr/bin/chromium" in text and "not built: pages take Voila's" in text
    assert f"take another: --port {port + 1}" in text
    monkeypatch.setattr(printing, "browser", lambda: None)
    assert "no browser: install" in " ".join(told().split())


def test_extras_are_told_with_the_line_that_installs_them(monkeypatch):
    assert dict(doctor.extras())["extra databases"].startswith("duckdb ")
    real = doctor.version_of
    monkeypatch.setattr(
        doctor, "version_of", lambda name: doctor.MISSING if name == "pyspark" else real(name)
    )
    assert 'pip install "cycle-kit[spark]"' in dict(doctor.extras())["extra spark"]


def test_what_is_missing_is_the_next_thing_to_install(folder, monkeypatch):
    real = doctor.version_of
    monkeypatch.setattr(
        doctor, "version_of", lambda name: doctor.MISSING if name == "voila" else real(name)
    )
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1 and next_line(done.stdout) == "pip install voila"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("cycle-kit do", "doctor"),
        ("cycle-kit check --cur", ""),
        ("cycle-kit report --loc", "--locale"),
    ],
)
def test_a_shell_completes_commands_and_options(typed, wanted):
    asked = {
        "_CYCLE_KIT_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
    }
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        "from cycle_kit.cli import app; app(prog_name='cycle-kit')",
    ]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        command, env={**os.environ, **asked}, cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ([wanted] if wanted else [])


def test_help_says_how_shells_are_told():
    done = CliRunner().invoke(app, ["--help"])
    assert "--install-completion" in done.output


@pytest.mark.parametrize("extra", doctor.EXTRAS)
def test_an_extra_that_is_missing_is_told_as_it_is_typed(extra, folder, monkeypatch):
    lacking = [(f"extra {extra}", f'not installed: pip install "cycle-kit[{extra}]"')]
    monkeypatch.setattr(doctor, "extras", lambda: lacking)
    assert f'pip install "cycle-kit[{extra}]"' in " ".join(told().split())


@pytest.mark.parametrize("name", ["deals [bold].csv", "[red]deals.csv", "deals[x].csv"])
def test_brackets_in_the_name_of_a_file_are_told(name, folder):
    (folder / name).write_text(SECRET, encoding="utf-8")
    table, _next = told().split("\nNext: ")
    assert name in table
