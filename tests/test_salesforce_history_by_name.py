"""A report of Salesforce's stage history without the ids of deals: their names tell them apart."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError

ROWS = ["Alfa,,Intro,1/2/2025", "Alfa,Intro,Closed Won,1/15/2025", "Beta,,Intro,1/3/2025"]
ROWS += ["Beta,Intro,Closed Lost,1/17/2025", "Gama,,Intro,1/6/2025"]
HISTORY = "\n".join(["Opportunity Name,From Stage,To Stage,Last Modified", *ROWS]).encode()


def test_it_is_a_history_of_the_deals_that_it_names():
    pipe = ck.load(HISTORY)
    assert list(pipe.deals["deal_id"]) == ["Alfa", "Beta", "Gama"]
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]


def test_beside_deals_with_other_ids_it_is_refused():
    head = "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Created Date"
    rows = [head, "0061,Alfa,Ann,Closed Won,1/22/2025", "0062,Beta,Bob,Closed Lost,1/3/2025"]
    with pytest.raises(CycleKitError, match="history of other deals"):
        ck.load("\n".join(rows).encode(), history=HISTORY)
