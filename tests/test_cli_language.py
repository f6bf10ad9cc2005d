"""The language of the command line: Python in errors and notes comes out as options, names as a shell hands them on."""

import ast
import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as some
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit.cli import app
from cycle_kit.cli.known import CALLED
from cycle_kit.cli.options import arguments, taking_load_options
from cycle_kit.cli.spoken import ARGUMENTS, spoken, spoken_error, spoken_fix, typed_in
from cycle_kit.cli.typed import as_typed, in_windows_quotes, names, orders
from cycle_kit.config.keys import LANGUAGES
from cycle_kit.errors import CycleKitError
from cycle_kit.languages import CODES

PACKAGE = Path(ck.__file__).parent


def test_every_argument_of_load_has_an_option_and_is_understood_in_a_text():
    takes = set(inspect.signature(ck.load).parameters) - {"source"}
    assert takes == set(ARGUMENTS)
    others = ("lab", "doctor")  # read no export
    reading = [one for one in app.registered_commands if one.callback.__name__ not in others]
    assert len(reading) >= 6
    for command in reading:
        assert takes <= set(inspect.signature(command.callback).parameters)


@pytest.mark.parametrize(
    ("python", "typed"),
    [
        ('columns={"stage": "Etap"}', '--columns stage="Etap"'),
        (
            'columns={"stage": "Etap", "closed_at": "Data zamkn."}',
            '--columns stage="Etap" --columns closed_at="Data zamkn."',
        ),
        ("columns={'history': {'stage': 'To'}}", '--columns history.stage="To"'),
        (
            'columns={"entered": {"1. Angebot": "Datum Angebot"}}',
            '--columns "entered.1. Angebot"="Datum Angebot"',
        ),
        ('columns={"owner": ""}', '--columns owner=""'),
        ('columns={"amount": ["Net", "Tax"]}', '--columns amount="Net" --columns amount="Tax"'),
        ("columns={...: ...}", "--columns OURS=THEIRS"),
        ("columns={our name: header}", '--columns "our name"="header"'),
        ('columns={"stage": one of these}', '--columns stage="one of these"'),
        ('won="Signed"', '--won "Signed"'),
        ('won=["Signed", "Paid"]', '--won "Signed,Paid"'),
        ('won=["Lost, price"]', """--won '"Lost, price"'"""),
        ("lost=['5\" pipe']", """--lost '"5"" pipe"'"""),
        ('lost=["It\'s over"]', '--lost "It\'s over"'),
        ('won=["امضا شد"]', '--won "امضا شد"'),
        ('won=["$1 `x` !"]', "--won '$1 `x` !'"),
        ('stages=["A", "B", "C"]', '--stages "A,B,C"'),
        ("stages=[...]", '--stages "A,B,C"'),
        ('stages={"B2B": ["A", "B"], "B2C": ["C"]}', '--stages B2B="A,B" --stages B2C="C"'),
        ('stages={..., "B2B": ["...", "..."]}', '--stages B2B="...,..."'),
        ('stages=("A",)', '--stages "A"'),
        ('dates="dmy"', "--dates dmy"),
        ("sheet='Deals 2024'", '--sheet "Deals 2024"'),
        ('sheet="Deals"', '--sheet "Deals"'),
        ('zone="Europe/Warsaw"', "--zone Europe/Warsaw"),
        ('as_of="2024-06-30"', "--as-of 2024-06-30"),
        ("fiscal_year_starts=4", "--fiscal-year-starts 4"),
        ("max_bytes=3_000_000_000", "--max-bytes 3000000000"),
        ('config="path/to/cycle.toml"', "--config path/to/cycle.toml"),
        ('config="my folder/cycle.toml"', '--config "my folder/cycle.toml"'),
        ("history=...", "--history FILE"),
        ("won=", "--won"),
        ('ck.load(..., crm="hubspot")', "--crm hubspot"),
        ('ck.load("a b.csv", dates="dmy")', 'cycle-kit check "a b.csv" --dates dmy'),
        ("ck.load(deals, leads=...)", "cycle-kit check DEALS --leads FILE"),
        ("ck.load(...)", "cycle-kit check FILE"),
        ('ck.load(["a.csv", "b.csv"])', "cycle-kit check a.csv b.csv"),
    ],
)
def test_python_is_said_as_it_is_typed(python, typed):
    assert spoken(python) == typed
    assert spoken_fix(f"Type {python}, or mend it.") == f"Type {typed}, or mend it."


def test_only_python_is_translated():
    for text in [
        'There is no column "won=", which is a header.',
        "Write stages = ['A'] in cycle.toml.",
        "3 deal(s) in stage(s) 1 to 2 (of 5), 50 % = half",
        "Nothing: the amounts stay empty, a=1.",
        "",
    ]:
        assert spoken_fix(text) == spoken(text) == text


