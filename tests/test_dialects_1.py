"""Salesforce, HubSpot, Pipedrive, Zoho, Bigin, Dynamics, Close, Freshsales: each sample, and what is true of it."""

import csv
import io
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import dialects, files
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.systems import fits
from tests.sample_oracles import FOLDER, co, crm
from tests.small_samples import few_deals, small_files

DAYS, MINUTES = "days", "minutes"
ONLY_B2B = ("B2B",)


@dataclass(frozen=True)
class Sample:
    """A sample, and which part of the truth it holds."""

    files: tuple[str, ...]
    ids: str  # the maker's function from a deal's number to its id, "module.name"
    crm: str
    pipelines: tuple[str, ...] = ("B2B", "B2C")
    euros_only: bool = False
    dropped: str = "dropped"  # what the system calls deals that were dropped
    closed_stage: bool = True  # a closed deal still shows the stage it was in
    created: str = MINUTES
    closed: str = MINUTES  # "" where no closing date is in the file
    expected: bool = True
    currency: bool = True
    owner: bool = True
    visits: str = ""  # "all", or "last" where a stage shows only its last entry
    options: dict = field(default_factory=dict)

    def truth(self) -> dict[str, object]:
        """{id: deal}."""
        number_to_id = named(self.ids)
        return {
            number_to_id(deal.number): deal
            for deal in few_deals()
            if deal.pipeline in self.pipelines and (deal.currency == "EUR" or not self.euros_only)
        }


def named(path: str):
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)


def long_salesforce_id(number: int) -> str:
    return named("maker.exports.salesforce_objects.long_id")(crm.salesforce_id(number))


def zoho_record(number: int) -> str:
    return f"zcrm_{named('maker.exports.zoho.zoho_id')(number)}"


def potential_number(number: int) -> str:
    return f"POT{number}"


HERE = "tests.test_dialects_1"


def objects(history: str) -> Sample:
    return Sample(
        ("salesforce_loader_opportunity.csv", history),
        f"{HERE}.long_salesforce_id",
        "salesforce",
        pipelines=ONLY_B2B,
        closed=DAYS,
        owner=False,
        visits="all",
    )


def hubspot(language: str) -> Sample:
    """In this language, with dates of the last entry into each stage."""
    return Sample(
        (f"hubspot_{language}.csv",),
        "maker.crm.hubspot_id",
        "hubspot",
        pipelines=ONLY_B2B,
        currency=False,
        visits="last",
    )


def close(file: str) -> Sample:
    return Sample(
        (file,),
        "maker.exports.close.close_id",
        "close",
        pipelines=ONLY_B2B,
        dropped="lost",
        closed_stage=False,
        expected=False,
    )


def pipedrive(language: str, **other) -> Sample:
    return Sample(
        (f"pipedrive_{language}.csv",),
        "maker.crm.pipedrive_id",
        "pipedrive",
        dropped="lost",
        **{"expected": False} | other,
    )


