"""Serving a page: what is refused before it starts, how it is set up, and when an export is stale."""

import asyncio
import os
import socket

import pandas as pd
import pytest

from cycle_kit.dashboard import given as giving
from cycle_kit.dashboard import serve as serving
from cycle_kit.dashboard.export import EXPORT, export_path, fingerprint, stale, watch
from cycle_kit.dashboard.given import load_given
from cycle_kit.dashboard.import_page import Given, ImportPage
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.dashboard.place import Place
from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.loading import load


def write(path, text, *, second):
    path.write_text(text)
    os.utime(path, (second, second))


def test_a_taken_port_names_the_flag(tmp_path):
    notebook = tmp_path / "page.ipynb"
    notebook.touch()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CycleKitError) as told:
            serving.serve(notebook, port=port, open_browser=False)

    assert str(told.value) == (
        f"Port {port} cannot be used.\n"
        "The system says: Address already in use.\n"
        f"Stop the page that runs there, or take another: --port {port + 1}"
    )


def test_a_missing_notebook_or_export_is_named_without_starting_anything(tmp_path):
    with pytest.raises(FileError) as told:
        serving.serve(tmp_path / "page.ipynb")
    assert str(told.value) == (
        f'There is no notebook "page.ipynb".\nLooked in {tmp_path}.\nCheck the path of the notebook.'
    )

    (tmp_path / "page.ipynb").touch()
    with pytest.raises(FileError) as told:
        serving.serve(tmp_path / "page.ipynb", port=0, export=tmp_path / "deals.csv")
    assert str(told.value) == (
        f'There is no export "deals.csv".\nLooked in {tmp_path}.\nCheck the path of the export.'
    )


def test_the_page_stays_on_this_machine_and_shows_no_code():
    config = serving._config(Place(port=1234), pool=2, viewers=3, words={}, log_level="ERROR")

    assert config.Voila.ip == "127.0.0.1"
    assert config.Voila.port_retries == 0
    assert config.Voila.config_file_paths == []
    assert config.Voila.tornado_settings["allow_remote_access"] is False
    assert (
        "default-src 'self'" in config.Voila.tornado_settings["headers"]["Content-Security-Policy"]
    )
    assert config.VoilaConfiguration.strip_sources is True
    assert config.VoilaConfiguration.show_tracebacks is False
    assert config.VoilaConfiguration.default_pool_size == 2
    assert "jupyterlab-plotly" not in config.VoilaConfiguration.extension_allowlist


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("fa", "rtl"), ("ar-EG", "rtl")]
)
def test_direction_follows_the_language(language, direction):
    assert serving._direction(language) == direction


def test_kernels_inherit_the_variables_and_the_process_gets_its_own_back(monkeypatch):
    monkeypatch.setenv("CYCLE_KIT_TEST_OLD", "before")
    with serving._environment({"CYCLE_KIT_TEST_OLD": "during", "CYCLE_KIT_TEST_NEW": "during"}):
        assert os.environ["CYCLE_KIT_TEST_OLD"] == os.environ["CYCLE_KIT_TEST_NEW"] == "during"
    assert os.environ["CYCLE_KIT_TEST_OLD"] == "before"
    assert "CYCLE_KIT_TEST_NEW" not in os.environ


def test_export_path_is_what_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.delenv(EXPORT, raising=False)
    assert export_path() is None
    monkeypatch.setenv(EXPORT, str(tmp_path))
    assert export_path() == tmp_path


def test_stale_means_another_file_is_there(tmp_path):
    export = tmp_path / "deals.csv"
    write(export, "a", second=1000)
    seen = fingerprint(export)
    assert not stale(export, seen)

    write(export, "b", second=2000)  # the same size, later
    assert stale(export, seen)
    write(export, "bc", second=1000)  # another size, the same time
    assert stale(export, seen)
    export.unlink()  # being replaced: what was read still stands
    assert fingerprint(export) is None and not stale(export, seen)


