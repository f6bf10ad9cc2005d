"""The command line: what it prints, where, and how it ends."""

import io
import os
import re
import subprocess
import sys
import time
from importlib.metadata import version
from types import SimpleNamespace

import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.cli import app
from cycle_kit.cli.report import report
from cycle_kit.cli.running import waiting
from cycle_kit.cli.spoken import spoken, spoken_fix
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
    assert "1 won, 1 lost, 0 dropped, 1 open Qualified > Proposal What was read" in shown
    for note in pipe.notes.to_dict("records"):
        count = f"{note['rows']} " if note["fate"] else ""
        fix = f"> {spoken_fix(note['fix'])}" if note["fix"] else ""
        assert words(f"{count}{spoken(note['note'])} {note['effect']} {fix}").strip() in shown
    assert "7 rows in all" in shown


NOTES = {
    ("a.csv", "file"): ("Read as HubSpot (utf-8).", "", 0, "", ""),
    ("a.csv", "rows"): ("rows that are a deal", "deal", 1200, "", ""),
    ("a.csv", "twice"): ("rows that come again (line 3)", "merged", 2, "Counted once.", ""),
    ("a.csv", "values"): ("Some are empty.", "", 0, "They are left out.", 'Type dates="dmy".'),
    ("a.csv", "columns"): ('Columns not used: "Foo".', "", 0, "", 'columns={"owner": "Foo"}'),
    ("", "stages"): (
        "Order of stages: A → B (the file).",
        "",
        0,
        "Funnels follow.",
        "Pass stages=.",
    ),
}


def pipe_with(notes=NOTES, *, orders=None, ordered=True, deals=3):
    rows = [(*where, *what) for where, what in notes.items()]
    columns = ["file", "step", "note", "fate", "rows", "effect", "fix"]
    orders = {"": ("A", "B")} if orders is None else orders
    return SimpleNamespace(
        deals=pd.DataFrame({"stage": ["A"] * deals, "outcome": ["open"] * deals}),
        visits=pd.DataFrame({"stage": ["A", "B"]}),
        crm="plain",
        as_of=pd.Timestamp("2024-03-09"),
        orders=orders,
        pipelines=tuple(orders),
        ordered=ordered,
        notes=pd.DataFrame(rows, columns=columns),
    )


def reported(pipe, *, width=None):
    paper = io.StringIO()
    console = Console(file=paper, width=width, force_terminal=width is not None, color_system=None)
    report(pipe, console, command="cycle-kit check a.csv")
    return [line.rstrip() for line in paper.getvalue().splitlines()]


def test_notes_stand_below_what_they_are_about():
    assert reported(pipe_with()) == [
        "3 deals (plain), as of 09 March 2024",
        "0 won, 0 lost, 0 dropped, 3 open",
        "A > B",
        "",
        "What was read",
        "  Read as HubSpot (utf-8).",
        "  1,200  rows that are a deal",
        "  Order of stages: A → B (the file).",
        "    Funnels follow.",
        "    > Pass --stages.",
        "  1,202 rows in all, 2 of them left out",
        "",
        "What was left out",
        "  2  rows that come again (line 3)",
        "    Counted once.",
        "",
        "What to look at",
        "  Some are empty.",
        "    They are left out.",
        "    > Type --dates dmy.",
        "",
        "Columns not used",
        '  Columns not used: "Foo".',
        '    > --columns owner="Foo"',
        "",
        "What to do next",
        "  Some are empty.",
        "  > Type --dates dmy.",
        "  cycle-kit check a.csv --dates dmy",
    ]


def test_several_files_are_told_apart():
    two = NOTES | {("b.csv", step): what for (file, step), what in NOTES.items() if file}
    shown = reported(pipe_with(two))
    assert shown.count("a.csv") == 4 and shown.count("b.csv") == 4
    assert shown[shown.index("All files") + 1] == "  Order of stages: A → B (the file)."
    assert "  1,202 rows in all of b.csv, 2 of them left out" in shown