SAMPLES = {
    "hubspot in French": Sample(
        ("hubspot_french.csv",),
        "maker.crm.hubspot_id",
        "hubspot",
        closed_stage=False,
        currency=False,
    ),
    "hubspot, both engines": Sample(
        ("hubspot_both_engines.csv",),
        "maker.crm.hubspot_id",
        "hubspot",
        pipelines=ONLY_B2B,
        visits="last",
    ),
    "hubspot in Portuguese": hubspot("portuguese"),
    "hubspot in Italian": hubspot("italian"),
    "hubspot in Spanish": hubspot("spanish"),
    "hubspot in German": hubspot("german"),
    "hubspot in Japanese": hubspot("japanese"),
    "salesforce, weekly": Sample(
        ("salesforce_weekly_opportunity.csv", "salesforce_weekly_history.csv"),
        f"{HERE}.long_salesforce_id",
        "salesforce",
        pipelines=ONLY_B2B,
        closed=DAYS,
        owner=False,
        visits="all",
    ),
    "salesforce, loader": objects("salesforce_loader_history.csv"),
    "salesforce, loader and fields": objects("salesforce_loader_field_history.csv"),
    "salesforce, loader and field report": objects("salesforce_field_history.csv"),
    "salesforce, formatted": Sample(
        ("salesforce_formatted.xlsx",),
        "maker.crm.salesforce_id",
        "salesforce",
        closed_stage=False,
        created=DAYS,
        closed=DAYS,
    ),
    "pipedrive, import style": pipedrive("import_style", owner=False),
    "pipedrive in German": pipedrive("german", euros_only=True, currency=False),
    "pipedrive in Portuguese": pipedrive("portuguese", expected=True),
    "pipedrive in French": pipedrive("french", euros_only=True, currency=False),
    "pipedrive in Spanish": pipedrive("spanish", pipelines=ONLY_B2B, closed="", expected=True),
    "pipedrive in Polish": pipedrive("polish", euros_only=True, currency=False),
    "pipedrive, api": pipedrive("api"),
    "zoho": Sample(
        ("zoho_deals.csv",), f"{HERE}.zoho_record", "zoho", closed_stage=False, closed=DAYS
    ),
    "bigin": Sample(
        ("bigin_deals.csv",),
        "maker.exports.zoho.zoho_id",
        "bigin",
        euros_only=True,
        closed_stage=False,
        closed=DAYS,
        currency=False,
    ),
    "dynamics": Sample(
        ("dynamics_opportunities.xlsx",),
        "maker.exports.dynamics.guid",
        "dynamics",
        pipelines=ONLY_B2B,
        dropped="lost",
        closed=DAYS,
    ),
    "close, iso8601": close("close_iso8601_dates.csv"),
    "close, excel": close("close_excel_dates.csv"),
    "vtiger": Sample(
        ("vtiger_opportunities.csv",),
        f"{HERE}.potential_number",
        "vtiger",
        pipelines=ONLY_B2B,
        euros_only=True,
        dropped="lost",
        closed_stage=False,
        closed=DAYS,
        currency=False,
    ),
    "freshsales": Sample(
        ("freshsales_deals.csv",),
        "maker.exports.freshsales.freshsales_id",
        "freshsales",
        pipelines=ONLY_B2B,
        dropped="lost",
        closed_stage=False,
        closed=DAYS,
    ),
}
MINE = sorted({file for sample in SAMPLES.values() for file in sample.files})
MINE += ["close_original_dates.csv"]
LARGE = {
    "hubspot_deals.csv": ("hubspot", "Record ID"),
    "salesforce_opportunities.csv": ("salesforce", "Opportunity Name"),
    "salesforce_history.csv": ("salesforce", "From Stage"),
    "pipedrive_deals.csv": ("pipedrive", "Deal - ID"),
}
#: {file: crm, first header of the first two tells}
LAYOUT = {
    **LARGE,
    "hubspot_french.csv": ("hubspot", "ID de fiche d'informations"),
    "hubspot_both_engines.csv": ("hubspot", "Record ID"),
    "hubspot_portuguese.csv": ("hubspot", "ID do registro"),
    "hubspot_italian.csv": ("hubspot", "ID record"),
    "hubspot_spanish.csv": ("hubspot", "ID de registro"),
    "hubspot_german.csv": ("hubspot", "Datensatz-ID"),
    "hubspot_japanese.csv": ("hubspot", "レコードID"),
    "local/hubspot_api.csv": ("hubspot", "dealname"),
    "salesforce_weekly_opportunity.csv": ("salesforce", "Id"),
    "salesforce_weekly_history.csv": ("salesforce", "OpportunityId", "StageName"),
    "salesforce_loader_opportunity.csv": ("salesforce", "Id"),
    "salesforce_loader_history.csv": ("salesforce", "OpportunityId", "StageName"),
    "salesforce_loader_field_history.csv": ("salesforce", "OpportunityId", "Field"),
    "salesforce_field_history.csv": ("salesforce", "Opportunity ID", "Field / Event"),
    "salesforce_formatted.xlsx": ("salesforce", "Opportunity Name"),
    "pipedrive_import_style.csv": ("pipedrive", "Deal - ID"),
    "pipedrive_german.csv": ("pipedrive", "Deal - Titel"),
    "pipedrive_portuguese.csv": ("pipedrive", "Negócio - Título"),
    "pipedrive_french.csv": ("pipedrive", "Affaire - Titre"),
    "pipedrive_spanish.csv": ("pipedrive", "Trato - Título"),
    "pipedrive_polish.csv": ("pipedrive", "Szansa sprzedaży - Tytuł"),
    "pipedrive_api.csv": ("pipedrive", "add_time"),
    "zoho_deals.csv": ("zoho", "Record Id"),
    "bigin_deals.csv": ("bigin", "Deal Id"),
    "dynamics_opportunities.xlsx": ("dynamics", "(Do Not Modify) Opportunity"),
    "close_original_dates.csv": ("close", "status_type"),
    "close_iso8601_dates.csv": ("close", "status_type"),
    "close_excel_dates.csv": ("close", "status_type"),
    "vtiger_opportunities.csv": ("vtiger", "Opportunity No"),
    "freshsales_deals.csv": ("freshsales", "Deal : Name"),
}
SYSTEMS = [dialect for dialect in dialects.known() if dialect.crm != "plain"]
CRMS = {layout[0] for layout in LAYOUT.values()}
LAYOUTS = [d for d in SYSTEMS if d.crm in CRMS and d.table != "leads"]


