"""No part of a password is shown, however its address is written, wherever it is given, and whatever fails."""

from __future__ import annotations

import re
import sys
import traceback
from pathlib import Path

import pytest
import sqlalchemy
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit import addresses
from cycle_kit.cli import app
from cycle_kit.dashboard.import_files import chooser_html, list_of
from cycle_kit.dashboard.manager import manager_page

#: parts of a password that stand nowhere else, with the signs between them that take an address apart
SIGNS = ("", "/", "@", ":", "?", "#", "%", ";", "/@", ":/@?", " ")
SECRETS = [f"Zq7Xa{sign}Wv9Kp" for sign in SIGNS]

SHAPES = (
    "postgresql://me:{}@host.example/sales",
    "postgresql+psycopg://me:{}@host.example:5432/sales",
    "postgres://me:{}@host.example/sales",
    "mysql+pymysql://me:{}@host.example/sales?charset=utf8",
    "postgresql://{}@host.example/sales",
    "postgresql://me@host.example:{}/sales",
    "postgresql://me:{}",
    "postgresql://host.example/sales?user=me&password={}",
    "postgresql://host.example/sales?sslpassword={}",
    "snowflake://me:{}@account/sales/public?warehouse=small",
    "snowflake://me@account/sales?token={}",
    "databricks://token:{}@host.example?http_path=/sql/1",
    "bigquery://project?credentials_base64={}",
    "mssql+pyodbc:///?odbc_connect=DRIVER=x;PWD={}",
    "sqlite:////nowhere/house.db?key={}",
    "sqlite://me:{}@host.example/house.db",
    "duckdb:///md:sales?motherduck_token={}",
    "duckdb:///md:{}",
    "duckdb://me:{}@host.example/house.db",
    "duckdb:///me:{}@host.example",
    "duckdb:///house.db?x={}",
    "  postgresql://me:{}@host.example/sales",
    '"postgresql://me:{}@host.example/sales"',
    "jdbc:postgresql://host.example/sales?user=me&password={}",
    "jdbc:sqlserver://host.example;user=me;password={}",
    "postgresql:/me:{}@host.example",
    "postgresql:me:{}@host.example",
    "postgresql//me:{}@host.example/sales",
    "me:{}@host.example/sales",
    "me/{}@host.example/sales",
    "//me:{}@host.example/sales",
    "host=host.example user=me password={}",
    "Server=host.example;Uid=me;Pwd={}",
    "unheard-of://me:{}@host.example/sales",
    "unheard of://me:{}@host.example/sales",
    "md:sales?motherduck_token={}",
    "http://me:{}@host.example/deals.csv",
    "https://host.example/deals.csv?sig={}",
    "s3://me:{}@bucket/deals.csv",
    "postgresql://me:{}@host.example/" + "x" * 300,
    "host=host.example password={}" + "x" * 300,
)


def from_events(address: str) -> object:
    return ck.from_events(address)  # pyright: ignore[reportArgumentType]


def of_file(**said: object) -> ck.Pipeline:
    return ck.load(b"Deal ID,Stage,Created\n1,New,2025-01-01\n2,Won,2025-01-02\n", **said)


WAYS = {
    "source": lambda at: ck.load(at),
    "path": lambda at: ck.load(Path(at)),
    "list": lambda at: ck.load([at]),
    "dict": lambda at: ck.load({"deals": at}),
    "schema": lambda at: ck.load(at, schema="crm"),
    "history": lambda at: of_file(history=at),
    "lines": lambda at: of_file(lines=at),
    "config": lambda at: of_file(config=at),
    "wrong choice": lambda at: ck.load(at, dates="dym"),
    "wrong number": lambda at: ck.load(at, max_bytes="x"),
    "wrong name": lambda at: ck.load(sources=at),
    "second": lambda at: ck.load("deals.csv", at),
    "events": from_events,
    "asked": lambda at: ck.win_rate(at),
}
COMMANDS = {
    "check": lambda at: ["check", at],
    "dashboard": lambda at: ["dashboard", at],
    "no command": lambda at: [at],
    "history": lambda at: ["check", "deals.csv", "--history", at],
    "config": lambda at: ["check", "deals.csv", "--config", at],
    "schema": lambda at: ["check", at, "--schema", "crm"],
}