@pytest.mark.parametrize(
    ("orders", "ordered", "line"),
    [
        ({"": ("A", "B", "C")}, True, "A > B > C"),
        ({"": ("A", "B", "C")}, False, "Stages, in no known order: A, B, C"),
        ({"B2B": ("A", "B")}, True, "B2B: A > B"),
        ({"B2B": ("A", "B")}, False, "B2B, in no known order: A, B"),
        ({"": ("A",)}, True, "A"),
        ({"": ("A",)}, False, "Stages: A"),
        ({"": ()}, True, "Stages: no open stage is known"),
        ({"B2B": ()}, False, "B2B: no open stage is known"),
        ({"": tuple("ABCDEFGHIJKL")}, True, " > ".join("ABCDEFGHIJKL")),
        ({"": tuple("ABCDEFGHIJKLMN")}, True, " > ".join("ABCDEFGHIJKL") + " and 2 more"),
        (
            {"": tuple("ABCDEFGHIJKLM")},
            False,
            "Stages, in no known order: " + ", ".join("ABCDEFGHIJKL") + " and 1 more",
        ),
        ({"": tuple(map(str, range(51)))}, True, "Stages: 51 different names, too many for stages"),
    ],
)
def test_stages_are_a_way_only_where_their_order_is_known(orders, ordered, line):
    assert reported(pipe_with(orders=orders, ordered=ordered))[2] == line


def test_how_deals_stand_is_told_first():
    pipe = pipe_with(deals=4)
    pipe.deals["outcome"] = ["won", "unknown", "won", "open"]
    assert reported(pipe)[1] == "2 won, 0 lost, 0 dropped, 1 open, 1 in a way that nobody knows"


@pytest.mark.parametrize("words", [["Zchat", "Zvisit", "Zbill"], ["Zug", "Zimmer"]])
def test_no_line_puts_stages_into_an_order_that_nobody_knows(tmp_path, words):
    path = tmp_path / "deals.csv"
    rows = [f"{at},{word},2024-01-0{at + 1}" for at, word in enumerate([*words, "Won", "Won"])]
    path.write_text("\n".join(["Deal ID,Stage,Created Date", *rows]), encoding="utf-8")
    done = run("check", path)
    assert done.exit_code == 0, done.output
    lines = [line for line in done.stdout.splitlines() if "--stages" in line]
    assert lines and not [line for line in lines if any(word in line for word in words)]


def test_a_stage_that_nobody_entered_is_named(log):
    done = run("check", log, "--stages", "Qualified,Proposal,Negotation")
    assert done.stdout.splitlines()[2:4] == [
        "Qualified > Proposal > Negotation",
        'No deal was ever in "Negotation", which --stages names.',
    ]
    assert "was ever in" not in run("check", log, "--stages", "Qualified,Proposal").stdout
    done = run("check", log, "--stages", "Qualifed,Proposal")
    assert done.exit_code == 1
    assert 'no row is in "Qualifed".' in done.stderr
    assert 'Did you mean "Qualified" by "Qualifed"?' in done.stderr


def test_many_pipelines_are_cut_with_a_count():
    shown = reported(pipe_with(orders={f"P{number}": ("A",) for number in range(15)}))
    assert shown[13:15] == ["P11: A", "and 3 more pipelines"]


def test_an_order_that_is_not_known_is_the_next_thing_to_type():
    """... but no order is put into anybody's mouth: the line has a place for it."""
    shown = reported(pipe_with(ordered=False, orders={"": ("A, 1", "B")}))
    assert shown[-3:] == [
        "  Put the stages into their order, the first one first, and type them in the place of <...>;",
        "  one that is an ending goes behind --won, --lost or --dropped instead:",
        '  cycle-kit check a.csv --stages "<the stages in their order>"',
    ]
    shown = reported(pipe_with(ordered=False, orders={"B2B": ("A", "B"), "B2C": ("C",)}))
    assert shown[-1] == (
        '  cycle-kit check a.csv --stages B2B="<the stages in their order>" --stages B2C="C"'
    )


@pytest.mark.parametrize(
    ("fixes", "line"),
    [
        (["Mend them.", 'won=["Ja"]'], '  cycle-kit check a.csv --won "Ja"'),
        (["Mend them.", "columns={...: ...}"], "  > --columns OURS=THEIRS"),
        (["columns={...: ...}"], "  > --columns OURS=THEIRS"),
        (['columns={"stage": "..."}'], '  > --columns stage="..."'),
        (['won=["Ja"] or lost=["Ja"]'], '  > --won "Ja" or --lost "Ja"'),
        (['ck.load("b.csv", dates="dmy")'], "  > cycle-kit check b.csv --dates dmy"),
    ],
)
def test_the_most_useful_line_can_be_typed_as_it_stands(fixes, line):
    notes = {("a.csv", f"s{at}"): ("Odd.", "", 0, "Empty.", fix) for at, fix in enumerate(fixes)}
    assert reported(pipe_with(notes))[-1] == line


def test_what_may_stay_as_it_is_is_nothing_to_do():
    notes = {("", "periods"): ("Weeks start on Sunday.", "", 0, "By week.", 'week_starts="monday"')}
    assert reported(pipe_with(notes))[-1] == "  cycle-kit dashboard a.csv"


