"""The deal of a lead is found under any word for deals, in any language, where its cells name deals that are there."""

import pytest

import cycle_kit as ck
from cycle_kit.dialects.plain import SPLIT

DEALS = (
    "Deal ID,Deal name,Stage,Amount,Status,Created,Closed\n"
    "7,Acme,New,1000,won,2025-01-05,2025-02-05\n8,Bolt,New,500,lost,2025-01-06,2025-02-06\n"
    "9,Cask,New,70,lost,2025-01-07,2025-02-07\n10,Cask,New,80,lost,2025-01-08,2025-02-08\n"
)
LEADS = "Lead ID,Created,Status,{}\n"
ROWS = ("Converted", "Converted", "Disqualified", "Open")


def loaded(header, *cells, status=ROWS, deals=DEALS, **said):
    rows = [
        f"{100 + at},2025-01-01,{one},{cell}"
        for at, (one, cell) in enumerate(zip(status, cells, strict=True))
    ]
    leads = LEADS.format(header) + "\n".join(rows)
    return ck.load(deals.encode(), leads=leads.encode(), stages=["New"], **said)


def deals_of(pipe):
    return pipe.leads["deal_id"].fillna("").tolist()


WORDS = [
    pytest.param(word, id=f"{language}-{word}")
    for language, columns in SPLIT.items()
    for word in columns["deal_id"][1::12]
]


@pytest.mark.parametrize("word", WORDS)
def test_words_for_the_number_of_a_deal(word):
    pipe = loaded(word, "7", "8;9", "", "")
    assert deals_of(pipe) == ["7", "8", "", ""]
    assert not any("not used" in note for note in pipe.notes["note"])
    (row,) = ck.lead_funnel(pipe).to_dict("records")
    told = [row[name] for name in ("deals", "won", "lead_to_won", "won_value", "note")]
    assert told == [2, 1, 0.25, 1000, ""]


@pytest.mark.parametrize("own", ["Deal", "Vorgangs-ID", "Nr szansy", "Numer oferty", "Ordre-ID"])
def test_a_header_that_both_files_have(own):
    deals = DEALS.replace("Deal ID", own).replace("\n", "\nD-")
    pipe = loaded(own, "D-7", "D-8", "", "", deals=deals.removesuffix("D-"))
    assert deals_of(pipe) == ["D-7", "D-8", "", ""]


@pytest.mark.parametrize("word", ["Deal", "Deal name", "Verkaufschance", "Nazwa szansy"])
def test_deals_are_found_by_names_that_are_of_one_deal(word):
    assert deals_of(loaded(word, "Acme", "Bolt", "", "")) == ["7", "8", "", ""]
    assert deals_of(loaded(word, "Acme", "Cask", "", "")) == ["7", "Cask", "", ""]


def test_what_names_no_deal_or_every_lead_is_left():
    for header, *cells in (
        ("Order No", "1", "2", "", ""),  # none is there
        ("Record ID", "7", "8", "9", "10"),  # every lead has one
        ("Title", "Acme", "Bolt", "Cask", "Dune"),
        ("Campaign no", "7", "8", "", ""),  # no word for a deal
        ("Order No", "", "", "", ""),
    ):
        pipe = loaded(header, *cells)
        assert deals_of(pipe) == [""] * 4, header
        (row,) = ck.lead_funnel(pipe).to_dict("records")
        assert row["note"] == (
            "Not known what became of them: leads name no deal. If a column of theirs does: "
            'ck.load(..., columns={"leads": {"deal_id": "..."}}).'
        )
        assert ck.lead_funnel(pipe)[["deals", "won", "won_value"]].isna().all(axis=None)


def test_where_all_are_converted_every_lead_has_a_deal():
    pipe = loaded("Order No", "7", "8", "9", "10", status=["Converted"] * 4)
    assert deals_of(pipe) == ["7", "8", "9", "10"]


def test_what_the_caller_says_stands():
    none = loaded("Order No", "7", "8", "", "", columns={"leads": {"deal_id": ""}})
    assert deals_of(none) == [""] * 4
    mine = loaded("Campaign no", "7", "8", "", "", columns={"leads": {"deal_id": "Campaign no"}})
    assert deals_of(mine) == ["7", "8", "", ""]


def test_deals_that_only_a_log_tells():
    log = b"deal_id,stage,at\n7,New,2025-01-01\n7,Won,2025-02-01\n8,New,2025-01-03\n"
    leads = LEADS.format("Order No") + "1,2025-01-01,Converted,7\n2,2025-01-01,Open,\n"
    assert deals_of(ck.load(log, leads=leads.encode())) == ["7", ""]
