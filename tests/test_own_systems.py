"""A user's own TOML of a system, in the folder of settings or beside the export, without touching the package."""

import pytest
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit.cli import app
from cycle_kit.dashboard.import_page import ImportPage
from cycle_kit.dialects import own
from cycle_kit.errors import FileError

ACME = """
title = "Acme CRM"
export = "Deals > everything > Export."
tells = ["Acme Key|Acme Number", "{stage}"]
dates = "dmy"
outcomes = { open = "Running", won = "Hooray", lost = "Alas|Oh no" }

[columns]
deal_id = "Acme Key"
stage = "Acme Step|Acme Phase"
status = "Acme End"
created_at = "Acme Born"
closed_at = "Acme Ended"
"""
ROWS = """Acme Key,Acme Step,Acme End,Acme Born,Acme Ended
A1,Offer,Hooray,03/04/2024,05/04/2024
A2,Offer,Alas,03/04/2024,06/04/2024
A3,New,Running,04/04/2024,
A4,New,Oh no,05/04/2024,09/04/2024
"""
HUBSPOT = """
title = "Our HubSpot"
tells = ["Record ID", "Deal Stage", "Deal Name"]
[columns]
deal_id = "Record ID"
stage = "Deal Stage"
name = "Deal Name"
owner = "Closer"
created_at = "Create Date"
"""


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """The user's folder of systems, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    folder = tmp_path / "settings" / "cycle_kit" / "crms"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "deals.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def is_acme(pipe, crm="acme") -> bool:
    assert pipe.crm == crm
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open", "lost"]
    assert pipe.deals["created_at"].dt.month.tolist() == [4, 4, 4, 4]  # day first, as declared
    assert pipe.deals["closed_at"].notna().tolist() == [True, True, False, True]
    return True


def test_nobody_else_knows_it(export):
    with pytest.raises(ck.CycleKitError, match="is not known"):
        ck.load(export)


@pytest.mark.parametrize(
    ("name", "crm"), [("crm.toml", "acme_crm"), ("acme.crm.toml", "acme"), ("öko.crm.toml", "öko")]
)
def test_beside_the_export(export, name, crm):
    (export.parent / name).write_text(ACME, encoding="utf-8")
    for source in (export, str(export), [export], export.parent):
        pipe = ck.load(source)
        assert is_acme(pipe, crm)
        [note] = pipe.notes.loc[pipe.notes["note"].str.contains("declared in"), "note"]
        assert note == f"Its layout is declared in {name} beside the export."
    assert "Read as Acme CRM" in " ".join(pipe.notes["note"])


def test_in_the_folder_of_settings(export, settings):
    (settings / "acme.toml").write_text(ACME, encoding="utf-8")
    assert is_acme(ck.load(export))
    assert is_acme(ck.load(export.read_bytes()))  # there is nothing beside bytes
    assert is_acme(ck.load(export, crm="acme"))
    assert any("declared in acme.toml in " in note for note in ck.load(export).notes["note"])
    [row] = ck.crms().query("crm == 'acme'").to_dict("records")
    assert (row["title"], row["export"]) == ("Acme CRM", "Deals > everything > Export.")
    (settings / "acme.toml").unlink()
    assert "acme" not in set(ck.crms()["crm"])


def test_a_file_that_changes_is_read_again(export, settings):
    path = settings / "acme.toml"
    path.write_text(ACME, encoding="utf-8")
    assert is_acme(ck.load(export))
    path.write_text(ACME.replace('won = "Hooray"', 'won = "Hurrah|Hooray|Yes"'), encoding="utf-8")
    assert is_acme(ck.load(export))
    path.write_text(ACME.replace("Alas|", ""), encoding="utf-8")
    with pytest.raises(ck.CycleKitError, match='"Alas"'):
        ck.load(export)


def test_what_is_beside_one_export_is_not_known_beside_another(export, tmp_path):
    (export.parent / "crm.toml").write_text(ACME, encoding="utf-8")
    assert is_acme(ck.load(export), "acme_crm")
    other = tmp_path / "deals.csv"
    other.write_text(ROWS, encoding="utf-8")
    with pytest.raises(ck.CycleKitError, match="not known"):
        ck.load(other)


def test_how_to_export_is_told_after_the_load(export):
    (export.parent / "crm.toml").write_text(ACME, encoding="utf-8")
    told = " ".join(ck.answerable(ck.load(export))["export_this"])
    assert "Deals > everything > Export." in told


@pytest.mark.parametrize("place", ["beside", "settings"])
def test_it_goes_before_ours(settings, tmp_path, place):
    path = tmp_path / "deals.csv"
    rows = "Record ID,Deal Name,Deal Stage,Create Date,Deal owner,Closer\n"
    rows += "".join(f"{n},Deal {n},Offer,2024-03-0{n},Ada,Ben\n" for n in (1, 2, 3))
    path.write_text(rows, encoding="utf-8")
    assert set(ck.load(path).deals["owner"]) == {"Ada"}
    folder = settings / "hubspot.toml" if place == "settings" else tmp_path / "crm.toml"
    folder.write_text(HUBSPOT, encoding="utf-8")
    pipe = ck.load(path)
    assert set(pipe.deals["owner"]) == {"Ben"}
    assert any("Read as Our HubSpot" in note for note in pipe.notes["note"])


def test_one_that_fits_no_table_says_what_is_lacking(export):
    text = ACME.replace(
        '"Acme Key|Acme Number", "{stage}"', '"Acme Keys|Acme Number", "Acme Steps"'
    )
    (export.parent / "crm.toml").write_text(text, encoding="utf-8")
    columns = {
        "deal_id": "Acme Key",
        "stage": "Acme Step",
        "status": "Acme End",
        "created_at": "Acme Born",
    }
    words = {"won": "Hooray", "lost": ["Alas", "Oh no"], "open": "Running"}
    pipe = ck.load(export, columns=columns, dates="dmy", **words)
    assert pipe.crm == "custom"
    [note] = pipe.notes.loc[pipe.notes["note"].str.contains("crm.toml"), "note"]
    assert note == (
        "crm.toml beside the export declares a layout that no table has: "
        'none is called "Acme Keys", "Acme Number".'
    )


# ---- what is wrong is said with file, line, key, and what to type

BROKEN = {
    'tels = ["Acme Key"]': ('"tels" is not known.', 'Did you mean "tells"?'),
    "tells = 3": ('"tells" is not a list of groups of headers.', "Type it so: tells = ["),
    "tells = []": ('"tells" is not a list of groups of headers.', "Type it so: tells = ["),
    'tells = ["{stages}"]': ('"{stages}" in "tells" is none of the columns here.', "Write one of these"),
    'dates = "german"': ('"dates" is not "dmy", "mdy" or "ymd".', 'Type it so: dates = "dmy"'),
    'grouped = "yes"': ('"grouped" is not true or false.', "Type it so: grouped = true"),
    "id_letters = true": ('"id_letters" is not a number.', "Type it so: id_letters = 15"),
    'footers = ["("]': ('"footers" is not a list of patterns.', "Type it so: footers = ["),
    'dates_per_stage = ["^Date (.+)$"]': ('"dates_per_stage" is not a list of patterns with', "?P<stage>"),
    'outcomes = { one = "Hooray" }': ('"one" is not known in [outcomes].', "write one of these"),
    'time_per_stage = { seconds = "Time" }': ('"stage_id" is lacking', 'stage_id = "..."'),
    '[columns]\ndeal_nr = "Acme Key"': ('"deal_nr" is not known in [columns].', "deal_id"),
    "[columns]\ndeal_id = 7": ('"deal_id" in [columns] is not headers', 'deal_id = "Deal ID|Record ID"'),
    "[layout]\ntitle = 'x'": ('"layout" is not a table of its own.', "Type it so: [[layout]]"),
    "title = ": ("is not valid TOML.", "Mend that line."),
}  # fmt: skip


@pytest.mark.parametrize("said", BROKEN)
@pytest.mark.parametrize("place", ["beside", "settings"])
def test_a_broken_one_is_one_clear_error(export, settings, place, said):
    path = settings / "acme.toml" if place == "settings" else export.parent / "acme.crm.toml"
    key = said.split(" =")[0]
    kept = [line for line in ACME.splitlines() if not line.startswith(f"{key} =")]
    text = "\n".join(kept)
    text = text.replace("[columns]", f"{said}\n\n[columns]") if said[0] != "[" else text
    text = text.split("[columns]")[0] + said if said.startswith("[") else text
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        ck.load(export)
    wrong, fix = BROKEN[said]
    assert path.name in caught.value.wrong
    assert wrong in caught.value.wrong
    assert fix in caught.value.fix or fix in caught.value.there


@pytest.mark.parametrize("lacking", ["title", "tells"])
def test_what_is_lacking_is_named(export, lacking):
    text = "\n".join(line for line in ACME.splitlines() if not line.startswith(lacking))
    (export.parent / "crm.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=f'crm.toml: "{lacking}" is lacking.'):
        ck.load(export)


def test_names_of_plain_tables_are_taken(export, settings):
    (settings / "plain.toml").write_text(ACME, encoding="utf-8")
    with pytest.raises(FileError, match="tables that no system wrote"):
        ck.load(export)


# ---- the command line and the pages


def test_the_command_line_reads_it(export):
    (export.parent / "acme.crm.toml").write_text(ACME, encoding="utf-8")
    for options in ([], ["--crm", "acme"]):
        done = CliRunner().invoke(app, ["check", str(export), *options])
        assert done.exit_code == 0, done.output
        assert "Acme CRM" in done.output
    (export.parent / "acme.crm.toml").write_text("tells = 3", encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(export)])
    assert done.exit_code == 1
    assert "acme.crm.toml" in done.output


@pytest.mark.parametrize("place", ["beside", "settings"])
def test_the_import_page_reads_it(export, settings, place):
    path = settings / "acme.toml" if place == "settings" else export.parent / "acme.crm.toml"
    path.write_text(ACME, encoding="utf-8")
    page = ImportPage(export)
    assert list(page.seen.layouts.values()) == ["Acme CRM"]
    assert is_acme(page.seen.pipe)
    path.write_text("tells = 3", encoding="utf-8")
    page = ImportPage(export)
    assert path.name in str(page.seen.error)


def test_the_folder_is_the_platforms(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert own.folder() == tmp_path / "cycle_kit" / "crms"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    assert own.folder() == tmp_path / "ada" / ".config" / "cycle_kit" / "crms"
