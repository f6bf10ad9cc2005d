"""Tables in a database, in files of columns, and as frames of other engines: the same as from CSV."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit.cli import app
from cycle_kit.files.frames import of_frame
from cycle_kit.loading.raw import raw_tables
from cycle_kit.warehouse import databases
from tests.warehouse_sets import hubspot, outcomes, way

RIGHT = {"1": "won", "2": "lost", "3": "open"}
UNUSED = {"company": pd.DataFrame({"id": ["1"], "property_name": ["Aqua"]})}


@pytest.fixture
def duck(tmp_path) -> str:
    """A DuckDB file with the set in a schema of its own, typed as engines type it."""
    path = tmp_path / "house.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema crm")
        for name, table in {**hubspot(), **UNUSED}.items():
            table.to_csv(tmp_path / f"{name}.csv", index=False)
            connection.execute(
                f"create table crm.{name} as select * from read_csv('{tmp_path / name}.csv')"
            )
    return f"duckdb:///{path}"


@pytest.fixture
def lite(tmp_path) -> str:
    path = tmp_path / "house.sqlite"
    with sqlite3.connect(path) as connection:
        for name, table in {**hubspot(), **UNUSED}.items():
            table.to_sql(name, connection, index=False)
    return f"sqlite:///{path}"


def test_a_duckdb_file(duck):
    pipe = ck.load(duck, schema="crm")
    assert outcomes(pipe) == RIGHT
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]
    assert pipe.deals["created_at"].equals(ck.load(hubspot()).deals["created_at"])
    aside = pipe.notes[pipe.notes["note"].str.startswith("This table is not needed")]
    assert aside["file"].tolist() == ["company"]


def test_what_sqlalchemy_has_a_driver_for(lite):
    pytest.importorskip("sqlalchemy")
    assert outcomes(ck.load(lite)) == RIGHT


def test_only_the_columns_that_say_something_are_read(duck, monkeypatch):
    asked: dict[str, list[str]] = {}
    read = databases.OfDuckDB.read

    def told(self, table, columns, schema):
        asked[table] = columns
        return read(self, table, columns, schema)

    monkeypatch.setattr(databases.OfDuckDB, "read", told)
    ck.load(duck, schema="crm")
    assert sorted(asked) == sorted(hubspot())  # and of no other table
    assert asked["owner"] == ["owner_id", "first_name", "last_name", "email"]
    assert asked["deal_stage"] == ["deal_id", "value", "date_entered", "_fivetran_start"]
    assert "property_dealname" in asked["deal"]


def test_a_schema_without_tables_is_told_with_those_that_there_are(duck):
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(duck)
    assert str(error.value) == (
        "The database holds no table of deals that is known.\n"
        'There are no tables there; it has the schemas "crm".\n'
        'Name the schema that the loader writes into: schema="...".'
    )


@pytest.mark.parametrize("schema", ["CRM", "Crm"])
def test_a_schema_in_other_capitals(duck, schema):
    assert outcomes(ck.load(duck, schema=schema)) == RIGHT


def test_a_schema_of_sqlalchemy_in_other_capitals_or_unknown(lite):
    assert outcomes(ck.load(lite, schema="MAIN")) == RIGHT
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(lite, schema="nowhere")
    assert error.value.there == 'There are no tables there; it has the schemas "main".'


@pytest.fixture
def views(duck) -> str:
    """Views of files, alone in a schema."""
    path = Path(duck.removeprefix(databases.DUCKDB))
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema seen")
        for name in hubspot():
            file = path.with_name(f"{name}.csv")
            connection.execute(f"create view seen.{name} as select * from read_csv('{file}')")
    return duck


def test_a_schema_of_views(views):
    assert outcomes(ck.load(views, schema="seen")) == RIGHT
    with pytest.raises(ck.CycleKitError, match='it has the schemas "crm", "seen"'):
        ck.load(views)


def test_a_view_whose_file_is_gone(views):
    Path(views.removeprefix(databases.DUCKDB)).with_name("deal.csv").unlink()
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(views, schema="seen")
    assert error.value.wrong == 'The table "deal" cannot be read (IOException).'


#: an own column of each kind that DuckDB has, and the text it is read as; None: left out, with a note
KINDS = {
    "'\\xFF\\x00'::blob": None,
    "'abc'::blob": "abc",
    "'0101'::bit": "0101",
    "union_value(num := 2)::union(num int, str varchar)": '{"num":2}',
    "[union_value(num := 2)]": '[{"num":2}]',
    "'infinity'::date": "",
    "'-infinity'::timestamp": "",
    "'infinity'::timestamptz": "",
    "date '0044-03-15 (BC)'": "",
    "date '9999-12-31'": "9999-12-31",
    "interval 3 days": "3 days",
    "map {'a': 1}": '{"a":1}',
    "{'a': 1, 'b': 'x'}": '{"a":1,"b":"x"}',
    "{'a': 'infinity'::date}": '{"a":"infinity"}',
    "170141183460469231731687303715884105727::hugeint": "170141183460469231731687303715884105727",
    "'00000000-0000-0000-0000-00000000000a'::uuid": "00000000-0000-0000-0000-00000000000a",
    "'x'::enum('x', 'y')": "x",
    "time '10:00:00'": "10:00:00",
    "'10:00:00+01'::timetz": "10:00:00+01",
    "[1, 2]::int[2]": "[1,2]",
    "1.50::decimal(10, 2)": "1.50",
    "'{\"a\": 1}'::json": '{"a": 1}',
}


@pytest.mark.parametrize("written", KINDS)
def test_a_column_of_ones_own_of_any_kind(written):
    with duckdb.connect() as connection:
        connection.execute(
            f"create table deal as select 1 id, {written} own union all select 2, null"
        )
        raw = databases.OfDuckDB(connection).read("deal", ["id", "own"], None)
        of_engine = raw_tables({"deal": connection.table("deal")}, sheet=None, max_bytes=1)[0]
    text = KINDS[written]
    if text is None:
        assert "own" not in raw.frame
        assert raw.remarks == ('Left out, as their cells are no text: "own".',)
    else:
        assert sorted(raw.frame["own"]) == ["", text]
        assert any("year 1" in remark for remark in raw.remarks) == (text == "")
    assert of_engine.rows == raw.rows == 2  # as a frame of the engine it is no error, either


def test_what_has_no_text_is_noted(duck):
    with duckdb.connect(duck.removeprefix(databases.DUCKDB)) as connection:
        connection.execute("alter table crm.deal add column property_photo blob")
        connection.execute("update crm.deal set property_photo = '\\xFF\\x00'::blob")
    pipe = ck.load(duck, schema="crm")
    assert outcomes(pipe) == RIGHT
    assert 'Left out, as their cells are no text: "property_photo".' in pipe.notes["note"].tolist()


def test_bytes_that_are_a_text_in_any_database(lite):
    with sqlite3.connect(lite.removeprefix("sqlite:///")) as connection:
        connection.execute("alter table deal add column property_photo")
        connection.execute("alter table deal add column property_word")
        connection.execute("update deal set property_photo = x'ff00', property_word = x'616263'")
    pipe = ck.load(lite)
    assert "property_photo" not in pipe.deals and set(pipe.deals["property_word"]) == {"abc"}


ENDLESS: list = []
ENDLESS.append(ENDLESS)
OBJECTS = {
    "no text": (b"\xff\x00", None),
    "bytes": (b"abc", "abc"),
    "bytes in a list": ([b"abc"], '["abc"]'),
    "a record": ({"a": 1}, '{"a": 1}'),
    "a key that JSON has not": ({(1, 2): 1}, None),
    "within itself": (ENDLESS, None),
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_objects_in_a_frame(kind):
    given, text = OBJECTS[kind]
    raw = of_frame(pd.DataFrame({"id": [1, 2], "own": pd.Series([given, None], dtype=object)}))
    assert raw.rows == len(raw.frame) == 2
    if text is None:
        assert list(raw.frame) == ["id"] and "own" in raw.remarks[0]
    else:
        assert raw.frame["own"].tolist() == [text, ""]


@pytest.mark.parametrize("form", ["frame", "arrow", "parquet"])
def test_two_columns_of_one_name(form, tmp_path):
    table = pd.DataFrame([["1", "New", "2025-01-01", "Old"]], columns=["id", "x", "day", "x"])
    arrow = pa.table([pa.array(table.iloc[:, at]) for at in range(4)], names=list(table.columns))
    pq.write_table(arrow, tmp_path / "deals.parquet")
    given = {"frame": table, "arrow": arrow, "parquet": tmp_path / "deals.parquet"}[form]
    (raw,) = raw_tables({"deals": given}, sheet=None, max_bytes=10_000)
    assert list(raw.frame) == ["id", "x", "day", "x__2"]
    assert raw.frame.iloc[0].tolist() == ["1", "New", "2025-01-01", "Old"]
    assert raw.remarks == ('2 columns share the header "x": after the first, "x__2".',)


def test_a_schema_is_for_databases(tmp_path):
    with pytest.raises(ck.CycleKitError, match="schema= is for databases; the source is none"):
        ck.load(hubspot(), schema="crm")


def test_a_file_that_is_not_there():
    with pytest.raises(ck.CycleKitError) as error:
        ck.load("duckdb:///nowhere/house.db")
    assert str(error.value).splitlines()[0] == 'There is no DuckDB file "house.db".'


def test_what_is_not_installed_is_said_with_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for address, name in (("duckdb:///house.db", "duckdb"), ("sqlite:///house.db", "sqlalchemy")):
        with pytest.raises(ck.CycleKitError) as error:
            ck.load(address)
        assert f"{name} has to be installed" in str(error.value)
        assert str(error.value).splitlines()[-1] == 'Type it: pip install "cycle-kit[databases]"'


def test_a_driver_that_is_not_installed_is_named():
    pytest.importorskip("sqlalchemy")
    with pytest.raises(ck.CycleKitError) as error:
        ck.load("snowflake://user:secret@account/database")
    assert str(error.value) == (
        'SQLAlchemy has no driver for "snowflake" here.\n'
        "Install it: pip install snowflake-sqlalchemy"
    )


def test_a_database_that_does_not_answer_is_told_without_its_address(tmp_path):
    pytest.importorskip("sqlalchemy")
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(f"sqlite:///{tmp_path}/nowhere/house.db")
    assert error.value.wrong == "The sqlite database cannot be read (OperationalError)."


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        ("postgres://me@host/db", "Did you mean postgresql://?"),
        ("mysql+unheard://me@host/db", "Install the driver that its beginning asks for."),
    ],
)
def test_an_address_without_a_driver_says_what_to_type(address, fix):
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(address)
    assert error.value.fix == fix


def test_a_port_that_is_no_number():
    with pytest.raises(ck.CycleKitError, match="This is no address of a database"):
        ck.load("sqlite://me:pw@host:port/db")


@pytest.mark.parametrize("given", ["source", "history"])
def test_a_dict_without_tables(given):
    with pytest.raises(ck.CycleKitError, match="There are no tables: the dict is empty"):
        ck.load({}) if given == "source" else ck.load(hubspot(), history={})


def written(folder: Path, form: str) -> Path:
    folder.mkdir()
    for name, table in hubspot().items():
        typed = table.assign(_fivetran_synced=pd.Timestamp("2025-03-22", tz="UTC"))
        if form == "parquet":
            typed.to_parquet(folder / f"{name}.parquet")
        else:
            typed.to_feather(folder / f"{name}.feather")
    return folder


@pytest.mark.parametrize("form", ["parquet", "feather"])
def test_a_folder_of_files_of_columns(tmp_path, form):
    assert outcomes(ck.load(written(tmp_path / form, form))) == RIGHT


def test_lists_and_records_in_files_of_columns_are_read_as_json(tmp_path):
    tables = hubspot(deal_pipeline_stage=None)
    stages = [
        {
            "stageId": f"s{at}",
            "label": label,
            "displayOrder": at,
            "metadata": {"probability": chance},
        }
        for at, (label, chance) in enumerate(
            [("Enquiry", 0.2), ("Offer", 0.6), ("Signed", 1.0), ("Not signed", 0.0)], start=1
        )
    ]
    tables["deal_pipeline"] = tables["deal_pipeline"].assign(stages=[stages])
    for name, table in tables.items():
        table.to_parquet(tmp_path / f"{name}.parquet")
    pipe = ck.load(tmp_path)
    assert outcomes(pipe) == RIGHT and pipe.orders == {"Sales": ("Enquiry", "Offer")}


def test_frames_of_other_engines_and_files_by_their_names(tmp_path):
    tables = hubspot()
    assert (
        outcomes(ck.load({name: pl.from_pandas(table) for name, table in tables.items()})) == RIGHT
    )
    lazy = {name: pl.from_pandas(table).lazy() for name, table in tables.items()}
    assert outcomes(ck.load(lazy)) == RIGHT
    with duckdb.connect() as connection:
        relations = {name: connection.from_df(table) for name, table in tables.items()}
        assert outcomes(ck.load(relations)) == RIGHT
    paths = {}
    for name, table in tables.items():
        paths[name] = tmp_path / f"{len(paths)}.csv"
        table.to_csv(paths[name], index=False)
    assert outcomes(ck.load(paths)) == RIGHT


def test_a_table_that_came_without_rows_is_no_error(tmp_path):
    for name, table in hubspot().items():
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    (tmp_path / "merged_deal.csv").write_text("deal_id,merged_deal_id\n")
    (tmp_path / "deal_property_history.csv").write_text("deal_id,name,value,timestamp\n")
    assert outcomes(ck.load(tmp_path)) == RIGHT


def test_an_export_without_rows_beside_others_stays_an_error(tmp_path):
    (tmp_path / "a.csv").write_text(
        "deal_id,stage,created_at\n1,New,2025-01-01\n2,Old,2025-01-02\n"
    )
    (tmp_path / "b.csv").write_text("deal_id,stage,created_at\n")
    with pytest.raises(ck.CycleKitError, match=r'"b\.csv" has a header but no rows'):
        ck.load(tmp_path)


def test_the_command_line_takes_an_address_and_shows_no_password(duck):
    done = CliRunner().invoke(app, ["check", duck, "--schema", "crm"])
    assert done.exit_code == 0, done.output
    assert "HubSpot" in done.output
    there = CliRunner().invoke(app, ["dashboard", duck, "--schema", "crm"])
    assert there.exit_code == 1 and "The page opens files" in there.output
    asked = CliRunner().invoke(app, ["check", "snowflake://me:secret@account/db"])
    assert asked.exit_code == 1 and "secret" not in asked.output