# -- the files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MINE)
def test_the_committed_file_comes_out_again(name):
    made, committed = small_files()[name], (FOLDER / name).read_bytes()
    if name.endswith(".csv"):
        assert made == committed
    else:  # another zlib may pack the same cells into other bytes
        assert cells(made) == cells(committed)


def cells(content: bytes) -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("name", MINE)
def test_small_samples_are_small(name):
    assert 5_000 < (FOLDER / name).stat().st_size < 100_000


# -- recognition -----------------------------------------------------------------------------------


@cache
def headers(file: str) -> dict[str, str]:
    [raw] = files.read(FOLDER / file)
    return Headers(raw.frame).plain_words


def layout_of(dialect) -> tuple[str, ...]:
    return (dialect.crm, *(group[0] for group in dialect.tells))


@pytest.mark.parametrize("file", LAYOUT)
@pytest.mark.parametrize("dialect", SYSTEMS, ids=lambda d: f"{d.crm}-{d.table}-{d.language}")
def test_a_sample_fits_its_own_layout_and_no_other(file, dialect):
    own = dialect.table != "leads" and layout_of(dialect)[: len(LAYOUT[file])] == LAYOUT[file]
    assert fits(dialect, headers(file)) == own


@pytest.mark.parametrize("file", LAYOUT)
def test_a_sample_has_a_layout(file):
    assert sum(fits(dialect, headers(file)) for dialect in SYSTEMS) == 1


@pytest.mark.parametrize("file", sorted({*small_files()} - {*LAYOUT}))
def test_other_systems_fit_none_of_these_layouts(file):
    fitting = {d.crm for d in SYSTEMS if fits(d, headers(file))}
    assert not fitting & CRMS


@pytest.mark.parametrize("dialect", LAYOUTS, ids=layout_of)
def test_every_layout_has_a_sample_and_says_how_to_export(dialect):
    assert any(fits(dialect, headers(file)) for file in LAYOUT)
    assert len(dialect.export) > 50


# -- what is read ----------------------------------------------------------------------------------


@cache
def loaded(name: str) -> ck.Pipeline:
    sample = SAMPLES[name]
    return ck.load([FOLDER / file for file in sample.files], **sample.options)


