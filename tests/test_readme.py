"""The Python of README and guide does what they say, on the samples, and no public name is missing.

`python -m tests.test_readme` writes docs/functions.md anew.
"""

import ast
import inspect
import re
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import cycle_kit
import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.metrics.catalogue import CARDS
from tests.companies import events

README = Path(__file__).resolve().parent.parent / "README.md"
DOCS = README.parent / "docs"
FUNCTIONS, NUMBERS = DOCS / "functions.md", DOCS / "numbers.md"
#: the pages whose Python is run, in the order in which one reads them, each up to where more than a laptop is needed
GUIDE = {README: "", DOCS / "exports.md": "", NUMBERS: "", DOCS / "scale.md": "## A log that stays"}
MARKS = "<!-- functions: written by python -m tests.test_readme -->\n", "<!-- /functions -->"
SECTION = re.compile(re.escape(MARKS[0]) + r"(.*?)" + re.escape(MARKS[1]), flags=re.S)
#: the parts of the table, each with its functions in the order in which one would ask
PARTS = {
    "Files in": "load columns_taken from_events Pipeline one_pipeline crms sample CycleKitError",
    "Can it be trusted?": "answerable defects defect_effects definition definition_here",
    "From first contact to loyal customer": "lead_funnel customers buying_again",
    "Where do deals stop?": "funnel funnel_rules funnel_rule_deals ledger flows paths loops "
    "step_effects loss_reasons",
    "How long do they wait?": "stage_durations cycle_length outcome_curves Calendar both_readings "
    "speed_to_lead speed_to_lead_conversion waiting surprises",
    "Where does it stand?": "open_age due when_won steps deals_behind",
    "How well does it go?": "kpis win_rate discounts velocity trend by_line activities qualification goals",
    "Is that long?": "compare deals_needed benchmark benchmarks cycles_by_industry in_template template",
    "What will close?": "forecast backtest calibration slips",
    "What changed?": "changes changes_matrix waterfall compare_periods mix_shift",
    "What to do?": "to_do as_ics bottlenecks what_if",
    "What to look at, where nobody has said?": "kinds_of two_periods market_of checklist_of",
    "In a notebook": "notebooks beside side_by_side captioned with_deals Chart import_page what_if_page",
    "To take along": "report publish digest export speak mask",
}


# ---- the table of functions


def public() -> set[str]:
    """The names that `cycle_kit` offers."""
    names = {name: getattr(cycle_kit, name) for name in dir(cycle_kit) if not name.startswith("_")}
    ours = {name for name, value in names.items() if not inspect.ismodule(value)}
    return {name for name in ours if getattr(names[name], "__module__", "").startswith("cycle_kit")}


def in_words(name: str) -> str:
    """What a function counts, from its definition, or else from its docstring."""
    if name in CARDS and CARDS[name].counts:
        return CARDS[name].counts
    return (inspect.getdoc(getattr(cycle_kit, name)) or "").split("\n\n")[0].replace("\n", " ")


def functions() -> str:
    """Per part a row for each name: what it gives, and the chart that draws it."""
    rows = ["| | what you get | its chart |", "|---|---|---|"]
    for part, names in PARTS.items():
        rows.append(f"| **{part}** | | |")
        for name in names.split():
            chart = f"`{name}_chart`" if f"{name}_chart" in public() else ""
            rows.append(f"| `{name}` | {in_words(name)} | {chart} |".replace("  |", " |"))
    return "\n".join(rows) + "\n"


def written(text: str) -> str:
    """The page with its table of functions as the package has it."""
    return SECTION.sub(lambda _: MARKS[0] + functions() + MARKS[1], text)


def test_every_public_name_is_in_the_table_once():
    named = [name for names in PARTS.values() for name in names.split()]
    charts = [f"{name}_chart" for name in named if f"{name}_chart" in public()]
    assert sorted(named + charts) == sorted(public())


def test_the_table_is_what_the_package_says():
    text = FUNCTIONS.read_text(encoding="utf-8")
    assert text == written(text), "python -m tests.test_readme writes the table anew"
    assert "| what you get |" in text


# ---- the Python of README and guide


def blocks() -> list[str]:
    texts = {path.read_text(encoding="utf-8"): end for path, end in GUIDE.items()}
    read = (text[: text.index(end)] if end else text for text, end in texts.items())
    return re.findall(r"^```python\n(.*?)^```", "\n".join(read), flags=re.M | re.S)


