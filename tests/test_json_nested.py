"""JSON that holds more than rows: histories within deals, boards, pages within pages, names of what is linked."""

import datetime as dt
import json

import pytest

import cycle_kit as ck

STEPS = ("Lead", "Offer", "Contract")


def _deals(n=20):
    return [
        {
            "id": 100 + i,
            "title": f"Deal {i}",
            "stage": STEPS[i % 3],
            "status": ("open", "won", "lost", "open")[i % 4],
            "value": 1000,
            "created": f"2024-01-{1 + i:02}",
            "closed": f"2024-09-{1 + i:02}" if i % 4 in (1, 2) else None,
        }
        for i in range(n)
    ]


def _moves(i):
    return [(step, f"2024-{2 + k:02}-{1 + i:02}") for k, step in enumerate(STEPS[: 1 + i % 3])]


def _load(answer, **said):
    return ck.load(json.dumps(answer).encode(), **said)


HISTORIES = {
    "stage and date": lambda i: [{"stage": s, "date": d} for s, d in _moves(i)],
    "newest first": lambda i: [{"date": d, "stage": s} for s, d in _moves(i)][::-1],
    "with ids": lambda i: [{"id": n, "stage": s, "date": d} for n, (s, d) in enumerate(_moves(i))],
    "a value and a time": lambda i: [
        {"value": s, "timestamp": d + "T10:00:00Z", "source": "x"} for s, d in _moves(i)
    ],
    "from and to": lambda i: [
        {"from": STEPS[k - 1] if k else None, "to": s, "at": d, "by": "Ann"}
        for k, (s, d) in enumerate(_moves(i))
    ],
    "German": lambda i: [{"Phase": s, "Datum": d} for s, d in _moves(i)],
    "Polish": lambda i: [{"Etap": s, "Data": d} for s, d in _moves(i)],
    "Persian": lambda i: [{"مرحله": s, "تاریخ": d} for s, d in _moves(i)],
}


@pytest.mark.parametrize("name", ["history", "stage_history", "changes", "verlauf"])
@pytest.mark.parametrize("case", HISTORIES)
def test_the_list_of_stages_within_a_deal_is_its_history(case, name):
    rows = [deal | {name: HISTORIES[case](i)} for i, deal in enumerate(_deals())]
    pipe = _load({"page": 1, "results": rows})
    assert len(pipe.deals) == 20
    assert name not in pipe.deals
    assert (pipe.visits["evidence"] == "recorded").all()
    entered = pipe.visits.groupby("stage", observed=True)["deal_id"].nunique()
    assert entered.loc[list(STEPS)].tolist() == [20, 13, 6]


@pytest.mark.parametrize("said", [{}, {"columns": {"deal_id": "uid"}}], ids=["unsaid", "named"])
def test_a_history_is_of_the_deal_by_a_key_of_an_unknown_name(said):
    rows = [
        {"uid": f"op_{i:04}"}
        | {name: cell for name, cell in deal.items() if name != "id"}
        | {"history": HISTORIES["stage and date"](i)}
        for i, deal in enumerate(_deals())
    ]
    pipe = _load(rows, **said)
    assert pipe.deals["deal_id"].tolist() == [f"op_{i:04}" for i in range(20)]
    assert set(pipe.visits["deal_id"]) == set(pipe.deals["deal_id"])


@pytest.mark.parametrize("outer", ["deal", "opportunity"])
def test_the_id_of_a_deal_may_stand_within_a_field_of_its_own(outer):
    rows = [
        {outer: deal | {"id": 1000 + i}, "history": HISTORIES["stage and date"](i)}
        for i, deal in enumerate(_deals())
    ]
    pipe = _load(rows)
    ids = [str(1000 + i) for i in range(20)]
    assert pipe.deals["deal_id"].tolist() == ids
    assert set(pipe.visits["deal_id"]) == set(ids) and len(pipe.visits) == 39


def test_names_and_days_are_no_keys():
    rows = [
        {"title": f"Deal {i}", "since": f"2024-01-{1 + i:02}", "stage": "Lead", "status": "open"}
        | {"created": "2024-01-01", "history": HISTORIES["stage and date"](0)}
        for i in range(20)
    ]
    assert _load(rows).deals["deal_id"].tolist() == [str(place) for place in range(1, 21)]


def test_deals_without_ids_have_a_history_too():
    rows = [deal | {"history": HISTORIES["stage and date"](i)} for i, deal in enumerate(_deals())]
    for row in rows:
        del row["id"]
    assert len(_load(rows).visits) == 39


IDS = {
    "Polish": "numer",
    "German": "Nummer",
    "Bulgarian": "Номер",
    "Arabic": "رقم الصفقة",
    "Persian": "شماره معامله",
    "Turkish": "Fırsat No",
    "English": "Deal number",
}


