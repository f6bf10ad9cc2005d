"""Odoo, SuiteCRM, EspoCRM, Copper, Kommo, Bitrix24, Didar: their samples load as the company's story says."""

from functools import cache

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import files
from cycle_kit.dialects import known
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.systems import fits
from tests.sample_oracles import FOLDER, co, crm, truth

# the modules that write the samples, importable once sample_oracles has put their folder on the path
from maker.exports import (  # isort: skip
    bitrix24,
    copper,
    didar,
    espocrm,
    kommo,
    odoo,
    suitecrm,
)
from maker.small import entered_stage, few  # isort: skip

MAKERS = (bitrix24, copper, didar, espocrm, kommo, odoo, suitecrm)
NAMES = sorted(name for maker in MAKERS for name in maker.FILES)
LANGUAGES = ("en", "pl", "bg", "fa", "ar", "de", "fr", "es")


@cache
def story():
    return few(truth.story())


@cache
def loaded(*names):
    return ck.load([FOLDER / name for name in names])


def by_id(pipe):
    return pipe.deals.set_index("deal_id")


def fates(pipe, file):
    counted = pipe.notes[(pipe.notes["file"] == file) & (pipe.notes["fate"] != "")]
    return counted.groupby("fate")["rows"].sum().to_dict()


def stages_of(words, more=()):
    return dict(zip((*co.STAGES["B2B"], *more), words.split("|"), strict=True))


def check(
    pipe, deals, *, number, stage, outcomes, closed=True, value=True, day=False, expected=True
):
    """Every deal of the pipe as the story has it.

    `number`: a deal's id there; `stage`: its stage, None where the file cannot tell;
    `outcomes`: what the system makes of the story's outcomes; `day`: dates are days there.
    """
    table = by_id(pipe)
    assert len(table) == len(deals)
    for deal in deals:
        row = table.loc[number(deal)]
        moment = (lambda at: pd.Timestamp(at).normalize()) if day else pd.Timestamp
        assert row["outcome"] == outcomes.get(deal.outcome, deal.outcome)
        said = stage(deal)
        assert (row["stage"] == said) if said else pd.isna(row["stage"])
        assert row["created_at"] == moment(deal.created_at)
        assert row["owner"] == deal.owner
        if value:
            assert row["value"] == pytest.approx(deal.value)
        if closed and deal.closed_at:
            assert row["closed_at"] == moment(deal.closed_at)
        else:
            assert pd.isna(row["closed_at"])
        if expected and deal.outcome == "open":
            assert row["expected_close"] == pd.Timestamp(deal.expected_close)


# ---- the files


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_out_again_and_is_small(name):
    [written] = [maker.FILES[name](story()) for maker in MAKERS if name in maker.FILES]
    kept = (FOLDER / name).read_bytes()
    assert len(kept) < 100_000
    if name.endswith("csv"):
        assert written == kept
    else:  # how a workbook is packed depends on the library
        [now], [then] = files.read(written), files.read(kept)
        pd.testing.assert_frame_equal(now.frame, then.frame)


@pytest.mark.parametrize("name", NAMES)
def test_exactly_one_layout_fits_a_sample(name):
    [raw] = files.read(FOLDER / name)
    there = Headers(raw.frame).plain_words
    fitting = [d for d in known() if d.tells and fits(d, there)]
    assert [d.crm for d in fitting] == [name.removeprefix("local/").split("_")[0].split(".")[0]]
    assert len(fitting[0].export) > 40


@pytest.mark.parametrize("name", [name for name in NAMES if "history" not in name])
def test_every_row_is_accounted_for(name):
    pipe = loaded(name)
    [raw] = files.read(FOLDER / name)
    told = fates(pipe, raw.file)
    assert sum(told.values()) == raw.rows
    assert told["deal"] == len(pipe.deals)


# ---- Odoo


def odoo_number(deal):
    return str(deal.number + 1000)