def test_a_folder_is_stale_when_one_of_its_files_is(tmp_path):
    write(tmp_path / "deals.csv", "a", second=1000)
    seen = fingerprint(tmp_path)
    write(tmp_path / "leads.csv", "a", second=1000)
    assert stale(tmp_path, seen)


def test_watch_waits_until_a_file_has_been_written(tmp_path):
    export, told = tmp_path / "deals.csv", []
    write(export, "a", second=1000)

    async def story():
        seen = fingerprint(export)
        looking = watch(export, lambda: told.append(export.read_text()), seen=seen, every=0.05)
        for size in range(2, 30):
            write(export, "b" * size, second=2000)
            await asyncio.sleep(0.01)
        assert told == []
        await asyncio.sleep(0.3)
        looking.cancel()

    asyncio.run(story())
    assert told == ["b" * 29]


def test_watch_tells_when_the_file_is_gone_and_when_it_is_back(tmp_path):
    export, told = tmp_path / "deals.csv", []
    write(export, "a", second=1000)

    async def story():
        looking = watch(
            export,
            lambda: told.append("changed"),
            gone=lambda: told.append("gone"),
            seen=fingerprint(export),
            every=0.02,
        )
        for act in (export.unlink, lambda: write(export, "a", second=1000), export.unlink):
            act()
            await asyncio.sleep(0.15)
        looking.cancel()

    asyncio.run(story())
    assert told == ["gone", "changed", "gone"]


def test_watch_tells_once_per_change(tmp_path):
    export, told = tmp_path / "deals.csv", []
    write(export, "a", second=1000)

    async def story():
        looking = watch(
            export, lambda: told.append(export.read_text()), seen=fingerprint(export), every=0.02
        )
        await asyncio.sleep(0.1)
        assert told == []
        write(export, "b", second=2000)
        await asyncio.sleep(0.15)
        assert told == ["b"]
        export.unlink()
        await asyncio.sleep(0.1)
        write(export, "c", second=3000)
        await asyncio.sleep(0.15)
        looking.cancel()

    asyncio.run(story())
    assert told == ["b", "c"]


# -- what the command line was given ---------------------------------------------------------------

DEALS = """Deal ID,Stage,Wert,Owner
1,Ja,100,Ada
2,Neu,200,Ben
3,Angebot,300,Ada
"""
HISTORY = """Deal ID,Stage,Entered At
1,Neu,03.04.2024
1,Angebot,05.04.2024
1,Ja,06.04.2024
2,Neu,04.04.2024
3,Neu,05.04.2024
3,Angebot,07.04.2024
"""
GIVEN = {"columns": {"amount": "Wert"}, "stages": ["Neu", "Angebot"], "won": ["Ja"], "dates": "dmy"}


@pytest.fixture
def given(tmp_path, monkeypatch):
    """The environment of a kernel of `cycle-kit dashboard deals.csv --history history.csv ...`."""
    deals, history = tmp_path / "deals.csv", tmp_path / "history.csv"
    write(deals, DEALS, second=1000)
    write(history, HISTORY, second=1000)
    for name, value in giving.variables([deals], GIVEN | {"history": history}).items():
        monkeypatch.setenv(name, value)
    return deals, history


def test_what_was_given_reaches_the_page(given):
    deals, _ = given
    assert export_path() == deals
    page = ManagerPage(export_path())
    assert page.pipe is not None, page.note.html
    assert page.pipe.stages == ("Neu", "Angebot")
    assert page.pipe.deals["amount"].tolist() == [100, 200, 300]
    assert page.pipe.deals["outcome"].astype(str).tolist() == ["won", "open", "open"]


def test_another_file_is_loaded_as_it_is(given, tmp_path):
    other = tmp_path / "other.csv"
    write(other, "Deal ID,Stage,Created Date\n1,New,2024-01-02\n", second=1000)
    assert load_given(other).stages == ("New",)


def test_a_change_in_any_of_the_files_is_seen(given, tmp_path):
    deals, history = given
    seen = fingerprint(deals)
    write(history, HISTORY, second=2000)
    assert stale(deals, seen)
    assert not stale(history, fingerprint(history))
    history.unlink()  # being replaced
    assert not stale(deals, seen)