def test_words_around_several_pieces_stay():
    fix = 'Say what it means: won=["Ja, klar"], lost=["Ja, klar"] or dropped=; never "won=".'
    assert spoken_fix(fix) == (
        'Say what it means: --won \'"Ja, klar"\', --lost \'"Ja, klar"\' or --dropped; never "won=".'
    )
    assert typed_in(fix) == ["--won '\"Ja, klar\"'", "--lost '\"Ja, klar\"'"]


def test_what_has_no_option_is_for_a_notebook():
    fix = 'Choose one: pipe.where(pipeline="B, 2"), or by="pipeline".'
    assert spoken_fix(fix) == f"In a notebook: {fix}"
    assert spoken('Empty, except split by="currency".') == (
        'Empty, except split (in a notebook: by="currency").'
    )
    assert spoken_fix('Pass stages=[...], or ask pipe.where(pipeline="A").') == (
        'Pass --stages "A,B,C", or ask (in a notebook: pipe.where(pipeline="A")).'
    )


def test_python_that_cannot_be_parsed_still_names_its_option():
    assert spoken('Type won=["5" pipe"] here.').startswith("Type --won")


def test_an_error_is_translated_part_by_part():
    error = CycleKitError(
        'columns= names "x".',
        there='Headers are "dates=".',
        fix='Write columns={"stage": "Etap"}.',
    )
    assert spoken_error(error) == (
        '--columns names "x".\nHeaders are "dates=".\nWrite --columns stage="Etap".'
    )
    assert spoken_error(CycleKitError("No.")) == "No."


# -- everything that the package says ------------------------------------------------------------


def said_by_the_package() -> list[str]:
    """Every text in the modules that load files, with a name where a value will stand."""
    said = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] in ("charts", "dashboard", "cli"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        pieces = {
            id(piece)
            for each in ast.walk(tree)
            if isinstance(each, ast.JoinedStr)
            for piece in each.values
        }
        docstrings = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
        for each in ast.walk(tree):
            if id(each) in pieces | docstrings:
                continue
            if isinstance(each, ast.JoinedStr):
                said.append("".join(map(filled, each.values)))
            elif isinstance(each, ast.Constant) and isinstance(each.value, str):
                said.append(each.value)
    return [text for text in said if re.search(r"\w \w", text)]


def filled(piece: ast.expr) -> str:
    if isinstance(piece, ast.Constant):
        return str(piece.value)
    assert isinstance(piece, ast.FormattedValue)
    return repr("Etap") if piece.conversion == ord("r") else "Etap"


def test_nothing_that_the_package_says_about_loading_stays_python():
    python = re.compile(rf"\bck\.load\(|(?<![\w.])(?:{'|'.join(ARGUMENTS)})=(?!=)")
    speaking = [text for text in said_by_the_package() if python.search(text)]
    assert len(speaking) > 30
    left = [
        text
        for text in speaking
        if python.search(re.sub(r"In a notebook.*|\(in a notebook: .*\)", "", spoken_fix(text)))
    ]
    assert left == []
    for text in speaking:
        for options in typed_in(text):
            shlex.split(options)  # every quotation mark is closed


# -- what is printed can be typed ----------------------------------------------------------------


def heard(typed: str) -> dict[str, Any]:
    """What the command line makes of a text that went through a shell."""
    words = subprocess.run(
        ["sh", "-c", f"printf '%s\\0' {typed}"], capture_output=True, check=True
    ).stdout.decode()
    told: dict[str, Any] = {}
    listening = typer.Typer()

    @listening.command()
    @taking_load_options
    def listen(*, given: dict[str, Any]) -> None:
        told.update(arguments(given))

    done = CliRunner().invoke(listening, words.split("\0")[:-1])
    assert done.exit_code == 0, done.output
    return told


HARD = [
    "Etap", "Data zamkn.", "Lost, price", 'a 5" pipe', '"quoted"', "It's", "$HOME `id` \\n !x", "a=b", "B=2, C",
    "مذاکره، نهایی", "پیشنهاد", "договор", "--won", "-x", "*", "~", "#1", "a & b | c > d", "%PATH%", "😀", "1. Neu",
    "a.b=c",
]  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_a_name_survives_the_shell(name):
    given = {
        "won": [name, "Ja"],
        "stages": {name: ["A", name], "Z": [name]},
        "columns": {"stage": name, "history": {"stage": name}, "entered": {name: name}},
        "sheet": name,
    }
    typed = " ".join(as_typed(argument, said) for argument, said in given.items())
    assert heard(typed) == given
    assert heard(as_typed("stages", ["A", name])) == {"stages": ["A", name]}
    python = ", ".join(f"{argument}={said!r}" for argument, said in given.items())
    assert heard(spoken(f"ck.load(..., {python})")) == given


NAMES = some.text(
    some.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12
).filter(lambda name: name == name.strip() and name != "...")


@settings(max_examples=300, deadline=None)
@drawn(some.lists(NAMES, min_size=1, max_size=4), NAMES)
def test_any_name_is_read_as_it_was_written(listed, pipeline):
    (typed,) = shlex.split(as_typed("won", listed))[1:]
    assert names(typed) == listed
    (typed,) = shlex.split(as_typed("stages", {pipeline: listed}))[1:]
    assert orders([typed]) == {pipeline: listed}
    (typed,) = shlex.split(as_typed("stages", listed))[1:]
    assert orders([typed]) == listed


def test_lists_are_read_as_people_type_them():
    assert names(" Neu , Angebot,,") == ["Neu", "Angebot"]
    assert names("پیشنهاد، مذاکره") == ["پیشنهاد", "مذاکره"]
    assert names('5" pipe, Rest') == ['5" pipe', "Rest"]
    assert names("") == []
    assert orders(["A,B=1"]) == ["A", "B=1"]
    assert orders(["B2B = A, B", "B2C=C"]) == {"B2B": ["A", "B"], "B2C": ["C"]}
    with pytest.raises(CycleKitError):
        orders(["B2B=A,B", "C"])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("Etap", '"Etap"'), ("a b", '"a b"'), ('5" x', '"5\\" x"'), ("C:\\", '"C:\\\\"'), ("", '""')],
)
def test_on_windows_quotes_and_last_slashes_are_marked(text, quoted):
    assert in_windows_quotes(text) == quoted