def results(code: str) -> list[object]:
    """Run the code; what each of its bare expressions gives."""
    names: dict[str, object] = {"ck": cycle_kit}
    given = []
    for statement in ast.parse(code).body:
        text = ast.unparse(statement)
        if isinstance(statement, ast.Expr):
            given.append(eval(text, names))
        else:
            exec(text, names)
    return given


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A working folder with the samples under the names that the README uses."""
    shown = {"deals": "hubspot_deals", "leads": "hubspot_contacts", "log": "event_log"}
    for name, kept in shown.items():
        shutil.copyfile(shipped.sample(f"{kept}.csv"), tmp_path / f"{name}.csv")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(README.parent / "data" / "warehouse" / "fivetran_hubspot", "warehouse")
    with duckdb.connect("warehouse.db") as connection:
        connection.execute("create schema hubspot")
        for path in Path("warehouse").iterdir():
            connection.execute(f"create table hubspot.{path.stem} as from '{path}'")
    return tmp_path


def test_five_lines(folder):
    first = blocks()[0]
    assert len([line for line in first.splitlines() if line and not line.startswith("import")]) == 5
    tables = results(first)
    assert [type(one) for one in tables] == [pd.DataFrame] * 4
    assert [len(one) > 1 for one in tables] == [True] * 4


def test_groups_and_measures_of_stages_that_are_named_can_be_asked():
    text = NUMBERS.read_text(encoding="utf-8")
    part = text[text.index("Most of them take groups") : text.index("## Calendars")]
    deals = pd.DataFrame({
        "deal_id": list("1234"), "owner": list("xyxy"), "region": list("aabb"), "tags": ["u;v", "u", "v", "u"],
        "amount": [500.0, 1500, 15_000, 25_000],
    })  # fmt: skip
    log = [f"{one} Offer 2024-01-0{one}" for one in "1234"] + [
        "1 Won 2024-01-08",
        "2 Lost 2024-01-09",
    ]
    pipe = ck.from_events(events(*log), stages=["Offer"], deals=deals)
    groups, measures = re.findall(r"`(by=[^`]+)`", part), re.findall(r'`"([^`]+)"`', part)
    assert len(groups) == 5 and len(measures) == 2
    for said in groups:
        assert len(eval(f"ck.win_rate(pipe, {said})", {"ck": ck, "pipe": pipe})) > 1, said
    for name in measures:
        assert len(ck.trend(pipe, name)) and name in set(ck.kpis(pipe)["measure"])


def test_naming_columns(tmp_path, monkeypatch):
    text = "No.,Step,Opened\n1,Qualified,03.04.2024\n2,Won,05.04.2024\n3,Qualified,06.04.2024\n"
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    [pipe] = results(blocks()[1])
    assert pipe.deals["deal_id"].tolist() == ["1", "2", "3"]
    assert pipe.deals["outcome"].tolist() == ["open", "won", "open"]
    assert pipe.deals["created_at"].dt.strftime("%d %b").tolist() == ["03 Apr", "05 Apr", "06 Apr"]


def test_leads_calendars_templates_and_other_engines(folder):
    answers, sources, stays, cycle, both, steps, log = results("\n".join(blocks()[2:]))
    assert answers["leads"].sum() == sources["leads"].sum() == 3205
    assert stays["stage"].tolist() == ["New", "Qualified", "Proposal", "Negotiation", "Contract"]
    assert 60 < cycle["median_days"].item() < 115  # of 115 calendar days, weekends are off
    assert both["median_days"].tolist() == [
        pytest.approx(114.7, abs=0.1),
        cycle["median_days"].item(),
    ]
    assert [len(steps), steps["stage"].iloc[2], steps["stage"].iloc[-1]] == [
        8,
        "Needs analysis",
        "won",
    ]
    assert log["deals"].tolist() == [1250, 951, 698, 346, 278, 242]


def test_tables_of_a_warehouse(folder):
    [block] = [each for each in blocks() if "warehouse" in each]
    counted = re.sub(r"^house = (.*?)(  #.*)?$", r"len(\1.deals)", block, flags=re.M)
    counts = results(f"import cycle_kit as ck\n{counted}")
    assert counts == [37, 37, 37]


def test_the_example_of_the_rules(folder):
    rules = cycle_kit.funnel_rules(cycle_kit.load("deals.csv").where(pipeline="B2B"))
    step = rules[rules["stage"] == "Proposal"].set_index("rule")["conversion"]
    said = [f"{step[rule]:.0%}".replace("%", " %") for rule in ("reached", "in_order", "closed")]
    assert "{} if skipped stages count as passed, {} strictly in order, {} among closed".format(
        *said
    ) in NUMBERS.read_text(encoding="utf-8")


# ---- what it links to


LINKED = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]
LINKED += [f"docs/{path.name}" for path in sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", LINKED)
def test_pictures_and_pages_that_are_linked_to_are_there(page):
    path = README.parent / page
    linked = re.findall(r"\]\((?!http|#)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [one for one in linked if not (path.parent / one).exists()] == []


@pytest.mark.parametrize("page", LINKED)
def test_headings_that_are_jumped_to_are_there(page):
    path = README.parent / page
    jumps = re.findall(r"\]\((?!http)([^)#]*)#([^)]+)\)", path.read_text(encoding="utf-8"))
    for other, heading in jumps:
        text = (path.parent / other if other else path).read_text(encoding="utf-8")
        heads = re.findall(r"^#+ (.*)$", text, flags=re.M)
        assert heading in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_readme_is_what_a_newcomer_needs():
    assert len(README.read_text(encoding="utf-8").split()) <= 800


def test_every_notebook_has_its_line():
    notebooks = sorted(path.name for path in (README.parent / "notebooks").glob("*.ipynb"))
    linked = re.findall(r"^\| \[\w+\]\(notebooks/(\S+)\)", README.read_text("utf-8"), flags=re.M)
    assert sorted(linked) == notebooks


if __name__ == "__main__":
    FUNCTIONS.write_text(written(FUNCTIONS.read_text(encoding="utf-8")), encoding="utf-8")