@pytest.mark.parametrize("public", [True, False])
def test_who_reads_a_published_page_sees_no_other_file_and_keeps_nothing(
    tmp_path, monkeypatch, public
):
    export = tmp_path / "deals.csv"
    export.write_text("Deal ID,Stage,Created Date\n1,New,2024-01-02\n2,Offer,2024-01-02\n")
    (tmp_path / "salaries.csv").write_text("Deal ID,Stage,Created Date\n9,Secret,2024-01-02\n")
    for name, value in giving.variables([export], {}, public=public).items():
        monkeypatch.setenv(name, value)
    page = ManagerPage(export)
    page.show_import()
    importing = page.importing
    assert ("What you keep here" in page.note.html) is not public
    importing.chooser.hear({"choose": "path", "value": str(tmp_path / "salaries.csv")})
    importing.keeping.hear({"say": "keep"})
    if public:  # nor where a client finds another way to say it
        importing.chosen("path", str(tmp_path / "salaries.csv"))
        importing.chosen("file", str(tmp_path / "salaries.csv"))
        importing.pressed("keep")
    told = "".join(part.html for part in (importing.chooser, importing.account, *importing.parts))
    assert ("Secret" in told) is not public and (importing.chooser.html == "") is public
    assert (tmp_path / "cycle.toml").exists() is not public
    upload = {"upload": ["x.csv"], "turn": 0, "start": 0, "last": True}
    importing.chooser.hear(upload, [b"Deal ID,Stage,Created Date\n9,Uploaded,2024-01-02\n"])
    assert ("Uploaded" in importing.account.html + importing.parts[2].html) is not public


def test_several_files_are_one_load(tmp_path, monkeypatch):
    files = [tmp_path / f"{name}.csv" for name in ("one", "two")]
    for number, file in enumerate(files):
        write(
            file, f"Deal ID,Stage,Created Date\n{number},New,2024-01-0{number + 1}\n", second=1000
        )
    for name, value in giving.variables(files, {"as_of": "2024-02-01"}).items():
        monkeypatch.setenv(name, value)
    assert export_path() == files[0]
    pipe = load_given(files[0])
    assert sorted(pipe.deals["deal_id"]) == ["0", "1"]
    assert [name for name, *_ in fingerprint(files[0]) or ()] == ["one.csv", "two.csv"]


def test_every_argument_passes_through_the_environment(tmp_path, monkeypatch):
    given = {
        "stages": {"B2B, نو": ["A", 'B "x"']},
        "history": [tmp_path / "h1.csv", tmp_path / "h2.csv"],
        "config": tmp_path / "cycle.toml",
        "fiscal_year_starts": 4,
    }
    for name, value in giving.variables([tmp_path / "a.csv"], given).items():
        monkeypatch.setenv(name, value)
    files, said = giving._given(tmp_path / "a.csv")
    assert files == [tmp_path / "a.csv"]
    assert said == given | {
        "history": [str(path) for path in given["history"]],
        "config": str(given["config"]),
    }
    assert giving.files_given(tmp_path / "a.csv") == [*files, *given["history"], given["config"]]


# -- what is kept on the page counts in place of the options ---------------------------------------


