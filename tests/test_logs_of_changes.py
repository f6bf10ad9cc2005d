"""Logs with a row per changed field, of any system: which rows are moves, which say that a deal was created, and
what the others tell; and amounts that stand in the rows of a log."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, LayoutError

JIRA = (
    "Issue key,Summary,Issue id,Author,Created,field,fromString,toString",
    "S-1,Site,100,ann,2025-01-05,status,New,Offer",
    "S-1,Site,100,ann,2025-01-20,status,Offer,Won",
    "S-1,Site,100,ann,2025-01-20,resolution,,Done",
    "S-2,Site,101,ann,2025-01-06,status,New,Offer",
    "S-2,Site,101,ann,2025-01-08,assignee,ann,bob",
    "S-2,Site,101,ann,2025-01-25,status,Offer,Lost",
    "S-3,Site,102,ann,2025-01-12,status,New,Offer",
)
AUDIT = (
    "Timestamp,User,Record,Field,From,To",
    "2025-01-05,ann,D-1,Stage,,New",
    "2025-01-08,ann,D-1,Stage,New,Offer",
    "2025-01-09,ann,D-1,Owner,ann,bob",
    "2025-01-20,ann,D-1,Stage,Offer,Won",
    "2025-01-06,ann,D-2,Stage,,New",
    "2025-01-07,ann,D-2,Amount,100,300",
    "2025-01-25,ann,D-2,Stage,New,Lost",
    "2025-01-12,ann,D-3,Stage,,New",
)
NO_WORDS = ("When,Who,File,Which,Then,Now", *(row.replace("Stage", "Phase") for row in AUDIT[1:]))
PROPERTIES = (
    "Record ID,Property,Value,Timestamp,Source",
    "1,dealstage,New,2025-01-05,CRM_UI",
    "1,dealstage,Offer,2025-01-08,CRM_UI",
    "1,amount,100,2025-01-08,CRM_UI",
    "1,dealstage,closedwon,2025-01-20,CRM_UI",
    "2,dealstage,New,2025-01-06,CRM_UI",
    "2,dealstage,closedlost,2025-01-25,CRM_UI",
    "3,dealstage,New,2025-01-12,CRM_UI",
)
LOGS = {"Jira": JIRA, "audit": AUDIT, "no words": NO_WORDS, "properties": PROPERTIES}


def loaded(*rows, **options):
    return ck.load("\n".join(rows).encode(), **options)


@pytest.mark.parametrize("log", LOGS)
def test_only_changes_of_the_stage_are_moves(log):
    pipe = loaded(*LOGS[log])
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.stages == ("New", "Offer")
    assert pipe.deals["closed_at"].dt.day.fillna(0).tolist() == [20, 25, 0]
    assert pipe.notes["note"].str.contains("change another field").any()


def test_amounts_and_owners_are_as_they_were_changed_last():
    deals = loaded(*AUDIT).deals.set_index("deal_id")
    assert deals["amount"]["D-2"] == 300
    assert deals["owner"]["D-1"] == "bob"
    assert loaded(*AUDIT).rewind("2025-01-06").deals.set_index("deal_id")["amount"]["D-2"] == 100


def test_beside_a_stage_a_status_tells_outcomes_and_is_no_stage():
    pipe = loaded(
        "Deal ID,Field,Old value,New value,Changed at",
        "1,Status,,Open,2025-01-05",
        "1,Stage,,New,2025-01-05",
        "1,Stage,New,Offer,2025-01-08",
        "1,Status,Open,Won,2025-01-20",
        "2,Status,,Open,2025-01-06",
        "2,Stage,,New,2025-01-06",
        "2,Status,Open,Lost,2025-01-25",
    )
    assert pipe.stages == ("New", "Offer")
    assert pipe.deals["outcome"].tolist() == ["won", "lost"]


UNKNOWN = ("Kiedy,Kto,Akta,Rodzaj,Przedtem,Potem", *(row.replace("Stage", "Bieg") for row in AUDIT[1:]))  # fmt: skip


def test_the_advice_names_the_columns_of_a_log_of_changes():
    with pytest.raises(LayoutError) as refused:
        loaded(*UNKNOWN)
    assert (
        'columns={"deal_id": "Akta", "field": "Rodzaj", "old_value": "Przedtem", "new_value": "Potem", '
        '"entered_at": "Kiedy"}' in refused.value.fix
    )
    columns = {
        "deal_id": "Akta",
        "field": "Rodzaj",
        "old_value": "Przedtem",
        "new_value": "Potem",
        "entered_at": "Kiedy",
    }
    pipe = loaded(*UNKNOWN, columns=columns)
    assert pipe.stages == ("New", "Offer")
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]


CREATIONS = {
    "Salesforce": ("Opportunity ID,Field / Event,Old Value,New Value,Edit Date,Edited By", "{0},{1},{2},{3},{4},Ann",
                   "Created."),
    "plain": ("Deal,Field,Old value,New value,Date,User", "{0},{1},{2},{3},{4},Ann", "Created"),
    "German": ("Deal;Feld;Alter Wert;Neuer Wert;Datum;Benutzer", "{0};{1};{2};{3};{4};Ann", "Angelegt"),
}  # fmt: skip


@pytest.mark.parametrize("log", CREATIONS)
def test_a_row_of_creation_is_that_of_a_deal_and_no_change(log):
    """Of the third deal nothing else is known; the fourth changed nothing but its owner."""
    head, row, word = CREATIONS[log]
    field, owner = ("Phase", "Verantwortlicher") if log == "German" else ("Stage", "Owner")
    cells = [
        ("A", word, "", "", "2025-01-05"),
        ("A", field, "New", "Won", "2025-01-20"),
        ("B", word, "", "", "2025-01-06"),
        ("B", field, "New", "Lost", "2025-01-26"),
        ("C", word, "", "", "2025-01-07"),
        ("D", owner, "Ann", "Bo", "2025-01-08"),
    ]
    pipe = loaded(head, *(row.format(*each) for each in cells))
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.deals["created_at"].dt.day.tolist() == [5, 6, 7]
    assert pipe.deals["stage"].isna().tolist() == [False, False, True]
    told = pipe.notes["note"]
    assert told.str.startswith("1 deal has only a row of its creation").any()
    assert told.str.startswith("1 deal has no row that tells a stage").any()
    assert not told.str.contains("stood in a stage before").any()
    assert pipe.notes["rows"].where(pipe.notes["fate"] != "").sum() == len(cells)


EVENTS = (
    "deal_id,event,date",
    "1,Created,2025-01-03",
    "1,New,2025-01-05",
    "1,Won,2025-01-20",
    "2,Created,2025-01-06",
    "2,New,2025-01-06",
    "2,Lost,2025-01-25",
    "3,Created,2025-01-12",
)


def test_an_event_of_creation_is_no_stage_unless_the_caller_says_so():
    pipe = loaded(*EVENTS)
    assert pipe.stages == ("New",)
    assert pipe.deals["created_at"].dt.day.tolist() == [3, 6, 12]
    assert loaded(*EVENTS, open=["Created"]).stages == ("Created", "New")


AMOUNTS = (
    "deal_id,stage,entered_at,amount,region",
    "1,New,2025-01-05,,north",
    "1,Offer,2025-01-08,100,north",
    "1,Won,2025-01-20,110,south",
    "2,New,2025-01-06,50 €,north",
    "2,Lost,2025-01-26,,",
)


def test_amounts_in_the_rows_of_a_log_are_those_of_the_deal_by_day():
    pipe = loaded(*AMOUNTS)
    assert pipe.deals["amount"].tolist() == [110, 50]
    assert pipe.rewind("2025-01-10").deals["amount"].tolist() == [100, 50]
    assert pipe.notes["note"].str.contains('not used: "region"').any()


def test_what_the_caller_names_in_a_log_is_read_or_told():
    pipe = loaded(*AMOUNTS, columns={"region": "region"})
    assert pipe.deals["region"].tolist() == ["south", "north"]
    with pytest.raises(ColumnError, match="cannot be read as amounts"):
        loaded(*AMOUNTS, columns={"amount": "region"})
    pipe = loaded(*AMOUNTS, columns={"lost_at": "region"})
    assert pipe.notes["note"].str.contains('not used: "region"').any()


OTHERS = [
    ("Deal ID,Field,Old value,New value,Changed at", "Stage", "Priority", "Owner"),
    ("Deal-ID,Feld,Alter Wert,Neuer Wert,Geändert am", "Phase", "Priorität", "Besitzer"),
    ("ID szansy,Pole,Stara wartość,Nowa wartość,Data zmiany", "Etap", "Priorytet", "Właściciel"),
]


@pytest.mark.parametrize("owners", [0, 1, 2])
@pytest.mark.parametrize("words", OTHERS, ids=["en", "de", "pl"])
def test_only_changes_that_are_read_tell_a_past(words, owners):
    head, stage, priority, owner = words
    rows = [head]
    for n in range(1, 6):
        rows.append(f"D{n},{stage},,Lead,2025-01-0{n}")
        rows.append(f"D{n},{priority},Low,High,2025-01-1{n}")
        rows.append(f"D{n},{stage},Lead,Offer,2025-01-2{n}")
        rows.append(f"D{n},{stage},Offer,{'Won' if n % 2 else 'Lost'},2025-02-0{n}")
    rows += [f"D{n},{owner},Ann,Bob,2025-01-15" for n in range(1, owners + 1)]
    notes = ck.load("\n".join([*rows, ""]).encode()).notes
    others = notes[notes["note"] == "rows that change another field than the stage"]
    told = dict(zip(others["effect"], others["rows"], strict=True))
    expected = {'They tell the past of "owner".': owners} if owners else {}
    assert told == expected | {"Nothing is read from them.": 5}