@pytest.mark.parametrize("language", IDS)
def test_a_history_is_of_the_deal_whatever_its_number_is_called(language):
    rows = [deal | {"history": HISTORIES["from and to"](i)} for i, deal in enumerate(_deals())]
    rows = [{IDS[language]: f"N-{row.pop('id')}", **row} for row in rows]
    pipe = _load(rows)
    assert pipe.deals["deal_id"].tolist() == [f"N-{100 + i}" for i in range(20)]
    assert len(pipe.visits) == 39 and (pipe.visits["evidence"] == "recorded").all()


@pytest.mark.parametrize("number", ["id", "numer"])
def test_numbers_that_come_again_tell_no_deals_apart(number):
    rows = [deal | {"history": HISTORIES["from and to"](i)} for i, deal in enumerate(_deals())]
    rows = [{number: row.pop("id") // 2, **row} for row in rows]
    try:
        assert len(_load(rows).deals) == 20
    except ck.CycleKitError as error:
        assert "columns=" in str(error)


OTHERS = {
    "tasks": [{"title": "Call", "status": "done", "due": "2024-03-01"}],
    "invoices": [{"number": "R1", "status": "paid", "date": "2024-03-01"}],
    "activities": [{"type": "call", "owner": "Ann", "date": "2024-03-01"}],
    "products": [{"name": "Pump", "price": 5}],
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_lists_within_deals_are_texts(name):
    pipe = _load([deal | {"owner": "Ann", name: OTHERS[name]} for deal in _deals()])
    assert len(pipe.deals) == 20
    assert (pipe.visits["evidence"] == "inferred").all()


PAGES = {
    "a list": lambda rows: [{"page": 1, "results": rows[:9]}, {"page": 2, "results": rows[9:]}],
    "by a name": lambda rows: {"pages": [{"page": 1, "data": rows[:9]}, {"data": rows[9:]}]},
    "much about it": lambda rows: (
        {"id": "r", "took": 3, "at": "2024-01-01", "by": "x", "zone": "y", "mode": "z"}
        | {"version": "3", "size": 20, "results": rows}
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_pages_are_read_as_the_list_that_they_are(case):
    deals = _load(PAGES[case](_deals())).deals
    assert deals["outcome"].astype(str).value_counts().to_dict() == {
        "open": 10,
        "won": 5,
        "lost": 5,
    }


@pytest.mark.parametrize("inner", ["items", "rows"])
def test_one_deal_with_lines_is_one_deal(inner):
    lines = [{"sku": "A", "price": 3}, {"sku": "B", "price": 4}]
    assert len(_load(_deals()[0] | {inner: lines}).deals) == 1


def _board(*, actions):
    lists = [("L1", "Lead", False), ("L2", "Offer", False), ("L3", "Won", False)]
    lists += [("L4", "Lost", False), ("L5", "Old", True)]
    cards = [
        {
            "id": f"{1_704_067_200 + 86_400 * i:08x}abcdef{i:010}",
            "name": f"Client {i}",
            "idList": f"L{1 + i % 5}",
            "closed": i in (0, 2),
            "dateLastActivity": "2024-06-10T10:00:00.000Z",
            "due": None,
            "idMembers": ["m1"],
            "labels": [{"name": "hot"}],
            "customFieldItems": [{"idCustomField": "f", "value": {"number": "100"}}],
        }
        for i in range(20)
    ]
    told = []
    for card in cards if actions else []:
        before = {"id": "L1", "name": "Lead"}
        whole = {"id": card["id"], "name": card["name"]}
        told.append(_action("createCard", "2024-02-01", {"card": whole, "list": before}))
        after = next(
            {"id": each, "name": name} for each, name, _ in lists if each == card["idList"]
        )
        if after != before:
            data = {"card": whole, "listBefore": before, "listAfter": after}
            told.append(_action("updateCard", "2024-03-01", data))
        told.append(_action("commentCard", "2024-04-01", {"card": whole, "list": before}))
    return {
        "name": "Sales",
        "lists": [{"id": each, "name": name, "closed": gone} for each, name, gone in lists],
        "cards": cards,
        "members": [{"id": "m1", "fullName": "Ann"}],
        "customFields": [{"id": "f", "name": "Amount"}],
        "actions": told[::-1],
    }


def _action(kind, day, data):
    return {"type": kind, "date": f"{day}T10:00:00.000Z", "data": data}


@pytest.mark.parametrize("actions", [False, True])
def test_a_card_of_a_board_is_a_deal(actions):
    pipe = _load(_board(actions=actions))
    told = pipe.deals["outcome"].astype(str).value_counts().to_dict()
    # 4 cards in an archived list and one archived in "Lead"; one archived in "Won" stays won
    assert told == {"open": 7, "dropped": 5, "won": 4, "lost": 4}
    assert pipe.deals["created_at"].dt.day.tolist() == list(range(1, 21))
    assert pipe.deals["amount"].sum() == 2000
    assert set(pipe.deals["owner"]) == {"Ann"}
    assert ((pipe.visits["evidence"] == "recorded").all()) == actions
    assert (pipe.deals["closed_at"].notna().sum() == 8) == actions


def test_archived_cards_may_be_open():
    pipe = _load(_board(actions=False), open=["Archived"])
    assert (pipe.deals["outcome"] == "open").sum() == 12


def test_links_of_json_api_have_the_names_that_it_includes():
    rows = [
        {
            "type": "deals",
            "id": str(i),
            "attributes": {
                "name": f"Deal {i}",
                "value": 100,
                "created_at": "2024-01-03",
                "status": ("open", "won", "lost")[i % 3],
            },
            "relationships": {
                "stage": {"data": {"type": "stages", "id": str(i % 2)}},
                "owner": {"data": {"type": "users", "id": "1"}},
            },
        }
        for i in range(12)
    ]
    held = [
        {"type": "stages", "id": str(n), "attributes": {"name": STEPS[n]}} for n in range(2)
    ] + [{"type": "users", "id": "1", "attributes": {"full_name": "Ann"}}]
    pipe = _load({"data": rows, "included": held})
    assert pipe.stages == STEPS[:2]
    assert set(pipe.deals["owner"]) == {"Ann"}


# ---- times since 1970


def _seconds(day):
    return int(dt.datetime.fromisoformat(f"{day}T10:00:00+00:00").timestamp())


TIMES = {
    "seconds": _seconds,
    "milliseconds": lambda day: 1000 * _seconds(day),
    "fractions": lambda day: _seconds(day) + 0.25,
    "texts": lambda day: str(_seconds(day)),
    "texts of milliseconds": lambda day: str(1000 * _seconds(day)),
}


@pytest.mark.parametrize("field", ["entered_at", "timestamp", "date", "Datum", "تاریخ"])
@pytest.mark.parametrize("way", TIMES)
def test_a_history_within_a_deal_may_have_times_since_1970(way, field):
    made = [
        each | {"moves": [{"stage": s, field: TIMES[way](day)} for s, day in _moves(i)]}
        for i, each in enumerate(_deals())
    ]
    plain = [
        each | {"moves": [{"stage": s, field: f"{day}T10:00:00"} for s, day in _moves(i)]}
        for i, each in enumerate(_deals())
    ]
    pipe, dated = _load(made), _load(plain)
    assert not pipe.notes["note"].str.contains("Lists within records are read as their text").any()
    assert len(pipe.visits) == len(dated.visits)
    assert pipe.visits["entered_at"].dt.floor("s").tolist() == dated.visits["entered_at"].tolist()


#: how the rows call the stage before, the stage, the moment and, beside them, who did it
CALLED = [
    ("from", "to", "time", None), ("from", "to", "time", "user_id"), ("old", "new", "ts", "userId"),
    ("from_stage", "to_stage", "zeit", "actor_id"), ("von", "nach", "zeitpunkt", "user_id"),
    (None, "stage", "momento", "by_id"), (None, "stage", "время", None), (None, "مرحله", "زمان", "user_id"),
    ("from", "to", "at", "user_id"), ("from", "to", "timestamp", "owner_id"),
]  # fmt: skip


@pytest.mark.parametrize("way", ["seconds", "milliseconds"])
@pytest.mark.parametrize("called", CALLED)
def test_a_history_may_call_its_times_by_no_known_word(called, way):
    before, after, moment, user = called
    made = []
    for i, each in enumerate(_deals()):
        moves = list(_moves(i))
        steps = zip([None, *(s for s, _ in moves)], moves, strict=False)
        rows = [
            {**({before: old} if before else {}), after: s, **({user: 1_700_000_001} if user else {}),
             moment: TIMES[way](day)}
            for old, (s, day) in steps
        ]  # fmt: skip
        made.append(each | {"history": rows})
    plain = [
        each | {"history": [{"stage": s, "entered_at": TIMES[way](day)} for s, day in _moves(i)]}
        for i, each in enumerate(_deals())
    ]
    pipe, right = _load(made), _load(plain)
    assert pipe.deals["outcome"].tolist() == right.deals["outcome"].tolist()
    assert pipe.visits["entered_at"].tolist() == right.visits["entered_at"].tolist()


@pytest.mark.parametrize(
    ("field", "number"),
    [
        *((field, number) for field in ("amount", "id") for number in (100, 5_000_000_000)),
        *((field, 1_700_000_001) for field in ("id", "user_id", "ownerId")),
    ],
)
def test_other_numbers_beside_a_stage_are_no_times(field, number):
    made = [
        each | {"parts": [{"stage": s, field: number + i} for s, _ in _moves(i)]}
        for i, each in enumerate(_deals())
    ]
    assert (
        _load(made).notes["note"].str.contains("Lists within records are read as their text").any()
    )