@cache
def sides(name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The deals as read and as they are, one row per deal in the same order."""
    truth = SAMPLES[name].truth()
    read = loaded(name).deals.set_index("deal_id").sort_index()
    fields = "outcome stage pipeline owner amount currency value created_at closed_at expected_close name"
    rows = {
        i: {field: getattr(deal, field) for field in fields.split()} for i, deal in truth.items()
    }
    true = pd.DataFrame.from_dict(rows, orient="index").sort_index()
    for column in ("created_at", "closed_at", "expected_close"):
        true[column] = pd.to_datetime(true[column])
    return read, true


def same(read: pd.Series, true: pd.Series) -> None:
    assert read.astype(object).where(read.notna(), None).tolist() == (
        true.astype(object).where(true.notna(), None).tolist()
    )


each = pytest.mark.parametrize("name", SAMPLES)


@each
def test_it_is_read_as_what_it_is(name):
    assert loaded(name).crm == SAMPLES[name].crm


@each
def test_deals_and_outcomes(name):
    read, true = sides(name)
    assert read.index.tolist() == true.index.tolist()
    same(read["outcome"], true["outcome"].replace("dropped", SAMPLES[name].dropped))


@each
def test_stages(name):
    read, true = sides(name)
    is_open = true["outcome"] == "open"
    same(read["stage"][is_open], true["stage"][is_open])
    assert is_open.sum() > 9
    if SAMPLES[name].closed_stage:
        same(read["stage"], true["stage"])
    else:
        assert read["stage"][~is_open].isna().all()


@each
def test_money(name):
    read, true = sides(name)
    same(read["amount"], true["amount"])
    if SAMPLES[name].currency:
        same(read["currency"], true["currency"])
        assert read["value"].tolist() == pytest.approx(true["value"].tolist(), nan_ok=True)
    else:
        assert read["currency"].isna().all()


@each
def test_dates(name):
    sample, (read, true) = SAMPLES[name], sides(name)
    same(read["created_at"], at(true["created_at"], sample.created))
    if sample.closed:
        same(read["closed_at"], at(true["closed_at"], sample.closed))
    else:
        assert read["closed_at"].isna().all()
    is_open = true["outcome"] == "open"
    if sample.expected:
        same(read["expected_close"][is_open], true["expected_close"][is_open])


def at(moments: pd.Series, precision: str) -> pd.Series:
    return moments.dt.normalize() if precision == DAYS else moments


@each
def test_names(name):
    sample, (read, true) = SAMPLES[name], sides(name)
    if sample.owner:
        same(read["owner"], true["owner"])
    if sample.crm != "close":  # its opportunities have no names
        same(read["name"], true["name"])


@each
def test_every_row_has_a_fate(name):
    notes = loaded(name).notes
    for file in SAMPLES[name].files:
        mine = notes[(notes["file"] == file) & (notes["fate"] != "")]
        assert mine["rows"].sum() == records(FOLDER / file), file


def records(path: Path) -> int:
    """Records but one, the header, counted without our reader."""
    if path.suffix == ".xlsx":
        return openpyxl.load_workbook(path).worksheets[0].max_row - 1
    encoding = "cp1252" if "weekly" in path.name else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        separator = ";" if "french" in path.name and "pipedrive" in path.name else ","
        return len(list(csv.reader(file, delimiter=separator))) - 1


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name].visits])
def test_visits(name):
    sample = SAMPLES[name]
    true = [
        (deal_id, stage, entered)
        for deal_id, deal in sorted(sample.truth().items())
        for stage, entered in stays(deal, sample.visits)
    ]
    visits = loaded(name).visits.sort_values(["deal_id", "entered_at", "visit"])
    read = visits[["deal_id", "stage", "entered_at"]].itertuples(index=False, name=None)
    assert sorted(read) == sorted(true)
    assert loaded(name).recorded


def stays(deal, which: str) -> list[tuple[str, pd.Timestamp]]:
    """The deal's stays in open stages: every one, or of each stage the last."""
    runs = [next(run) for _, run in groupby(crm.moves(deal), key=lambda move: move[0])]
    if which == "last":
        runs = list(dict(runs).items())
    return [(stage, pd.Timestamp(at)) for stage, at in runs if stage in co.STEPS]


# -- what only some of them have -------------------------------------------------------------------


def test_half_of_the_rows_of_the_object_history_are_no_moves():
    notes = loaded("salesforce, weekly").notes.groupby("fate")["rows"].sum()
    assert 0.4 < notes["repeat"] / (notes["repeat"] + notes["move"]) < 0.6


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("salesforce, weekly", lambda deal: True),  # in every row
        ("salesforce, loader", lambda deal: True),
        (
            "salesforce, loader and field report",
            lambda deal: len(deal.amounts) > 1,
        ),  # where changed
    ],
)
def test_histories_of_salesforce_tell_past_amounts(name, told):
    amounts = loaded(name).changes["amount"].dropna(subset="value")
    true = {
        deal_id: [amount for _, amount in deal.amounts]
        for deal_id, deal in SAMPLES[name].truth().items()
        if told(deal) and deal.amount is not None
    }
    assert sum(len(past) > 1 for past in true.values()) > 10
    assert amounts.groupby("deal_id")["value"].agg(list).to_dict() == true


def test_the_field_history_tells_past_closing_dates():
    dated = loaded("salesforce, loader and field report").changes["expected_close"]
    truth = SAMPLES["salesforce, loader and field report"].truth()
    pushed = {deal_id: deal.due for deal_id, deal in truth.items() if len(deal.due) > 1}
    assert set(dated["deal_id"]) == set(pushed)
    for deal_id, due in pushed.items():
        days = dated.loc[dated["deal_id"] == deal_id, "value"].dt.date.tolist()
        assert days == [day for _, day in due]


