"""CONTRIBUTING's recipes, followed to the letter in a copy of the project: a system and a metric that nobody has."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cycle_kit.dialects.plain import LOGS_ONLY
from cycle_kit.languages import DEALS, LEADS

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("cycle_kit", "data", "docs", "notebooks", "tests")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml")


@dataclass
class Copy:
    """A copy of the project in which one recipe is followed; it knows what was written."""

    root: Path
    recipe: str
    written: set[str] = field(default_factory=set)

    def write(self, path: str, text: str) -> None:
        self.written.add(path)
        (self.root / path).write_text(text, encoding="utf-8")

    def put(self, path: str, behind: str, text: str) -> None:
        """The text behind a place that is there once."""
        there = (self.root / path).read_text(encoding="utf-8")
        assert there.count(behind) == 1, f"{path} has {there.count(behind)} times {behind!r}"
        self.write(path, there.replace(behind, behind + text))

    def tell(self, line: str) -> None:
        """A line of CHANGELOG, under *Added*."""
        text = self.read("CHANGELOG.md")
        assert "### Added\n\n" in text
        self.write("CHANGELOG.md", text.replace("### Added\n\n", f"### Added\n\n- {line}\n", 1))

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def files(self) -> set[str]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {
            path.relative_to(self.root).as_posix() for path in found if ".pytest" not in str(path)
        }

    def run(self, *arguments: str) -> str:
        """What Python prints in the copy, which is the only cycle_kit that it finds."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run_commands(self) -> None:
        """Every command that the recipe names, as it stands there."""
        commands = re.findall(r"`python ([^`]+)`", self.recipe)
        assert commands
        for command in commands:
            self.run(*command.split())

    def asked(self, code: str) -> dict:
        """What a few lines that fill `said` find."""
        head = "import json, cycle_kit as ck\nfrom cycle_kit.shipped import sample\nsaid = {}\n"
        said = json.loads(self.run("-c", f"{head}{code}\nprint(json.dumps([ck.__file__, said]))"))
        assert Path(said[0]).is_relative_to(self.root)
        return said[1]

    def names_what_was_written(self) -> bool:
        """Whether a reader finds each file in the recipe, by its path or its folder's."""
        lacking = [
            path
            for path in self.written
            if path not in self.recipe and f"{Path(path).parent}/`" not in self.recipe
        ]
        assert lacking == []
        return True


def copied(tmp_path: Path, *headings: str) -> Copy:
    for part in PARTS:
        slow = ("browser", "fuzz", "pages") if part == "tests" else ()
        left = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", *slow)
        shutil.copytree(ROOT / part, tmp_path / part, ignore=left)
    for page in PAGES:
        shutil.copyfile(ROOT / page, tmp_path / page)
    recipe = "".join(map(said_under, headings))
    return Copy(tmp_path, " ".join(recipe.split()).replace("<question>", "ownerless"))


def said_under(heading: str) -> str:
    """A recipe of four steps."""
    [recipe] = re.findall(rf"^## {heading}\n(.*?)(?=^## )", CONTRIBUTING, flags=re.M | re.S)
    assert len(re.findall(r"^\d\. \*\*", recipe, flags=re.M)) == 4
    return recipe


# -- what the page says of the project -------------------------------------------------------------


