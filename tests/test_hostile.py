"""Files that CRMs, spreadsheets and strangers hand out: each is read as expected, or refused in expected words.

`hostile/NN_name` stands for row NN of the list, `x_name` for what a file may do on purpose; beside it
`NN_name.expected.toml` says what loading it gives. `python -m tests.hostile.make` writes the files.
"""

import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import files
from cycle_kit.errors import CycleKitError
from tests.hostile import make
from tests.hostile.told import PATHS, told

HERE = Path(__file__).parent / "hostile"
SUFFIX = ".expected.toml"
EXPECTED = {
    path.name.removesuffix(SUFFIX): tomllib.loads(path.read_text(encoding="utf-8"))["load"]
    for path in sorted(HERE.glob(f"*{SUFFIX}"))
}
CASES = [
    pytest.param(name, load, id=f"{name} {load.get('with', '')}".strip())
    for name, loads in EXPECTED.items()
    for load in loads
]
MADE = make.files()
LOADED = [case for case in CASES if "error" not in case.values[1]]


def companions() -> set[str]:
    """The files that others are loaded with."""
    given = [load.get("with", {}) for loads in EXPECTED.values() for load in loads]
    return {said for arguments in given for name, said in arguments.items() if name in PATHS}


def test_every_file_has_an_expectation_and_every_expectation_a_file():
    there = {path.name for path in HERE.iterdir() if path.is_file()}
    there = {name for name in there if not name.endswith((".py", SUFFIX))}
    assert there == set(EXPECTED) | companions()
    assert there == set(MADE)


def test_every_row_of_the_list_has_a_file():
    assert {name[:2] for name in EXPECTED if name[0] != "x"} == {f"{n:02d}" for n in range(1, 37)}


@pytest.mark.parametrize("name", [name for name in MADE if not name.startswith("x_bomb")])
def test_the_files_are_what_their_maker_makes(name):
    made, there = MADE[name], (HERE / name).read_bytes()
    if there.startswith(b"PK"):  # packed by another version of zlib it may differ, not its content
        made, there = make.members(made), make.members(there)
    assert there == made


@pytest.mark.parametrize(("name", "load"), CASES)
def test_it_is_read_as_expected(name, load):
    arguments = load.get("with", {})
    assert told(name, HERE, arguments) == {key: load[key] for key in load if key != "with"}


@pytest.mark.parametrize(("name", "load"), LOADED)
def test_rows_by_fate_sum_to_the_rows_of_its_files(name, load):
    arguments = load.get("with", {})
    given = {key: HERE / said if key in PATHS else said for key, said in arguments.items()}
    notes = ck.load(HERE / name, **given).notes
    read = [name, *(said for key, said in arguments.items() if key == "history")]
    rows = sum(table.rows for each in read for table in files.read(HERE / each))
    assert notes.loc[notes["fate"] != "", "rows"].sum() == rows


# -- what no message may hold ----------------------------------------------------------------------

SECRET = re.compile(r"zq[a-z0-9]{4,}")
HEADER = (
    "Deal ID,Deal Name,Stage,Owner,Pipeline,Created Date,Close Date,Amount,Currency,Region,My notes"
)


def with_secrets(bad: int) -> str:
    """40 deals with a secret in every cell that is no stage, pipeline or currency; `bad`: in how many of
    40 rows the dates and amounts are secrets too."""
    rows = [HEADER]
    for n in range(40):
        created, amount = (
            (f"zqdate{n:04d}", f"zqmoney{n:04d}") if n < bad else ("2024-01-05", "100")
        )
        stage, closed = [("New", ""), ("Won", "2024-03-04")][n % 2]
        rows.append(
            f"zqid{n:04d},zqname{n:04d},{stage},zqowner{n:04d},Shops,{created},{closed},{amount},EUR,"
            f"zqregion,zqnotes{n:04d}"
        )
    return "\n".join(rows) + "\n"


def messages(source, **arguments) -> str:
    try:
        pipe = ck.load(source, **arguments)
    except CycleKitError as error:
        return str(error)
    return pipe.notes.to_csv()


@pytest.mark.parametrize("bad", [0, 3, 30])
@pytest.mark.parametrize(
    "arguments", [{}, {"stages": ["Other"]}, {"columns": {"amount": "My notes"}}]
)
def test_no_cell_comes_up_in_a_note_or_an_error(bad, arguments):
    text = with_secrets(bad)
    assert SECRET.search(text)
    assert not SECRET.search(messages(text.encode(), **arguments))


@pytest.mark.parametrize("place", range(11))
@pytest.mark.parametrize(
    "cell", ["zqlost12", '"zqlost12', "zqlost12;zqlost13", "=zqlost12", '"zqlost12\nzqlost13"']
)
def test_no_cell_comes_up_whatever_one_row_does(place, cell):
    lines = with_secrets(0).splitlines()
    cells = lines[7].split(",")
    cells[place] = cell
    lines[7] = ",".join(cells)
    found = messages("\n".join(lines).encode())
    stage_or_currency = HEADER.split(",")[place] in ("Stage", "Pipeline", "Currency")
    assert stage_or_currency or not SECRET.search(found)


@pytest.mark.parametrize(
    "name", ["36_secrets.csv", "13_ids_as_powers.csv", "20_amounts.csv", "15_mixed_dates.csv"]
)
def test_no_id_name_or_owner_of_a_hostile_file_comes_up(name):
    (table,) = files.read(HERE / name)
    private = {*table.frame["Deal ID"], *table.frame["Deal Name"], *table.frame["Owner"]}
    words = set(re.findall(r"\w+", messages(HERE / name)))
    assert not {cell for cell in private if not cell.isdigit()} & words


def test_at_most_fifty_names_of_stages_are_named():
    rows = "\n".join(f"{n},Stage{n:03d}x,Ada,2024-01-05" for n in range(200))
    found = messages(("Deal ID,Stage,Owner,Created Date\n" + rows).encode(), stages=["Other"])
    assert len(re.findall(r"Stage\d{3}x", found)) == 50


# -- what is too large for a file here -------------------------------------------------------------


def test_a_table_as_long_as_a_sheet_may_be_cut_off():
    frame = pd.DataFrame(
        {"Deal ID": range(65_535), "Stage": "New", "Owner": "A", "Created Date": "2024-01-05"}
    )
    notes = ck.load(frame).notes["note"]
    told = "With its header the table has 65,536 rows, which is all a spreadsheet can hold."
    assert told in set(notes)
    assert told not in set(ck.load(frame[1:]).notes["note"])


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "deals.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_001)
    with pytest.raises(CycleKitError) as error:
        ck.load(path)
    assert str(error.value) == (
        '"deals.csv" is too large.\nIt has 2.0 GB; the limit is 2.0 GB.\n'
        "To read it all the same: max_bytes=2_000_000_001"
    )