def test_amounts_of_a_month_are_a_money_of_their_own():
    pipe = ck.load(FOLDER / "close_original_dates.csv")
    monthly = pipe.deals["value_period"] == "monthly"
    assert set(pipe.deals.loc[monthly, "currency"]) == {"EUR monthly"}
    assert set(pipe.deals.loc[~monthly, "currency"]) == {"EUR", "USD"}
    assert pipe.deals["value"].isna().all()
    note = pipe.notes.loc[pipe.notes["note"].str.contains("not paid once")].iloc[0]
    assert note["note"] == '7 amounts are not paid once: "value_period" says monthly.'
    assert note["effect"] == (
        'They are in currencies of their own, as "EUR monthly", and are never summed with the others.'
    )


def test_a_rate_for_amounts_of_a_month(tmp_path):
    config = tmp_path / "cycle.toml"
    config.write_text('[currency]\nbase = "EUR"\nrates = {USD = 0.92, "EUR monthly" = 12}\n')
    deals = ck.load(FOLDER / "close_original_dates.csv", config=config).deals
    monthly = deals[deals["currency"] == "EUR monthly"]
    assert monthly["value"].tolist() == pytest.approx((monthly["amount"] * 12).tolist())


def test_cents_are_seen_by_the_formatted_amounts_only(tmp_path):
    text = (FOLDER / "close_iso8601_dates.csv").read_text(encoding="utf-8")
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    pipe = ck.load(frame.drop(columns="value_formatted"), stages=list(co.STAGES["B2B"]))
    cents = sides("close, iso8601")[1]["amount"] * 100
    assert sorted(pipe.deals["amount"].dropna()) == sorted(cents.dropna())
    said = pipe.notes["note"].eq('"value" may be in cents: no column of formatted amounts tells.')
    assert said.sum() == 1
    assert not loaded("close, excel").notes["note"].str.contains("cents").any()
    noted = loaded("close, iso8601").notes["note"]
    assert noted.str.startswith('"value" is in cents: "value_formatted" says').sum() == 1


def test_the_older_engine_of_hubspot_alone():
    frame = pd.read_csv(FOLDER / "hubspot_both_engines.csv", dtype=str, keep_default_na=False)
    older = frame[[name for name in frame if not name.startswith('Date entered "')]]
    pipe = ck.load(older, stages=list(co.STAGES["B2B"]))
    dated = pipe.visits["entered_at"].dropna()
    assert pipe.recorded and (dated == dated.dt.normalize()).all()
    assert not (loaded("hubspot, both engines").visits["entered_at"].dt.hour == 0).any()


def test_a_field_of_pipedrive_is_known_by_its_everyday_word():
    """Of the Polish headers only the title's is attested: the others are read as Polish lists call them."""
    frame = pd.read_csv(FOLDER / "pipedrive_polish.csv", dtype=str, keep_default_na=False)
    other = {"Utworzono": "Data dodania", "Etap": "Etap sprzedaży", "Wartość": "Kwota"}
    renamed = frame.rename(
        columns={f"Szansa sprzedaży - {a}": f"Szansa sprzedaży - {b}" for a, b in other.items()}
    )
    pd.testing.assert_frame_equal(ck.load(renamed).deals, ck.load(frame).deals)


def test_the_api_of_hubspot():
    """Stages and owners are ids there; yes and no tell how deals ended, so what was dropped is lost."""
    deals = ck.load(FOLDER / "local/hubspot_api.csv").deals.set_index("deal_id").sort_index()
    true = sides("hubspot in German")[1]
    assert deals.index.tolist() == true.index.tolist()
    assert deals["outcome"].eq(true["outcome"].replace("dropped", "lost")).all()
    assert deals["amount"].equals(true["amount"])
    assert deals["created_at"].equals(true["created_at"].dt.tz_localize(None))
    stages = true["stage"].map(
        dict(zip(co.STAGES["B2B"], map(str, range(77001, 77006)), strict=True))
    )
    still_open = true["outcome"] == "open"
    same(deals.loc[still_open, "stage"], stages[still_open])


def test_ids_of_15_and_18_letters_meet():
    pipe = ck.load([FOLDER / file for file in SAMPLES["salesforce, loader and field report"].files])
    assert pipe.deals["deal_id"].str.len().eq(18).all()
    assert not pipe.notes["note"].str.contains("missing from the history").any()


@pytest.mark.parametrize(("short", "long"), [("001A0000006Vm9r", "001A0000006Vm9rIAC")])
def test_the_maker_writes_real_ids(short, long):
    assert named("maker.exports.salesforce_objects.long_id")(short) == long
