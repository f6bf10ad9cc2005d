"""A table that counts or sums by stage, status or owner beside the deals is left aside, and told."""

import pytest

import cycle_kit as ck

DEALS = {
    "odoo": "Opportunity,Stage,Created on,Closed Date,Salesperson,Expected Revenue,Active\n"
    "A,New,2025-01-02,,Ann,100,TRUE\nB,Won,2025-01-03,2025-02-01,Bo,50,TRUE\n",
    "kept": "Client,Stage,Created,Closed,Amount,Owner\n"
    "A,New,2025-01-02,,100,Ann\nB,Won,2025-01-03,2025-02-01,50,Bo\n",
}
SUMMARIES = {
    "stages": "Stage,Deals\nNew,5\nQualified,3\nWon,6\n",
    "sums": "Stage,Deals,Value\nNew,5,100.50\nQualified,3,\nWon,6,20\n",
    "Polish": "Etap,Liczba,Wartość\nNowy,5,100\nOferta,3,50\nWygrana,6,20\n",
    "owners": "Owner,Deals,Value\nAnn,5,1\nBo,3,2\n",
}


#: with words for a loss, and counts that could pass for numbers of deals
ALL = "Deal No,Stage,Created,Amount,Owner\n" + "".join(
    f"{place},{stage},2025-01-0{place},{place}0,Ann\n"
    for place, stage in enumerate(("Won", "Lost", "Offer", "Won", "Won", "Lost"), start=1)
)
OF_ALL = {
    "counts": "Stage,Deals,Value\nWon,3,100\nLost,2,80\nOffer,1,30\n",
    "counts of another day": "Stage,Opportunities,Value\nWon,9,100\nLost,7,80\nOffer,4,30\n",
    "a sign for numbers": "Stage,#,Value\nWon,3,100\nLost,2,80\nOffer,1,30\n",
    "the same count twice": "Stage,No,Value\nWon,3,100\nLost,1,80\nOffer,1,30\n",
    "German": "Phase;Deals;Betrag\nGewonnen;3;100\nVerloren;2;80\nAngebot;1;30\n",
}
NUMBERED = {
    "stages": "Deal ID,Stage,Amount\n17,Won,5\n18,Offer,6\n",
    "with a loss": "Deal ID,Stage,Amount\n17,Won,5\n18,Lost,6\n19,Offer,7\n",
    "days in digits": "Deal ID,Stage,Created,Amount\n17,Won,20250301,5\n18,Offer,20250302,6\n",
    "a single one": "Deal ID,Stage,Amount\n17,Won,5\n",
    "by its sign": "#,Stage,Amount\n17,Won,5\n18,Offer,6\n",
    "German": "Deal-Nr.;Phase;Betrag\n17;Gewonnen;5\n18;Angebot;6\n",
}


def beside(folder, deals, other):
    (folder / "deals.csv").write_text(deals, encoding="utf-8")
    (folder / "other.csv").write_text(other, encoding="utf-8")
    return ck.load(folder)


@pytest.mark.parametrize("deals", DEALS)
@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_summary_is_left_aside(tmp_path, deals, summary):
    pipe = beside(tmp_path, DEALS[deals], SUMMARIES[summary])
    assert pipe.deals["outcome"].astype(str).tolist() == ["open", "won"]
    assert (
        pipe.notes.loc[pipe.notes["file"] == "other.csv", "note"].str.contains("left aside").any()
    )


@pytest.mark.parametrize(
    "other",
    [
        "Deal ID,Stage,Created\n7,New,2025-03-01\n8,Won,2025-03-02\n",  # numbers, but of deals
        "Client,Stage,Created,Amount\nC,New,2025-03-01,5\nD,Qualified,2025-03-02,6\n",
    ],
)
def test_a_short_list_of_deals_is_none(tmp_path, other):
    (tmp_path / "other.csv").write_text(other, encoding="utf-8")
    assert len(ck.load(tmp_path / "other.csv").deals) == 2
    (tmp_path / "kept.csv").write_text(DEALS["kept"], encoding="utf-8")
    notes = ck.load(tmp_path).notes
    assert not notes["note"].str.contains("left aside").any()


@pytest.mark.parametrize("summary", OF_ALL)
def test_a_summary_counts_losses_and_numbers_no_deals(tmp_path, summary):
    pipe = beside(tmp_path, ALL, OF_ALL[summary])
    assert len(pipe.deals) == 6
    assert pipe.deals["amount"].sum() == 210


@pytest.mark.parametrize("other", NUMBERED)
def test_deals_with_numbers_are_no_summary_where_each_stands_elsewhere(tmp_path, other):
    pipe = beside(tmp_path, ALL, NUMBERED[other])
    rows = NUMBERED[other].count("\n") - 1
    assert len(pipe.deals) == 6 + rows
    assert pipe.deals["amount"].sum() == 210 + sum(range(5, 5 + rows))
