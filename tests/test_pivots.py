"""A table that sums up deals by seller, place or month is refused as such, with what to export."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError

PIVOTS = {
    "places": "Ort,Won\nBerlin,3\nKöln,4\n",
    "sellers": "Seller,Open,Won,Lost\nAnn,3,4,5\nBob,1,2,3\n",
    "German": "Verkäufer,Offen,Gewonnen,Verloren\nAnn,3,4,5\nBob,1,2,3\n",
    "sums": "Seller,Leads,Leads $,Deals,Deals $\nAnn,10,1000,3,300\nBob,12,1200,4,500\n",
    "months": "Month,Leads,Leads $,Deals,Deals $,Won\n2025-01,10,1000,3,300,2\n2025-02,12,1200,4,500,3\n",
    "labels": "Row Labels,Open,Won,Lost,Grand Total\nAnn,3,4,5,12\nBob,1,2,3,6\nGrand Total,4,6,8,18\n",
    "stages": "Stage,Ann,Bob\nOffer,3,4\nWon,1,2\nLost,2,2\n",
}


@pytest.mark.parametrize("pivot", PIVOTS)
def test_a_summary_is_no_list_of_deals(pivot):
    text = PIVOTS[pivot]
    with pytest.raises(LayoutError) as refused:
        ck.load(text.encode())
    said = str(refused.value)
    assert f'a row for each "{text.partition(",")[0]}"' in said
    assert "Export the deals themselves, a row for each" in said
    assert "columns=" not in said


@pytest.mark.parametrize(
    "text",
    [
        "Client,Value\nAcme,100\nBeta,200\n",
        "Deal ID,Owner,Value\n1,Ann,100\n2,Bob,200\n",
        "Client,Job,Won\nAcme,Roof,100\nBeta,Door,200\n",
        "Client,Won\nAcme,100\nBeta,200\nAcme,50\n",
    ],
)
def test_a_list_that_lacks_something_is_asked_for_it(text):
    with pytest.raises(LayoutError) as refused:
        ck.load(text.encode())
    assert "sums up deals" not in str(refused.value)