def test_files_that_contributing_names_are_there():
    named = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:md|toml|txt|yml))`", CONTRIBUTING)
    assert len(named) > 30
    assert [
        path
        for path in named
        if not (ROOT / path).exists() and path not in ("cycle.toml", "crm.toml")
    ] == []


def test_every_layer_of_the_code_is_in_the_table():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    modules = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    [told] = re.findall(
        r"^## How the code is laid out\n(.*?)\n## ", CONTRIBUTING, flags=re.M | re.S
    )
    rows = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == modules


def test_the_roles_of_a_language_are_those_of_every_language():
    [recipe] = re.findall(
        r"^## Add a language in four steps\n(.*?)(?=^2\. )", CONTRIBUTING, flags=re.M | re.S
    )
    listed = " ".join(recipe.split()).partition("these roles, of deals: ")[2]
    deals, logs, leads = (set(re.findall(r"`(\w+)`", part)) for part in listed.split(";"))
    assert set.intersection(*map(set, DEALS.values())) == deals | logs
    assert set.intersection(*map(set, LEADS.values())) == leads
    assert logs == set(LOGS_ONLY)


# -- a system ------------------------------------------------------------------------------------

SAMPLE = """Acme Key,Acme Track,Acme Step,Acme End,Acme Keeper,Acme Born,Acme Ended,Acme Due,Acme Worth,Acme Money
A1,Web,Offer,Hooray,Ada,2024-01-02 10:00:00,2024-02-03 11:00:00,,1200.50,EUR
A2,Web,Offer,Alas,Ben,2024-01-03 10:00:00,2024-02-04 12:00:00,,300.00,EUR
A3,Shop,New,Running,Ada,2024-01-04 09:30:00,,2024-04-01,80.00,EUR
A4,Shop,New,Nevermind,Ben,2024-01-05 09:30:00,2024-01-09 09:30:00,,,EUR
A5,Web,New,Oh no,Ada,2024-01-06 09:30:00,2024-01-19 09:30:00,,50.00,EUR
"""
COMES_OUT = [
    "A1 | Offer | won | 1200.5 | EUR | 2024-01-02 10:00:00 | 2024-02-03 11:00:00",
    "A2 | Offer | lost | 300 | EUR | 2024-01-03 10:00:00 | 2024-02-04 12:00:00",
    "A3 | New | open | 80 | EUR | 2024-01-04 09:30:00 | ",
    "A4 | New | dropped |  | EUR | 2024-01-05 09:30:00 | 2024-01-09 09:30:00",
    "A5 | New | lost | 50 | EUR | 2024-01-06 09:30:00 | 2024-01-19 09:30:00",
]


def add_system(copy: Copy) -> None:
    """What "Add your CRM" says, but for its commands."""
    [declaration] = re.findall(r"```toml\n(.*?)```", CONTRIBUTING, flags=re.S)
    copy.write(
        "cycle_kit/dialects/crms/acme.toml",
        textwrap.dedent(declaration),
    )
    copy.write("tests/crms/acme_deals.csv", SAMPLE)
    copy.tell("Exports of Acme CRM are recognised.")


@pytest.mark.slow
def test_a_system_is_added_as_the_recipe_says(tmp_path):
    copy = copied(tmp_path, "Add your CRM in four steps")
    add_system(copy)
    before = copy.files()
    copy.run_commands()
    assert copy.names_what_was_written()
    written = "tests/crms/acme_deals.csv.expected.toml"
    assert copy.files() - before == {written}
    assert not any(path.endswith(".py") for path in copy.written)
    assert len({*copy.written, written}) <= 4
    expected = tomllib.loads(copy.read(written))
    assert expected["layouts"] == ["acme, deals, en"]
    assert expected["deals"] == COMES_OUT

    tests = "tests/test_golden_crms.py"
    assert "passed" in copy.run("-m", "pytest", "-q", "-k", "acme", tests)
    said = copy.asked(
        """
pipe = ck.load("tests/crms/acme_deals.csv")
said["crm"] = pipe.crm
said["outcomes"] = sorted(set(pipe.deals["outcome"].astype(str)))
said["known"] = ck.crms().query("crm == 'acme'")["title"].tolist()
"""
    )
    assert said == {
        "crm": "acme",
        "outcomes": ["dropped", "lost", "open", "won"],
        "known": ["Acme CRM"],
    }
    [row] = [line for line in copy.read("docs/exports.md").splitlines() if "**Acme CRM**" in line]
    assert row.startswith("| **Acme CRM** | en | none | win rates, cycles, ")
    assert "closed deals too > Export, CSV." in row


# -- a metric ------------------------------------------------------------------------------------

NAME = "ownerless"
FUNCTION = '''"""How many deals nobody owns."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.metrics.frames import By, deals, groups, metric, table
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

COLUMNS = ("deals", "ownerless", "share")


@metric
def ownerless(pipe: Pipeline, *, by: By = None) -> pd.DataFrame:
    """Deals that nobody owns.

    One row, or one per group of `by`: `deals`; `ownerless`, those without an owner; `share`, 0-1.
    Raises ColumnError for an unknown `by`.
    """
    check_by(pipe, by, COLUMNS)
    keys = groups(by)
    marked = deals(pipe).with_columns(nobody=nw.col("owner").is_null().cast(nw.Int64))
    counts = {"deals": nw.len(), "ownerless": nw.col("nobody").sum()}
    found = table(marked.group_by(*keys).agg(**counts) if keys else marked.select(**counts))
    found = found.assign(share=found["ownerless"] / found["deals"])
    return found.sort_values(keys, ignore_index=True) if keys else found
'''
TEST_OF_METRIC = '''"""Deals that nobody owns, counted by hand on every engine."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import ENGINES, events

DEALS = pd.DataFrame(
    {"deal_id": ["1", "2", "3", "4"], "owner": ["Ada", None, "Ben", None], "region": list("NNSS")}
)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_of_four(engine):
    log = events("1 A 2024-01-01", "2 A 2024-01-02", "3 A 2024-01-03", "4 A 2024-01-04")
    native = ENGINES[engine]
    pipe = ck.from_events(native(log), stages=["A"], deals=native(DEALS))
    assert ck.ownerless(pipe).to_numpy().tolist() == [[4, 2, 0.5]]
    assert ck.ownerless(pipe, by="region").to_numpy().tolist() == [["N", 2, 1, 0.5], ["S", 2, 1, 0.5]]
'''
CARD = """[metrics.ownerless]
counts = "Deals that nobody owns."
who = "All deals."
must = ["owners"]
counted = "{n} without an owner | unowned"
drawn = ["deals ownerless share"]

"""
ASKING = (
    "tests/test_definitions.py::test_every_public_metric_says_what_it_counts",
    "tests/test_definitions.py::test_every_definition_knows_who_is_counted",
    "tests/test_answerable.py::test_every_public_metric_has_a_row",
    "tests/test_answerable.py::test_needs_name_facts_that_exist",
    "tests/test_readme.py::test_every_public_name_is_in_the_table_once",
    "tests/test_readme.py::test_the_table_is_what_the_package_says",
    "tests/test_docs.py::test_every_chart_has_its_line",
    "tests/test_docs.py::test_every_metric_has_its_page_and_says_there_what_it_counts",
    "tests/test_docs.py::test_the_line_of_a_chart_draws_it[ownerless]",
    "tests/test_docs.py::test_the_python_of_a_page_runs[metrics/ownerless.md]",
)
PAGE_OF_DOCS = """# ownerless

```{counted} ownerless
```

## By hand

```{example} ten.csv
```

```{run}
ck.ownerless(ck.load("ten.csv"))
```

## Picture

```{drawn} ownerless
```
"""


CHART = '''"""Deals that nobody owns, as bars."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, rows_of, say

HOVER = """
    {ownerless:#} deal of {deals:n} || {ownerless:#} deals of {deals:n}
    {share:share–} of all
"""


@draws
def ownerless_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `ownerless`: a bar as long as the share of deals that nobody owns. customdata: []."""
    rows = [row for row in rows_of(table) if row["deals"]]
    if not rows:
        return missing("There are no deals.")
    signs = [("■", "stage", "share of all deals")]
    return bar_rows_chart(list(map(bar, rows)), signs, reach=1, axis=share_axis([0, 1]))


def bar(row: Row) -> BarRow:
    value = say("Nobody owns {share:share–} of the deals.", row)
    return BarRow("<b>Deals without an owner</b>", value, [Part(row["share"], hover(HOVER, row), [])])
'''
TEST_OF_CHART = """

def test_the_chart_says_the_share():
    table = pd.DataFrame({"deals": [4], "ownerless": [2], "share": [0.5]})
    figure = ck.ownerless_chart(table)
    assert "Nobody owns 50" in figure.to_json()
    assert "There are no deals." in ck.ownerless_chart(table.assign(deals=0)).to_json()
"""


def add_metric(copy: Copy) -> None:
    """What "Add a metric" and "Add a chart" say, in their order."""
    copy.write("cycle_kit/metrics/ownerless.py", FUNCTION)
    line = "from cycle_kit.metrics.outcomes import win_rate as win_rate\n"
    copy.put(
        "cycle_kit/__init__.py", line, line.replace("outcomes", NAME).replace("win_rate", NAME)
    )
    copy.put("cycle_kit/metrics/catalogue.toml", "what to `export`.\n\n", CARD)
    copy.write("tests/test_ownerless.py", TEST_OF_METRIC + TEST_OF_CHART)
    copy.put("tests/test_readme.py", '"What to do?": "', "ownerless ")
    copy.tell("`ownerless`: deals that nobody owns.")
    copy.write("docs/metrics/ownerless.md", PAGE_OF_DOCS)
    line = 'answerable = "ck.answerable_chart(ck.answerable(b2b))"\n'
    copy.put("docs/gallery.toml", line, line.replace("answerable", NAME))
    copy.write("cycle_kit/charts/ownerless.py", CHART)
    line = "from cycle_kit.charts.kpis import kpis_chart as kpis_chart\n"
    copy.put("cycle_kit/charts/__init__.py", line, line.replace("kpis", NAME))
    line = "    from cycle_kit.charts import kpis_chart as kpis_chart\n"
    copy.put("cycle_kit/__init__.py", line, line.replace("kpis_chart", f"{NAME}_chart"))
    copy.run_commands()


@pytest.mark.slow
def test_a_metric_is_added_as_the_recipe_says(tmp_path):
    copy = copied(tmp_path, "Add a metric in four steps", "Add a chart in four steps")
    add_metric(copy)
    assert copy.names_what_was_written()

    assert "passed" in copy.run("-m", "pytest", "-q", "tests/test_ownerless.py", *ASKING)
    said = copy.asked(
        """
pipe = ck.load(sample("hubspot_deals.csv"))
table = ck.ownerless(pipe, by="pipeline")
said["columns"] = list(table)
said["none"] = int(table["ownerless"].sum() - pipe.deals["owner"].isna().sum())
said["here"] = "ownerless" in dir(ck)
said["definition"] = ck.definition("ownerless")
said["who"] = str(int(table["ownerless"].sum())) in ck.definition_here(pipe, "ownerless")
said["answers"] = ck.answerable(pipe).set_index("metric")["answer"]["ownerless"]
"""
    )
    assert said == {
        "columns": ["pipeline", "deals", "ownerless", "share"],
        "none": 0,
        "here": True,
        "definition": "Counted: Deals that nobody owns. Who: All deals.",
        "who": True,
        "answers": said["answers"],
    }
    assert said["answers"] in ("yes", "partly")
    assert "| `ownerless` | Deals that nobody owns. | `ownerless_chart` |" in copy.read(
        "docs/functions.md"
    )
