"""A system is known by its headers, though one that tells it is missing or has a name of one's own."""

import pandas as pd
import pytest

from cycle_kit.dialects import known
from cycle_kit.files.frames import of_frame
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named
from cycle_kit.loading.plain_headers import with_plain_headers
from cycle_kit.loading.systems import PLAIN, systems

LAYOUTS = [d for d in known() if d.crm not in PLAIN and d.table == "deals"]


def names(layout) -> str:
    return f"{layout.crm} {layout.language or 'en'}"


def headers_of(layout) -> list[str]:
    """One header for each column that the layout knows, and for each group that tells it."""
    tells = [group[0] for group in layout.tells]
    there = set(tells)
    return tells + [options[0] for options in layout.columns.values() if not there & set(options)]


def seen(headers, named=None) -> set[str]:
    frame = pd.DataFrame(columns=list(dict.fromkeys(headers)), dtype="str")
    return {d.crm for d in systems(Headers(frame), named or Named(), None, "")}


@pytest.mark.parametrize("layout", LAYOUTS, ids=names)
def test_a_column_that_tells_may_be_missing(layout):
    headers = headers_of(layout)
    for group in layout.tells:
        left = [header for header in headers if header not in group]
        assert seen(left) in ({layout.crm}, *FEW_OF_THEIR_OWN.get(names(layout), ())), group


#: what is left may be anything; Bigin is Zoho's small CRM
FEW_OF_THEIR_OWN = {"bigin en": [set(), {"zoho"}], "espocrm en": [set()]}


@pytest.mark.parametrize("layout", LAYOUTS, ids=names)
def test_a_column_may_have_a_name_of_ones_own(layout):
    headers = headers_of(layout)
    for name, options in layout.columns.items():
        own = [header for header in headers if header not in options]
        if len(own) == len(headers):
            continue
        found = seen([*own, "Qwx 7"], Named({name: "Qwx 7"}))
        assert found in ({layout.crm}, *FEW_OF_THEIR_OWN.get(names(layout), ())), name


@pytest.mark.parametrize(
    "headers",
    [
        ["Deal", "Stage", "Owner", "Amount", "Created", "Closed", "Source", "Probability"],
        ["Name", "Status", "Rep", "Value", "Opened", "Closed", "Reason", "Company", "Pipeline"],
        ["Opportunity Name", "Stage", "Amount", "Close Date"],
        ["Klient", "Etap", "Wartość", "Handlowiec", "Data utworzenia", "Data zamknięcia"],
    ],
)
def test_a_list_kept_by_hand_is_no_system(headers):
    assert seen(headers) <= {"salesforce"} if "Opportunity Name" in headers else not seen(headers)


def plain(headers) -> list[str]:
    raw = of_frame(pd.DataFrame([["x"] * len(headers)], columns=headers))
    return list(with_plain_headers(raw).frame.columns)


def test_headers_lose_what_stands_around_all_of_them():
    assert plain(["opportunity.id", "opportunity.amount", "opportunity.stage"]) == [
        "id",
        "amount",
        "stage",
    ]
    assert plain(["[Deal ID]", "[Stage]", "[Amount]"]) == ["Deal ID", "Stage", "Amount"]
    for apart in (["o.id", "c.name", "o.stage"], ["a.id", "a.stage"]):
        assert plain(apart) == apart
