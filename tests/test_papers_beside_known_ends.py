"""Columns of competitors, papers, payments and tasks are not offered as the status where the ends are known."""

import pytest

import cycle_kit as ck

ENDS = {"won": "Won", "lost": "Lost", "open": "Demo"}
BESIDE = {
    "Competitors": ("Acme", "none", "Lost to Beta"),
    "Task status": ("Done", "Cancelled", "Open"),
    "Status umowy": ("Podpisana", "Anulowana", "Wysłana"),
    "Zahlungsstand": ("Bezahlt", "Storniert", "Offen"),
    "Документы": ("Подписан", "Отказ", "Отправлен"),
    "Next move": ("Signed", "Lost", "Call"),
}


def listed(header, cells, *, stages=ENDS):
    rows = []
    for n in range(24):
        end = ("won", "lost", "open")[n % 3]
        cell = cells[("won", "lost", "open").index(end)]
        closed = "" if end == "open" else f"2024-03-{1 + n:02}"
        rows.append(f"D{n},F{n},{stages[end]},{1000 + n},2024-02-{1 + n:02},{closed},{cell}")
    head = f"Deal,Customer,Stage,Amount,Created,Closed,{header}"
    return ck.load("\n".join([head, *rows, ""]).encode())


@pytest.mark.parametrize("header", BESIDE)
def test_what_stands_beside_known_ends_is_not_offered(header):
    pipe = listed(header, BESIDE[header])
    assert pipe.deals["outcome"].value_counts().to_dict() == {
        "won": 8,
        "lost": 8,
        "open": 8,
        "dropped": 0,
    }
    assert pipe.notes["note"].str.contains(f'not used: "{header}"', regex=False).any()
    assert not pipe.notes["note"].str.contains("may be|may also be").any()
    assert not pipe.notes["fix"].str.contains("status").any()


@pytest.mark.parametrize("stages", [{"won": "Demo", "lost": "Demo", "open": "Demo"}])
def test_the_one_column_that_tells_ends_is_used_or_offered(stages):
    try:
        pipe = listed("Wie es ausging", ("Won", "Lost", "Open"), stages=stages)
    except ck.CycleKitError as error:
        assert "Wie es ausging" in str(error)
        return
    told = pipe.notes["fix"].str.contains("Wie es ausging").any()
    assert told or pipe.deals["outcome"].eq("won").sum() == 8


ATTIO = "Record ID,Deal name,Deal stage,Deal owner,Deal value,Associated company,{},Close date"
HUBSPOT = "Record ID,Deal Name,Deal Stage,Deal owner,Amount,Associated Company,{},Close Date"


def exported(head, created):
    rows = [
        f"r{n},D{n},{list(ENDS.values())[n % 3]},Ann,{1000 + n},F{n},2024-02-{1 + n:02}T10:00:00Z,2024-03-{1 + n:02}"
        for n in range(18)
    ]
    return ck.load("\n".join([head.format(created), *rows, ""]).encode())


@pytest.mark.parametrize("created", ["Created at", "Created"])
def test_deals_of_attio_are_not_called_those_of_hubspot(created):
    pipe = exported(ATTIO, created)
    assert pipe.crm == "plain" and pipe.deals["created_at"].count() == 18
    assert pipe.deals["amount"].sum() == 18_000 + 153 and pipe.deals["closed_at"].count() == 12
    assert not pipe.notes["note"].str.contains("HubSpot").any()


@pytest.mark.parametrize("created", ["Create Date", "Created at"])
def test_deals_of_hubspot_stay_its_own(created):
    assert exported(HUBSPOT, created).crm == "hubspot"
