"""The command line: what it prints, where, and how it ends."""

import os
import re
import subprocess
import sys
import time
from importlib.metadata import version
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.cli import _waiting, app
from cycle_kit.errors import CycleKitError

LOG = """deal_id,stage,entered_at
1,Qualified,2024-01-01
1,Proposal,2024-01-11
1,Won,2024-01-31
2,Qualified,2024-01-05
2,Lost,2024-01-20
3,Qualified,2024-01-07
3,Proposal,2024-02-01
"""


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_version():
    done = run("--version")
    assert (done.exit_code, done.stdout) == (0, f"cycle-kit {version('cycle-kit')}\n")


@pytest.mark.parametrize("command", ["check", "dashboard"])
def test_every_option_has_help(command):
    done = run(command, "--help")
    assert done.exit_code == 0
    options = re.findall(r"^│ +(--[\w-]+.*)$", done.stdout, flags=re.M)
    assert options
    assert [line for line in options if not re.search(r"  +\S*[A-Za-z]{2,}.*│", line)] == []


def test_check_shows_every_note_with_its_rows(log):
    pipe = ck.load(log)
    done = run("check", log)
    assert done.exit_code == 0, done.output
    shown = words(done.stdout)
    assert shown.startswith("3 deals")
    assert "Qualified > Proposal" in shown
    for note in pipe.notes.to_dict("records"):
        fix = f"> {note['fix']}" if note["fix"] else ""
        assert words(f"{note['fate']} {note['note']} {note['effect']} {fix}").strip() in shown
    assert "7 rows in all" in shown


def test_check_writes_to_a_narrow_encoding(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG.replace("Qualified", "واجد شرایط"), encoding="utf-8")
    narrow = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "cycle_kit", "check", str(path)]
    done = subprocess.run(command, env=narrow, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"???? ????? > Proposal" in done.stdout


def test_check_of_what_cannot_be_loaded_ends_with_1_and_the_plain_message(tmp_path):
    missing = tmp_path / "nowhere.csv"
    with pytest.raises(CycleKitError) as error:
        ck.load(missing)
    done = run("check", missing)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{error.value}\n")
    assert isinstance(done.exception, SystemExit)  # and no other, which would print a traceback


def test_check_passes_its_options_on(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(
        "No.;Step;When\n1;Neu;03.04.2024\n1;Angebot;05.04.2024\n1;Ja;06.04.2024\n", encoding="utf-8"
    )
    assert run("check", path).exit_code == 1
    columns = ("deal_id=No.", "stage=Step", "entered_at=When")
    named = [part for one in columns for part in ("--columns", one)]
    done = run("check", path, *named, "--stages", "Neu, Angebot", "--won", "Ja", "--dates", "dmy")
    assert done.exit_code == 0, done.output
    assert "as of 06 April 2024" in done.stdout
    assert "Neu > Angebot" in done.stdout


def test_a_pair_without_two_names_says_what_to_type(log):
    done = run("check", log, "--columns", "amount")
    assert done.exit_code == 1
    assert done.stderr == (
        '--columns "amount" has no name on both sides of a "=".\n'
        'Type --columns "amount=Net value".\n'
    )


def test_dashboard_of_a_missing_file():
    done = run("dashboard", "nowhere.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        'There is no file "nowhere.csv".\nCheck the path, or leave it out to see the sample.\n'
    )


def test_dashboard_serves_the_manager_page_on_this_export(log, monkeypatch):
    """Serving lasts until Ctrl-C: here only what it is asked for, tests/browser opens the page."""
    asked = []

    def serve(notebook, *, ready, **given):
        asked.append((notebook, given))
        ready("http://127.0.0.1:1/")

    monkeypatch.setitem(sys.modules, "cycle_kit.dashboard.serve", SimpleNamespace(serve=serve))
    done = run("dashboard", log, "--port", "9000", "--no-browser")
    assert done.stdout == "log.csv is shown at http://127.0.0.1:1/ (Ctrl-C ends it)\n"
    assert run("dashboard").exit_code == 0
    manager, sample = shipped.notebook("manager"), shipped.sample("hubspot_deals.csv")
    assert asked == [
        (manager, {"port": 9000, "export": log.resolve(), "open_browser": False}),
        (manager, {"port": 8866, "export": sample, "open_browser": True}),
    ]


def test_waiting_speaks_only_when_it_takes_long(capsys):
    with _waiting("Reading a.csv", after=10):
        pass
    assert capsys.readouterr() == ("", "")
    with _waiting("Reading [b].csv", after=0.01):
        time.sleep(0.2)
    assert capsys.readouterr() == ("", "Reading [b].csv ...\n")


def test_help_does_not_wait_for_pages_and_charts():
    asks = "import sys, cycle_kit.cli; print({'plotly', 'voila', 'ipywidgets'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", asks], text=True) == "set()\n"


def test_shipped_names_what_there_is():
    with pytest.raises(CycleKitError) as error:
        shipped.notebook("manger")
    wrong, there, fix = str(error.value).split("\n")
    assert wrong == 'There is no notebook "manger.ipynb".'
    assert '"manager.ipynb"' in there
    assert fix == "Name one of these."