def stage_number(deal):
    return odoo.IDS[odoo.stays(deal)[-1][0]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_odoo_in_every_language(language):
    deals = odoo.chosen(story(), odoo.MOST)
    names = stages_of(odoo.STAGES[language], [co.WON])
    seen = {stage_number(deal) for deal in deals}
    pipe = loaded(f"local/odoo_{language}.csv")

    def stage(deal):
        # an id has a name where a deal is in its stage now
        return (
            names[deal.stage] if odoo.IDS[deal.stage] in seen else f"stage {odoo.IDS[deal.stage]}"
        )

    check(pipe, deals, number=odoo_number, stage=stage, outcomes={})
    assert pipe.recorded
    assert pipe.deals["lost_reason"].notna().sum() == sum(d.outcome == "lost" for d in deals)
    assert set(pipe.deals["team"]) == {deal.team for deal in deals}


def test_odoo_spends_as_long_in_each_stage_as_its_json_says():
    pipe = loaded("local/odoo_en.csv")
    visits = pipe.visits.groupby("deal_id")
    straight = 0
    for deal in odoo.chosen(story(), odoo.MOST):
        stays = odoo.stays(deal)
        open_stages = [(name, at) for name, at in stays if name != co.WON]
        ids = [odoo.IDS[name] for name, _ in open_stages]
        if ids != sorted(set(ids)) or co.LOST in dict(crm.moves(deal)[:-1]) or deal.backdated:
            continue  # it came back to a stage, or from the archive: the JSON keeps sums only
        straight += 1
        mine = visits.get_group(odoo_number(deal))
        end = deal.closed_at or co.NOW
        leaving = [at for _, at in open_stages[1:]] + [end]
        expected = [
            (b - a).total_seconds() / 86400 for (_, a), b in zip(open_stages, leaving, strict=True)
        ]
        assert list(mine["entered_at"]) == [pd.Timestamp(at) for _, at in open_stages]
        if deal.outcome == "open":  # measured up to the day of the data, not of the export
            assert list(mine["days"])[:-1] == pytest.approx(expected[:-1])
        else:
            assert list(mine["days"]) == pytest.approx(expected)
    assert straight > 25


def test_odoo_technical_headers_and_child_rows():
    deals = odoo.chosen(story(), odoo.MOST)
    pipe = loaded("local/odoo_technical.csv")
    twice = sum(deal.number // 24 % 3 == 2 for deal in deals)
    assert twice > 5
    assert fates(pipe, "odoo_technical.csv") == {"deal": len(deals), "merged": twice}
    same = [
        "stage",
        "outcome",
        "value",
        "created_at",
        "closed_at",
        "owner",
        "account",
        "lost_reason",
    ]
    pd.testing.assert_frame_equal(by_id(pipe)[same], by_id(loaded("local/odoo_en.csv"))[same])


def test_odoo_grouped_workbook_is_the_same_as_the_list():
    deals = odoo.chosen(story(), odoo.MOST)
    titles = len({deal.team for deal in deals}) + len({deal.owner for deal in deals})
    pipe = loaded("local/odoo_grouped.xlsx")
    assert fates(pipe, "odoo_grouped.xlsx") == {"deal": len(deals), "furniture": titles}
    same = ["stage", "outcome", "value", "created_at", "closed_at", "owner", "team"]
    flat = by_id(loaded("local/odoo_en.csv"))[same]
    pd.testing.assert_frame_equal(by_id(pipe)[same].loc[flat.index], flat, check_categorical=False)
    assert (pipe.deals["group 1"] == pipe.deals["team"]).all()
    assert (pipe.deals["group 2"] == pipe.deals["owner"]).all()


# ---- EspoCRM


def espo_number(deal):
    return f"{deal.number * 7919:013x}"


def espo_stage(deal, names):
    return None if deal.outcome == "won" else names[deal.stage]


@pytest.mark.parametrize("language", LANGUAGES)
def test_espocrm_in_every_language(language):
    deals = odoo.chosen(story(), odoo.MOST)
    names = stages_of(espocrm.STAGES[language], ["won", "lost"])
    pipe = loaded(f"local/espocrm_{language}.xlsx")
    check_two_faced(pipe, deals, espo_number, lambda deal: espo_stage(deal, names))


def test_espocrm_attribute_names():
    deals = odoo.chosen(story())
    names = stages_of(espocrm.STAGES["en"], ["won", "lost"])
    pipe = loaded("local/espocrm.csv")
    check_two_faced(pipe, deals, espo_number, lambda deal: espo_stage(deal, names))


def check_two_faced(pipe, deals, number, stage):
    """Systems without a third outcome, whose one close date is a day, while creation has hours."""
    table = by_id(pipe)
    assert len(table) == len(deals)
    for deal in deals:
        row = table.loc[number(deal)]
        outcome = {"dropped": "lost"}.get(deal.outcome, deal.outcome)
        assert row["outcome"] == outcome
        said = stage(deal)
        assert (row["stage"] == said) if said else pd.isna(row["stage"])
        assert row["created_at"] == pd.Timestamp(deal.created_at)
        assert (row["value"], row["owner"]) == (deal.value, deal.owner)
        assert row["source"] == deal.source
        if deal.outcome == "open":
            assert pd.isna(row["closed_at"])
            assert row["expected_close"] == pd.Timestamp(deal.expected_close)
        else:
            assert row["closed_at"] == pd.Timestamp(deal.closed_at).normalize()


def espo_persian(rows):
    lines = ["نام,مرحله,lastStage,مقدار,مقدار پول,احتمال٪,تاریخ بستن,ID,ایجاد شده در", *rows]
    return "\n".join(lines).encode()


def test_a_word_for_closed_at_different_probabilities_means_what_is_said():
    rows = [
        "a,بسته شد,اکتشاف,1,EUR,100,2024-03-01,1,2024-01-01",
        "b,بسته شد,اکتشاف,1,EUR,90,2024-03-02,2,2024-01-02",
        "c,اکتشاف,اکتشاف,1,EUR,0,,3,2024-01-02",
        "d,اکتشاف,اکتشاف,1,EUR,,,4,2024-01-02",
    ]
    assert list(ck.load(espo_persian(rows), lost="بسته شد").deals["outcome"]) == [
        "lost",
        "lost",
        "open",
        "open",
    ]


# ---- SuiteCRM


@pytest.mark.parametrize(("language", "most"), [("en", None), ("pl", odoo.MOST)])
def test_suitecrm(language, most):
    names = stages_of(suitecrm.STAGES[language], ["won", "lost"])
    pipe = loaded(f"local/suitecrm_{language}.csv")

    def stage(deal):
        return names[deal.stage] if deal.outcome == "open" else None

    check_two_faced(pipe, odoo.chosen(story(), most), suitecrm.record_id, stage)


def test_suitecrm_money_has_its_currency_in_the_cell_and_its_base_beside_it():
    pipe = loaded("local/suitecrm_en.csv")
    table = by_id(pipe)
    assert pipe.currency == "EUR"
    for deal in odoo.chosen(story()):
        row = table.loc[suitecrm.record_id(deal)]
        assert (row["amount"], row["currency"]) == (deal.amount, deal.currency)
    assert set(table["currency"]) == {"EUR", "USD"}


# ---- Copper


def copper_number(deal):
    return str(31_000_000 + deal.number)


def test_copper():
    pipe = loaded("copper_opportunities.csv")
    check(pipe, story(), number=copper_number, stage=lambda deal: deal.stage, outcomes={}, day=True)
    table = by_id(pipe)
    for deal in story():
        row = table.loc[copper_number(deal)]
        lead = copper.lead_created(deal)
        assert (
            row["lead_created_at"] == pd.Timestamp(lead)
            if lead
            else pd.isna(row["lead_created_at"])
        )
        assert row["probability"] == crm.probability(deal) / 100
        assert (row["pipeline"], row["amount"], row["currency"]) == (
            deal.pipeline,
            deal.amount,
            deal.currency,
        )
    assert set(table["outcome"]) == {"open", "won", "lost", "dropped"}
    assert "Region cf_512001" in table


def test_copper_knows_when_an_open_deal_came_to_its_stage():
    pipe = loaded("copper_opportunities.csv")
    here = pipe.visits[pipe.visits["exit"] == "open"].set_index("deal_id")["entered_at"]
    open_deals = [deal for deal in story() if deal.outcome == "open"]
    assert len(here) == len(open_deals) > 5
    for deal in open_deals:
        assert here[copper_number(deal)] == pd.Timestamp(entered_stage(deal)).normalize()


# ---- Kommo


def test_kommo():
    """It exports no ids: the deals stand in the order of the file."""
    pipe = loaded("local/kommo_deals.csv")
    deals = [deal for deal in story() if deal.pipeline == "B2C"]
    lines = {deal.number: f"line {line}" for line, deal in enumerate(deals, start=2)}
    table = by_id(pipe)
    assert len(table) == len(deals)
    for deal in deals:
        row = table.loc[lines[deal.number]]
        assert row["outcome"] == {"dropped": "lost"}.get(deal.outcome, deal.outcome)
        assert (row["name"], row["owner"]) == (deal.name, deal.owner)
        assert row["value"] == round(deal.value)
        assert row["created_at"] == pd.Timestamp(deal.created_at)
        closed = pd.Timestamp(deal.closed_at) if deal.closed_at else pd.NaT
        assert row["closed_at"] == closed or (pd.isna(row["closed_at"]) and pd.isna(closed))
    unread = pipe.notes["note"].str.contains("could not be read")
    assert not unread.any()  # "не закрыта" is an empty cell


@pytest.mark.parametrize("language", kommo.LEADS)
def test_kommo_leads(language):
    pipe = loaded(f"local/kommo_{language}.csv")
    stages = kommo.LEADS[language][1].split("|")
    shown = dict(zip(co.STAGES["B2C"], stages, strict=True))
    check(
        pipe,
        [deal for deal in story() if deal.pipeline == "B2C"],
        number=lambda deal: str(deal.number),
        stage=lambda deal: shown[deal.stage] if deal.outcome == "open" else None,
        outcomes={"dropped": "lost"},
        value=False,
        expected=False,
    )
    assert pipe.pipelines == ("B2C",)


# ---- Bitrix24


def test_bitrix24_list_in_english():
    """What is assumed for the closing of a deal is no closing date of closed ones."""
    pipe = loaded("local/bitrix24_english.csv")
    check(
        pipe,
        odoo.chosen(story()),
        number=lambda deal: str(deal.number),
        stage=lambda deal: deal.stage if deal.outcome == "open" else None,
        outcomes={"dropped": "lost"},
        closed=False,
    )
    assert set(pipe.deals["currency"]) == {"EUR"}


def test_bitrix24_by_the_names_of_its_interface():
    """CLOSEDATE is planned for open deals, and the day of closing for closed ones."""
    pipe = loaded("local/bitrix24_rest.csv")
    table = by_id(pipe)
    assert len(table) == len(story())
    for deal in story():
        row = table.loc[str(deal.number)]
        assert row["outcome"] == {"dropped": "lost"}.get(deal.outcome, deal.outcome)
        assert (row["owner"], row["currency"]) == (deal.owner, "EUR")
        assert row["value"] == pytest.approx(deal.value)
        assert row["created_at"] == pd.Timestamp(deal.created_at)
        day = deal.closed_at if deal.closed_at else deal.expected_close
        said = row["closed_at" if deal.closed_at else "expected_close"]
        assert said == pd.Timestamp(day).normalize()


def test_bitrix24_list():
    """It has no closing dates, and says so."""
    pipe = loaded("local/bitrix24_deals.csv")

    def stage(deal):
        return bitrix24.NAMES[deal.stage] if deal.outcome == "open" else None

    check(
        pipe,
        odoo.chosen(story()),
        number=lambda deal: str(deal.number),
        stage=stage,
        outcomes={"dropped": "lost"},
        closed=False,
    )
    closed = int((pipe.deals["outcome"] != "open").sum())
    assert f"{closed} closed deals have no closing date." in set(pipe.notes["note"])


def test_bitrix24_semantics_tell_stages_of_failure_without_the_history():
    pipe = loaded("local/bitrix24_bi_deals.csv")
    table = by_id(pipe)
    for deal in story():
        row = table.loc[str(deal.number)]
        assert row["outcome"] == {"dropped": "lost"}.get(deal.outcome, deal.outcome)
        stage = bitrix24.NAMES[deal.stage] if deal.outcome == "open" else None
        assert (row["stage"] == stage) if stage else pd.isna(row["stage"])


def test_bitrix24_with_its_history():
    pipe = loaded("local/bitrix24_bi_deals.csv", "local/bitrix24_bi_history.csv")
    assert pipe.recorded
    assert fates(pipe, "bitrix24_bi_history.csv") == {
        "move": sum(len(crm.moves(deal)) for deal in story())
    }
    now = {(d.pipeline, d.stage) for d in story() if d.outcome == "open"}
    visits = pipe.visits.groupby("deal_id")
    table = by_id(pipe)
    for deal in story():
        stays = [(name, at) for name, at in crm.moves(deal) if name in co.STEPS]
        # an id has a name where a deal is in its stage now
        names = [
            bitrix24.NAMES[name]
            if (deal.pipeline, name) in now
            else bitrix24.IDS[deal.pipeline][name]
            for name, _ in stays
        ]
        mine = visits.get_group(str(deal.number))
        assert list(mine["stage"]) == names
        assert list(mine["entered_at"]) == [pd.Timestamp(at) for _, at in stays]
        if deal.outcome != "open":
            end = crm.moves(deal)[-1][1]
            assert table.loc[str(deal.number), "closed_at"] == pd.Timestamp(end)


def test_bitrix24_history_alone_knows_the_outcomes():
    """Final rows are told by their semantic, whatever the stages are called."""
    pipe = loaded("local/bitrix24_bi_history.csv")
    table = by_id(pipe)
    for deal in story():
        outcome = {"dropped": "lost"}.get(deal.outcome, deal.outcome)
        assert table.loc[str(deal.number), "outcome"] == outcome
    assert not set(pipe.visits["stage"]) & {"WON", "LOSE", "APOLOGY", "C1:WON", "C1:LOSE"}


# ---- Didar


def test_didar():
    pipe = loaded("local/didar_deals.xlsx")
    deals = odoo.chosen(story())
    table = by_id(pipe)
    assert len(table) == len(deals)
    for deal in deals:
        row = table.loc[str(100_000 + deal.number)]
        assert row["outcome"] == {"dropped": "lost"}.get(deal.outcome, deal.outcome)
        assert row["stage"] == didar.STAGES[deal.stage]
        assert row["created_at"] == pd.Timestamp(deal.created_at).normalize()
        assert row["value"] == round(deal.value) * didar.RIALS
        offered = " + ".join(didar.products(deal))
        assert row["product"] == offered if offered else pd.isna(row["product"])
        if deal.closed_at:
            assert row["closed_at"] == pd.Timestamp(deal.closed_at).normalize()
        else:
            assert row["expected_close"] == pd.Timestamp(deal.expected_close)


def test_didar_lines_of_one_deal_are_merged_and_counted():
    deals = odoo.chosen(story())
    more = sum(max(len(didar.products(deal)) - 1, 0) for deal in deals)
    assert more > 5
    told = fates(loaded("local/didar_deals.xlsx"), "didar_deals.xlsx")
    assert told == {"deal": len(deals), "merged": more}


def test_a_product_on_two_lines_is_named_once():
    rows = [
        "کد دیدار معامله,وضعیت معامله,مرحله کاریز معامله,تاریخ ایجاد معامله,عنوان محصول,تعداد محصول",
        "1,جاری,مذاکره,1403/01/05,B,1",
        "1,جاری,مذاکره,1403/01/05,A,1",
        "1,جاری,مذاکره,1403/01/05,B,2",
    ]
    assert list(ck.load("\n".join(rows).encode()).deals["product"]) == ["B + A"]