def tells(text: str) -> bool:
    return bool(re.search("Zq7Xa|Wv9Kp", text))


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deals.csv").write_text(
        "Deal ID,Stage,Created\n1,New,2025-01-01\n2,Won,2025-01-02\n"
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("way", WAYS)
def test_no_password_in_an_error_or_its_traceback(shape, way, capfd):
    for secret in SECRETS:
        with pytest.raises(ck.CycleKitError) as error:
            WAYS[way](shape.format(secret))
        told = "".join(traceback.format_exception(error.value)) + error.value._repr_html_()
        assert not tells(told), (secret, told)
    assert not tells("".join(capfd.readouterr()))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_password_on_the_command_line(shape, command):
    for secret in SECRETS[::3]:
        done = CliRunner().invoke(app, COMMANDS[command](shape.format(secret)))
        assert done.exit_code in (1, 2), done.output
        assert isinstance(done.exception, SystemExit), done.exception
        assert not tells(done.output + done.stderr), (secret, done.output)


@pytest.mark.parametrize("raised", [ValueError, TypeError, KeyError, OSError, AttributeError])
def test_no_password_in_what_a_driver_raises(raised, monkeypatch):
    def failing(*_, **__):
        raise raised(f"{SECRETS[0]}: no such user")

    for part in ("create_engine", "inspect"):
        with monkeypatch.context() as patched, pytest.raises(ck.CycleKitError) as error:
            patched.setattr(sqlalchemy, part, failing)
            ck.load(f"sqlite:///me:{SECRETS[0]}.db")
        assert not tells("".join(traceback.format_exception(error.value)))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_password_where_nothing_is_installed(shape, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for secret in SECRETS:
        with pytest.raises(ck.CycleKitError) as error:
            ck.load(shape.format(secret))
        assert not tells("".join(traceback.format_exception(error.value)))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_shown_of_an_address_is_its_system_and_host_at_most(shape):
    for secret in SECRETS:
        shown = addresses.named(shape.format(secret))
        assert re.fullmatch(r"([a-z]+ )?database( at host\.example)?", shown)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql+psycopg://me:pw@db.example:5432/sales", "postgresql database at db.example"),
        ("snowflake://me:pw@account/sales?warehouse=small", "snowflake database"),
        ("postgresql://me:p@w@db.example/sales", "postgresql database"),
        ("sqlite:///house.db", "sqlite database"),
        ("pw://me@db.example/sales", "database at db.example"),
        ("house.db", "database"),
    ],
)
def test_a_database_is_called_by_what_can_be_told_surely(address, shown):
    assert addresses.named(address) == shown


@pytest.mark.parametrize(
    "path",
    ["sales.csv", "C:\\crm\\deals.csv", "C:/crm/deals.csv", "Deals 10:30.csv", "year=2024/deals.parquet", "../R&D.csv"],
)  # fmt: skip
def test_a_path_is_no_address_and_is_told(path):
    assert not addresses.is_like_path(path) and not addresses.is_address(path)
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(path)
    assert Path(path).name in str(error.value) or str(Path(path).parent) in str(error.value)


def test_a_file_whose_name_is_like_an_address_is_read(tmp_path):
    there = tmp_path / "me:pw@host.csv"
    there.write_text((tmp_path / "deals.csv").read_text())
    assert len(ck.load(str(there), stages=["New"]).deals) == 2
    done = CliRunner().invoke(app, ["check", "me:pw@host.csv", "--stages", "New"])
    assert done.exit_code == 0, done.output


def test_a_command_to_be_typed_again_leaves_the_address_out(tmp_path):
    with sqlalchemy.create_engine(f"sqlite:///{tmp_path}/Zq7Xa.db").begin() as connection:
        connection.exec_driver_sql("create table deals (id, dealname, dealstage, createdate)")
    done = CliRunner().invoke(app, ["check", f"sqlite:///{tmp_path}/Zq7Xa.db"])
    assert not tells(done.output)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_password_on_the_pages(shape):
    given = shape.format(SECRETS[2])
    page = manager_page(given)
    chooser = chooser_html(list_of(given), [])
    assert not tells(page.head.html + str(page.head.get_state()) + chooser)
