"""How a reader wants to be told, as options of every command that tells: declared once, said before cycle.toml."""

import json
import os

import pytest
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit.cli import app
from cycle_kit.dashboard import given, serve
from cycle_kit.locale import CHOICES, now, speaking
from tests.test_reports import DEALS

TELLING = ["dashboard", "report", "publish", "digest", "export"]
run = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture
def deals(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    return tmp_path / "deals.csv"


@pytest.mark.parametrize("command", TELLING)
def test_every_command_that_tells_has_each_choice(command):
    shown = run.invoke(app, [command, "--help"]).output
    for name, choices in CHOICES.items():
        assert f"--{name.replace('_', '-')}" in shown
        assert all(choice in shown for choice in choices)
    assert "--locale" in shown


@pytest.mark.parametrize("command", ["check", "doctor"])
def test_commands_that_tell_nothing_in_a_language_have_none(command):
    assert "--digits" not in run.invoke(app, [command, "--help"]).output


@pytest.mark.parametrize(
    ("said", "kept", "digits"),
    [
        (["--locale", "fa"], "", "۰۱۲۳۴۵۶۷۸۹"),
        (["--locale", "fa", "--digits", "latin"], "", "0123456789"),
        (["--locale", "ar"], "", "0123456789"),
        (["--locale", "ar", "--digits", "arabic"], "", "٠١٢٣٤٥٦٧٨٩"),
        (["--locale", "ar"], 'digits = "arabic"', "٠١٢٣٤٥٦٧٨٩"),
        (["--locale", "ar", "--digits", "latin"], 'digits = "arabic"', "0123456789"),
        (["--locale", "pl", "--digits", "arabic"], "", "0123456789"),
    ],
)
def test_a_digest_is_written_with_the_digits_that_are_said(deals, said, kept, digits):
    (deals.parent / "cycle.toml").write_text(f"{kept}\n", encoding="utf-8")
    told = run.invoke(app, ["digest", str(deals), "--since", "90d", *said])
    assert told.exit_code == 0
    written = {letter for letter in told.output if letter.isdigit()}
    assert written and written <= {*digits}
    assert now().name == "en"


def test_what_none_of_them_can_be_is_refused(deals):
    told = run.invoke(app, ["digest", str(deals), "--digits", "roman"])
    assert told.exit_code and "latin" in told.stderr and "arabic" in told.stderr


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ([], {}),
        (["--digits", "arabic"], {"digits": "arabic"}),
        (["--time-axes", "rtl", "--digits", "latin"], {"digits": "latin", "time_axes": "rtl"}),
    ],
)
def test_the_page_hears_them(deals, said, written, monkeypatch):
    heard = {}
    monkeypatch.setattr(serve, "serve", lambda *_given, **named: heard.update(named))
    told = run.invoke(app, ["dashboard", str(deals), "--no-browser", "--locale", "ar", *said])
    assert told.exit_code == 0, told.output
    assert heard["written"] == written and heard["language"] == "ar"
    (deals.parent / "cycle.toml").write_text('digits = "latin"\ntime_axes = "ltr"\n', "utf-8")
    variables = given.variables([deals], {}, written=written)
    assert json.loads(variables[given.LOAD])["written"] == written
    monkeypatch.setattr(os, "environ", {**os.environ, **variables})
    assert given.load_given(deals).written == {"digits": "latin", "time_axes": "ltr"} | written


def test_time_runs_from_right_to_left_in_a_report_where_it_is_said(deals, tmp_path, monkeypatch):
    heard = []
    monkeypatch.setattr(
        "cycle_kit.reports.report.report",
        lambda pipe, out, **_said: heard.append(pipe.written) or out,
    )
    (tmp_path / "r.html").write_text("", encoding="utf-8")
    said = ["report", str(deals), "-o", str(tmp_path / "r.html"), "--time-axes", "rtl"]
    assert run.invoke(app, said).exit_code == 0
    assert heard == [{"time_axes": "rtl"}]
    with speaking("fa", heard[0]):
        assert ck.charts.axes.in_time([1, 2]) == [2, 1]