def test_rows_left_out_are_the_last_thing_to_do():
    notes = {
        ("a.csv", "out"): ("rows of totals", "furniture", 2, "Not counted.", "Leave them out."),
        ("a.csv", "odd"): ("Odd dates.", "", 0, "Empty.", "Mend them."),
    }
    assert reported(pipe_with(notes))[-2:] == ["  Odd dates.", "  > Mend them."]


def test_what_to_do_next_without_anything_to_mend_is_the_page():
    quiet = {where: what for where, what in NOTES.items() if where[1] in ("file", "rows", "stages")}
    assert reported(pipe_with(quiet))[-1] == "  cycle-kit dashboard a.csv"


def test_a_line_to_type_is_never_broken():
    fix = 'columns={"closed_at": "' + "a very long header " * 6 + '"}'
    long = {("a.csv", "values"): ("word " * 40, "", 0, "Empty.", fix)}
    shown = reported(pipe_with(long), width=80)
    assert f"    > {spoken_fix(fix)}" in shown
    assert all(len(line) <= 80 for line in shown if "very long header" not in line)
    assert "  " + ("word " * 40).strip() in reported(pipe_with(long))  # in a pipe, one line a note


def test_check_writes_to_a_narrow_encoding(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG.replace("Qualified", "واجد شرایط"), encoding="utf-8")
    narrow = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "cycle_kit", "check", str(path)]
    done = subprocess.run(command, env=narrow, capture_output=True)
    assert done.returncode == 0
    assert done.stderr in (b"", b"Reading log.csv ...\n")  # said on a slow machine
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
        "Aa;Bb;Cc\n1;Neu;03.04.2024\n1;Angebot;05.04.2024\n1;Ja;06.04.2024\n", encoding="utf-8"
    )
    assert run("check", path).exit_code == 1
    columns = ("deal_id=Aa", "stage=Bb", "entered_at=Cc")
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
    done = run("dashboard", log, "--port", "9000", "--no-browser", "--won", "Ja", "--history", log)
    assert done.stdout == "log.csv is shown at http://127.0.0.1:1/ (Ctrl-C ends it)\n"
    done = run("dashboard", log, log)
    assert done.stdout == "log.csv, log.csv are shown at http://127.0.0.1:1/ (Ctrl-C ends it)\n"
    assert run("dashboard").exit_code == 0
    manager, sample = shipped.notebook("manager"), shipped.sample("hubspot_deals.csv")
    here = {
        "host": "127.0.0.1",
        "token": "",
        "certificate": None,
        "key": None,
        "viewers": 20,
        "language": "",
        "written": {},
    }
    usual = {**here, "port": 8866, "given": {}, "open_browser": True}
    told = {"won": ["Ja"], "history": log}
    first = {"port": 9000, "export": [log.resolve()], "given": told, "open_browser": False}
    assert asked == [
        (manager, {**here, **first}),
        (manager, usual | {"export": [log.resolve()] * 2}),
        (manager, usual | {"export": [sample]}),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--stages", "Qualifed,Proposal"),
        ("--columns", "amount=Nett"),
        ("--won", "Won", "--lost", "Won"),
        ("--crm", "pipedrive"),
        ("--sheet", "Deals"),
    ],
)
def test_dashboard_refuses_options_that_the_file_does_not_fit_as_check_does(
    log, wrong, monkeypatch
):
    served = []
    serve = SimpleNamespace(serve=lambda *_all, ready, **_more: served.append(1))
    monkeypatch.setitem(sys.modules, "cycle_kit.dashboard.serve", serve)
    checked, done = run("check", log, *wrong), run("dashboard", log, *wrong)
    assert checked.exit_code == done.exit_code == 1
    told, out = done.stderr.rstrip().rsplit("\n", 1)
    assert told == checked.stderr.rstrip()
    options = " and ".join(name for name in wrong if name.startswith("--"))
    assert out == f"Or leave {options} out: the page then shows what to choose."
    assert served == []


def test_dashboard_of_a_file_that_is_not_understood_is_the_page(tmp_path, monkeypatch):
    path = tmp_path / "colours.csv"
    path.write_text("colour,size\nred,2\n")
    served = []
    serve = SimpleNamespace(serve=lambda *_all, ready, **_more: served.append(1))
    monkeypatch.setitem(sys.modules, "cycle_kit.dashboard.serve", serve)
    assert run("dashboard", path).exit_code == 0 and served == [1]


def test_waiting_speaks_only_when_it_takes_long(capsys):
    with waiting("Reading a.csv", after=10):
        pass
    assert capsys.readouterr() == ("", "")
    with waiting("Reading [b].csv", after=0.01):
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
