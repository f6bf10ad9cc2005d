"""Small exports of systems, each with what loading it gives: `crms/<crm>_<name>.csv` and its `.expected.toml`.

`python -m tests.test_golden_crms` writes what comes out of a file that has no expectation yet, to be read line by
line beside the file.
"""

import tomllib
from pathlib import Path

import pytest

import cycle_kit as ck
from cycle_kit import files
from cycle_kit.dialects import known
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.systems import PLAIN, fits
from tests.hostile.told import told

HERE = Path(__file__).parent / "crms"
SUFFIX = ".expected.toml"
EXPECTED = {
    path.name.removesuffix(SUFFIX): tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(HERE.glob(f"*{SUFFIX}"))
}
FILES = sorted(path.name for path in HERE.iterdir() if path.suffix in (".csv", ".xlsx"))


def result(name: str) -> dict:
    """The layout of a file, and what a load of it tells."""
    arguments = EXPECTED.get(name, {}).get("with", {})
    return {"layouts": layouts(name), **told(name, HERE, arguments)}


def layouts(name: str) -> list[str]:
    """The system, table and language of every layout that fits the tables of a file."""
    tables = [Headers(raw.frame).plain_words for raw in files.read(HERE / name)]
    return [
        f"{each.crm}, {each.table}, {each.language or 'en'}"
        for there in tables
        for each in known()
        if each.crm not in PLAIN and fits(each, there)
    ]


def test_every_file_has_an_expectation_and_every_expectation_a_file():
    assert list(EXPECTED) == FILES
    assert FILES


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_read_as_expected(name):
    said = {key: value for key, value in EXPECTED[name].items() if key != "with"}
    assert result(name) == said


@pytest.mark.parametrize("name", EXPECTED)
def test_its_one_layout_is_of_the_system_that_it_is_named_by(name):
    [layout] = EXPECTED[name]["layouts"]
    crm = layout.split(", ")[0]
    assert name.startswith(f"{crm}_")
    assert all(len(each.export) > 40 for each in known() if each.crm == crm)


@pytest.mark.parametrize("name", [name for name in EXPECTED if "deals" in EXPECTED[name]])
def test_every_row_is_accounted_for(name):
    notes = ck.load(HERE / name, **EXPECTED[name].get("with", {})).notes
    rows = sum(table.rows for table in files.read(HERE / name))
    assert notes.loc[notes["fate"] != "", "rows"].sum() == rows


def written(said: dict) -> str:
    """An expectation, a line of the result to a line."""
    blocks = []
    for key, value in said.items():
        if isinstance(value, str):
            blocks.append(f"{key} = {quoted(value)}")
        else:
            blocks.append("\n".join([f"{key} = [", *(f"  {quoted(v)}," for v in value), "]"]))
    return "\n".join(blocks) + "\n"


def quoted(text: str) -> str:
    if "'" not in text and "\n" not in text:
        return f"'{text}'" if '"' in text else f'"{text}"'
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    for name in sorted({*FILES} - {*EXPECTED}):
        (HERE / f"{name}{SUFFIX}").write_text(written(result(name)), encoding="utf-8")