def test_columns_are_read_one_by_one():
    def read(*texts: str) -> Any:
        return arguments({"columns": list(texts)})["columns"]

    assert read("amount=Net = value", "owner=") == {"amount": "Net = value", "owner": ""}
    assert read("history.entered_at=When") == {"history": {"entered_at": "When"}}
    assert read("history.entered.Offer sent=On") == {"history": {"entered": {"Offer sent": "On"}}}
    assert read("name=First", "name=Last") == {"name": ["First", "Last"]}


# -- what is not known is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--crm", "hubspott"],
            ['--crm "hubspott"', '"bigin", "bitrix24"', "Did you mean --crm hubspot?"],
        ),
        (["--crm", "Pipedrve"], ["Did you mean --crm pipedrive?"]),
        (["--language", "xx"], ['--language "xx"', '"en", "fa"']),
        (["--language", "Polish"], ['--language "Polish" is no', "Did you mean --language pl?"]),
        (["--language", "farsi"], ["Did you mean --language fa?"]),
        (["--dates", "dym"], ['--dates "dym"', "--dates dmy (31/12/2024)"]),
        (["--zone", "Mars"], ['--zone "Mars"', "--zone Europe/Warsaw"]),
        (["--zone", "warsaw"], ["Did you mean --zone Europe/Warsaw?"]),
        (["--week-starts", "sundy"], ["Did you mean --week-starts sunday?"]),
        (["--as-of", "soon"], ['--as-of "soon" is no day.', "--as-of 2024-06-30"]),
        (["--config", "nowhere.toml"], ['"nowhere.toml", which --config names']),
        (["--history", "nowhere.csv"], ['"nowhere.csv", which --history names']),
        (["--columns", "amount"], ["--columns", "=", 'Type --columns "amount=Net value".']),
    ],
)
@pytest.mark.parametrize("command", ["check", "dashboard"])
def test_an_unknown_value_is_refused_before_a_file_is_read(command, options, told):
    done = CliRunner().invoke(app, [command, "deals.csv", *options])
    assert (done.exit_code, done.stdout) == (1, "")
    for part in told:
        assert part in done.stderr


def test_every_language_can_be_called_by_its_name():
    assert {*CODES, *LANGUAGES} == set(CALLED.values())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--colums", "a=b"], "Possible options: --columns"),
        (["--fiscal-year-starts", "13"], "'--fiscal-year-starts'"),
    ],
)
def test_an_unknown_option_is_refused(options, told):
    done = CliRunner().invoke(app, ["check", "deals.csv", *options])
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_printed_line_leads_on(tmp_path):
    """The options of an error are put behind the same command, until the file loads."""
    path = tmp_path / "my deals.csv"
    path.write_text(
        "No.;Schritt, jetzt;When\n1;Neu;03/04/2024\n1;Angebot;05/04/2024\n1;Ja;06/04/2024\n",
        encoding="utf-8",
    )
    named = [
        as_typed("columns", {"deal_id": "No.", "stage": "Schritt, jetzt", "entered_at": "When"})
    ]
    command = [sys.executable, "-m", "cycle_kit", "check", str(path)]
    asked = subprocess.run(command + shlex.split(named[0]), capture_output=True, text=True)
    assert asked.returncode == 1
    dates = re.search(r"--dates \w+", asked.stderr)
    assert dates, asked.stderr
    done = subprocess.run(
        command + shlex.split(f'{named[0]} {dates[0]} --won "Ja"'), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Neu > Angebot" in done.stdout