WRONG = {
    "stages": {"stages": ["Noi", "Angebot"]},
    "won": {"won": ["Ja"], "lost": ["Ja"]},
    "columns": {"columns": {"amount": "Werd"}},
    "config": {"config": "other.toml"},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_kept_on_the_page_replaces_options_that_were_wrong(wrong, tmp_path, monkeypatch):
    deals = tmp_path / "deals.csv"
    lines = ["Deal ID,Stage,Created", "1,Ja,2024-04-03", "2,Neu,2024-04-04", "3,Angebot,2024-04-05"]
    write(deals, "\n".join(lines) + "\n", second=1000)
    given = dict(WRONG[wrong])
    if "config" in given:
        given["config"] = tmp_path / "conf" / "other.toml"
        given["config"].parent.mkdir()
        given["config"].write_text('stages = ["Noi", "Angebot"]\n', encoding="utf-8")
    variables = giving.variables([deals], given, replaced=tmp_path / "replaced")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    page = ManagerPage(deals)
    assert page.pipe is None
    importing = page.body.children[-1]
    assert page.note.html
    importing.settings = {"stages": ["Neu", "Angebot"], "won": ["Ja"]}
    importing.refresh()
    importing.pressed("keep")
    page.read_again()
    assert page.pipe is not None and page.pipe.stages == ("Neu", "Angebot")
    assert ManagerPage(deals).pipe is not None  # in the next kernel too


def test_options_are_where_the_import_page_begins(given):
    deals, _history = given
    page = ManagerPage(deals)
    page.show_import()
    assert page.importing.settings["stages"] == ["Neu", "Angebot"]
    assert page.importing.settings["columns"] == {"amount": "Wert"}
    page.importing.pressed("keep")
    kept = (deals.parent / "cycle.toml").read_text(encoding="utf-8")
    assert 'amount = "Wert"' in kept and '"Ja"' in kept


# -- the import page has the files as what they were given -----------------------------------------

OWN_DEALS = "Deal ID,Stage,Status,Created\n1,Angebot,Ja,2024-04-01\n2,Neu,Open,2024-04-02\n"
#: (kind, file): each could as well be a list of deals
LIKE_DEALS = {
    "one stage a deal": ("history", "Deal ID,Stage,Created\n1,Neu,2024-04-01\n2,Neu,2024-04-02\n"),
    "only a status": ("history", "Deal ID,Status,Date\n1,Neu,2024-04-01\n1,Angebot,2024-04-03\n"),
    "Polish": ("history", "Deal ID;Etap;Data\n1;Neu;2024-04-01\n1;Angebot;2024-04-02\n2;Neu;2024-04-02\n"),
    "from and to": ("history", "Deal ID,From,To,Date\n1,Neu,Angebot,2024-04-02\n2,Neu,Angebot,2024-04-04\n"),
    "leads with a status": ("leads", "ID,Status,Owner,Created\n7,Open,Ada,2024-04-01\n8,Open,Bo,2024-04-02\n"),
    "leads with a stage": ("leads", "ID,Name,Stage,Created\n7,x,Open,2024-04-01\n8,y,Converted,2024-04-02\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIKE_DEALS)
def test_the_import_page_has_files_as_what_they_were_given(name, tmp_path, monkeypatch):
    kind, text = LIKE_DEALS[name]
    deals, other = tmp_path / "deals.csv", tmp_path / "other.csv"
    deals.write_text(OWN_DEALS)
    other.write_text(text)
    for variable, value in giving.variables([deals], {"won": ["Ja"], kind: [other]}).items():
        monkeypatch.setenv(variable, value)
    whole = load(deals, won=["Ja"], **{kind: other})
    given = Given(settings=lambda: {"won": ["Ja"]}, by_kind=giving.files_by_kind(deals))
    page = ImportPage(giving.export_files(deals), given=given)
    assert page.kinds == ["", kind]
    assert page.seen is not None and page.seen.pipe is not None, page.result.html
    for table in ("deals", "visits", "leads"):
        pd.testing.assert_frame_equal(getattr(page.seen.pipe, table), getattr(whole, table))
    page.save()
    for table in ("visits", "leads"):
        pd.testing.assert_frame_equal(getattr(load_given(deals), table), getattr(whole, table))


def test_the_page_of_deals_with_leads_opens_the_import_page_with_them_as_leads(
    tmp_path, monkeypatch
):
    deals, leads = tmp_path / "deals.csv", tmp_path / "leads.csv"
    deals.write_text(OWN_DEALS)
    leads.write_text(LIKE_DEALS["leads with a status"][1])
    for variable, value in giving.variables([deals], {"won": ["Ja"], "leads": leads}).items():
        monkeypatch.setenv(variable, value)
    page = ManagerPage(deals)
    page.show_import()
    assert page.importing is not None and page.importing.seen is not None
    assert page.importing.seen.pipe is not None
    assert len(page.importing.seen.pipe.deals) == len(page.importing.seen.pipe.leads) == 2
