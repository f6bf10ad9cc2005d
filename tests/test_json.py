"""JSON: answers of APIs, JSON lines and lists of records give what the same list as CSV gives."""

import json

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import FileError

STAGES = ["Discovery", "Proposal", "Negotiation", "Closed Won", "Closed Lost"]
PLAIN = [
    {
        "Deal ID": f"D-{n}",
        "Deal name": f"Deal {n}",
        "Stage": STAGES[n % 5],
        "Amount": 1000 + n / 4,
        "Owner": "Ann" if n % 2 else None,
        "Created": f"2025-0{n % 6 + 1}-05",
        "Closed": f"2025-0{n % 6 + 3}-15" if n % 5 > 2 else None,
    }
    for n in range(1, 31)
]


def _salesforce(row):
    return {
        "attributes": {"type": "Opportunity", "url": f"/x/{row['Deal ID']}"},
        "Id": row["Deal ID"],
        "Name": row["Deal name"],
        "StageName": row["Stage"],
        "Amount": row["Amount"],
        "CreatedDate": row["Created"] + "T00:00:00.000+0000",
        "CloseDate": row["Closed"],
        "Owner": row["Owner"] and {"attributes": {"type": "User"}, "Name": row["Owner"]},
    }


def _hubspot(row):
    stage = row["Stage"].lower().replace(" ", "")
    return {
        "id": row["Deal ID"],
        "properties": {
            "dealname": row["Deal name"],
            "dealstage": stage,
            "amount": str(row["Amount"]),
            "createdate": row["Created"] + "T00:00:00Z",
            "closedate": row["Closed"] and row["Closed"] + "T00:00:00Z",
            "pipeline": "default",
        },
        "archived": False,
    }


def _pipedrive(row):
    status = {"Closed Won": "won", "Closed Lost": "lost"}.get(row["Stage"], "open")
    return {
        "id": row["Deal ID"],
        "title": row["Deal name"],
        "value": row["Amount"],
        "currency": "EUR",
        "stage_id": 2,
        "pipeline_id": 1,
        "status": status,
        "add_time": row["Created"] + " 00:00:00",
        "won_time": (row["Closed"] and status == "won" and row["Closed"] + " 00:00:00") or None,
        "lost_time": (row["Closed"] and status == "lost" and row["Closed"] + " 00:00:00") or None,
        "user_id": row["Owner"] and {"id": 4, "name": row["Owner"]},
        "label": [1, 2],
    }


def _lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def _rows(rows):
    return [list(row.values()) for row in rows]


def _with_money(row):
    plain = {name: value for name, value in row.items() if name != "Amount"}
    return {"value": {"amount": row["Amount"], "currency": "EUR"}, **plain}


def _edges(rows, *, more):
    edges = [{"node": {**row, "user": {"id": 1, "name": "x"}}, "cursor": "c"} for row in rows]
    return {"edges": edges, "pageInfo": {"hasNextPage": more, "endCursor": "c"}}


def _of_json_api(row):
    columns = {name: cell for name, cell in row.items() if name != "Deal ID"}
    return {
        "id": row["Deal ID"],
        "type": "deals",
        "attributes": columns,
        "relationships": {"contact": {"data": {"id": "7", "type": "contacts"}}},
        "links": {"self": "/deals/7"},
    }


#: other records than deals, and more of them
_OTHERS = [{"id": n, "kind": "call"} for n in range(90)]

ANSWERS = {
    "records": json.dumps(PLAIN),
    "records on lines": json.dumps(PLAIN, indent=2),
    "JSON lines": _lines(PLAIN),
    "by names": json.dumps({"status": "ok", "deals": PLAIN}),
    "by ids": json.dumps({"deals": {row["Deal ID"]: row for row in PLAIN}}),
    "as pandas writes it": pd.DataFrame(PLAIN).to_json(),
    "lines as pandas writes them": pd.DataFrame(PLAIN).to_json(orient="records", lines=True),
    "pages in one file": _lines([{"data": PLAIN[:20]}, {"data": PLAIN[20:]}]),
    "Salesforce": json.dumps({"done": True, "records": [*map(_salesforce, PLAIN)]}),
    "HubSpot": json.dumps({"results": [*map(_hubspot, PLAIN)]}),
    "Pipedrive": json.dumps({"success": True, "data": [*map(_pipedrive, PLAIN)]}),
    "rows": json.dumps([list(PLAIN[0]), *_rows(PLAIN)]),
    "rows on lines": _lines([list(PLAIN[0]), *_rows(PLAIN)]),
    "rows in an answer": json.dumps({"range": "A1:G31", "values": [list(PLAIN[0]), *_rows(PLAIN)]}),
    "rows beside their header": json.dumps({"header": list(PLAIN[0]), "rows": _rows(PLAIN)}),
    "split as pandas does": pd.DataFrame(PLAIN).to_json(orient="split"),
    "by columns": json.dumps({name: [row[name] for row in PLAIN] for name in PLAIN[0]}),
    "beside a longer list": json.dumps({"deals": PLAIN, "calls": _OTHERS}),
    "beside a longer list, within": json.dumps({"data": {"owners": _OTHERS, "deals": PLAIN}}),
    "what the answer is about": json.dumps({"included": _OTHERS, "results": PLAIN}),
    "lines with a dictionary of lists": _lines(
        [r | {"data": {"tags": _OTHERS[:2]}} for r in PLAIN]
    ),
    "lines with a list": _lines([r | {"value": _OTHERS[:3]} for r in PLAIN]),
    "lines with a result": _lines([r | {"result": {"items": _OTHERS[:3]}} for r in PLAIN]),
    "amounts with their currency": json.dumps({"deals": [*map(_with_money, PLAIN)]}),
    "lines of amounts with their currency": _lines(map(_with_money, PLAIN)),
    "in nodes": json.dumps({"data": {"deals": {"edges": [{"node": row} for row in PLAIN]}}}),
    "GraphQL": json.dumps({"data": {"deals": _edges(PLAIN, more=False)}}),
    "GraphQL, deep": json.dumps(
        {"data": {"viewer": {"organization": {"pipeline": {"deals": _edges(PLAIN, more=False)}}}}}
    ),
    "GraphQL, pages in one file": _lines(
        [{"data": {"deals": _edges(rows, more=False)}} for rows in (PLAIN[:9], PLAIN[9:])]
    ),
    "lines of nodes": _lines({"node": row, "cursor": "x"} for row in PLAIN),
    "JSON:API": json.dumps({"data": [*map(_of_json_api, PLAIN)], "links": {"next": None}}),
    "JSON:API beside others": json.dumps(
        {
            "data": [*map(_of_json_api, PLAIN)],
            "included": [
                {"id": str(n), "type": "users", "attributes": {"name": "x"}} for n in range(90)
            ],
        }
    ),
    "a list of JSON:API": json.dumps([*map(_of_json_api, PLAIN)]),
    "beside what they are": json.dumps(
        {"items": [{"data": row, "meta": {"type": "deal"}} for row in PLAIN]}
    ),
}


#: of which the header is one of the rows
LISTS = ("rows", "rows on lines", "rows in an answer")


def _written(tmp_path, text, name="deals.json"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def _facts(pipe):
    deals = pipe.deals
    return (
        len(deals),
        deals["outcome"].value_counts().to_dict(),
        deals["amount"].sum(),
        deals["created_at"].sort_values().astype("str").tolist(),
        deals["closed_at"].dropna().sort_values().astype("str").tolist(),
    )


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_deals_are_those_of_the_same_list_as_csv(kind, tmp_path):
    pd.DataFrame(PLAIN).to_csv(tmp_path / "deals.csv", index=False)
    found = ck.load(_written(tmp_path, ANSWERS[kind]))
    assert _facts(found) == _facts(ck.load(tmp_path / "deals.csv"))
    what = "lists" if kind in LISTS else "records"
    said = f"The {what} of JSON were read as rows, the first as line 1."
    assert said in list(found.notes["note"])


def test_lists_of_several_pages_are_one_list(tmp_path):
    pages = [
        _written(tmp_path, json.dumps({"data": rows}), f"page{n}.json")
        for n, rows in enumerate([PLAIN[:15], PLAIN[15:]])
    ]
    assert _facts(ck.load(pages)) == _facts(ck.load(_written(tmp_path, json.dumps(PLAIN))))
    (tmp_path / "deals.json").unlink()
    assert len(ck.load(tmp_path).deals) == 30


@pytest.mark.parametrize(
    "beside",
    [
        {"done": False, "nextRecordsUrl": "/next"},
        {"paging": {"next": {"after": "100"}}},
        {"additional_data": {"pagination": {"more_items_in_collection": True}}},
        {"info": {"more_records": True}},
        {"next": 50, "total": 90},
        {"@odata.nextLink": "https://example.com"},
        {"offset": "itrA/recB"},
        {"links": {"self": "/x", "next": "/x?page=2"}},
        {"links": {"next": {"href": "/x?page=2"}}},
        {"meta": {"current_page": 1, "last_page": 4}},
        {"additional_data": {"next_cursor": "eyJ"}},
        {"has_more": "true"},
        {"pageInfo": {"hasNextPage": True}},
    ],
)
def test_an_answer_that_goes_on_is_told(beside, tmp_path):
    notes = list(ck.load(_written(tmp_path, json.dumps({"value": PLAIN, **beside}))).notes["note"])
    assert any(
        note.startswith("The answer says that more records follow these 30") for note in notes
    )


@pytest.mark.parametrize(
    "beside",
    [
        {"done": True},
        {"paging": None},
        {"additional_data": {"pagination": {"more_items_in_collection": False, "start": 0}}},
        {"links": {"next": None}},
        {"links": {"next": ""}},
        {"links": {"next": {"href": None}}},
        {"offset": 0, "limit": 100},
        {"offset": "0"},
        {"next_page": None, "has_more": "false"},
        {"next": False},
        {"meta": {"current_page": 4, "last_page": 4}},
        {"pageInfo": {"hasNextPage": False, "endCursor": "x"}},
        {"contacts": {"nodes": [{"id": 1}], "pageInfo": {"hasNextPage": True}}},
    ],
)
def test_an_answer_that_ends_is_not_told_to_go_on(beside, tmp_path):
    notes = list(ck.load(_written(tmp_path, json.dumps({"value": PLAIN, **beside}))).notes["note"])
    assert not any("more records follow" in note for note in notes)


def test_what_is_no_row_is_told(tmp_path):
    rows = [row | {"Tags": ["a", "b"]} for row in PLAIN]
    beside = [{"id": 7, "name": "Ann"}]
    text = json.dumps({"data": rows, "included": beside})
    notes = list(ck.load(_written(tmp_path, text)).notes["note"])
    assert 'Lists within records are read as their text, in "Tags".' in notes
    assert 'Beside the records it holds "included": left out.' in notes


def test_long_ids_keep_every_digit(tmp_path):
    rows = [row | {"Deal ID": 9007199254740993 + n} for n, row in enumerate(PLAIN)]
    rows[3]["Owner"] = None
    found = ck.load(_written(tmp_path, json.dumps(rows)))
    assert "9007199254740994" in set(found.deals["deal_id"])


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"a": 1}, {"a": ' * 3, '{"a": {"b": 1}}'])
def test_what_holds_no_records_is_refused(text, tmp_path):
    with pytest.raises(FileError, match="is a JSON file"):
        ck.load(_written(tmp_path, text))


def test_the_currency_beside_an_amount_is_that_of_the_deal(tmp_path):
    found = ck.load(_written(tmp_path, ANSWERS["amounts with their currency"]))
    assert set(found.deals["currency"]) == {"EUR"}


@pytest.mark.parametrize(
    "around", [{}, {"data": ...}, {"deal": ..., "activities": [{"id": 1, "at": "x"}]}]
)
def test_a_single_record_is_one_deal(around, tmp_path):
    record = PLAIN[2] | {"products": [{"id": 1, "quantity": 2}, {"id": 2, "quantity": 1}]}
    answer = {name: record if value is ... else value for name, value in around.items()} or record
    found = ck.load(_written(tmp_path, json.dumps(answer)))
    assert (found.deals["deal_id"].tolist(), found.deals["outcome"].tolist()) == (["D-3"], ["won"])
    left = 'Beside the records it holds "activities": left out.' in list(found.notes["note"])
    assert left == ("activities" in around)


EMPTY = [
    "[]",
    "null",
    "{}",
    '{"results": []}',
    '{"total": 0, "deals": [], "owners": [{"id": 1, "name": "Ann"}]}',
]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        *((text, "without any records: it is empty") for text in EMPTY),
        ('{"columns": ["Deal ID", "Stage"], "data": []}', "without any records: it is empty"),
        (
            '{"error": "unauthorized", "code": 401, "path": "/deals"}',
            "an error that the system answered",
        ),
        ("[1, 2, 3]", "without a list of records"),
        ('{"a": {"b": 1}}', "without a list of records"),
    ],
)
def test_what_there_is_instead_of_records_is_said(text, says, tmp_path):
    with pytest.raises(FileError) as error:
        ck.load(_written(tmp_path, text))
    assert says in str(error.value)


def test_rows_without_a_header_are_refused(tmp_path):
    with pytest.raises(FileError, match="No header row was found"):
        ck.load(_written(tmp_path, json.dumps(_rows(PLAIN))))


def _same(found):
    ids = ["deal_id", "name", "outcome", "amount", "created_at", "closed_at"]
    return found.deals[ids].sort_values("deal_id", ignore_index=True)


@pytest.mark.parametrize("beside", [{}, {"commentCount": 0}])
def test_the_columns_of_airtable_are_those_of_the_deals(beside, tmp_path):
    around = [
        {
            "id": f"rec{n}",
            "createdTime": f"2025-12-{n % 28 + 1:02}T10:00:00.000Z",
            "fields": row,
            **beside,
        }
        for n, row in enumerate(PLAIN)
    ]
    found = ck.load(_written(tmp_path, json.dumps({"records": around})))
    pd.testing.assert_frame_equal(
        _same(found), _same(ck.load(_written(tmp_path, json.dumps(PLAIN))))
    )


def test_airtable_without_a_date_of_creation_is_created_as_the_row_was(tmp_path):
    fields = [{"Name": n, "Stage": s} for n, s in zip("ABC", ("Won", "Lost", "Offer"), strict=True)]
    around = [
        {"id": f"rec{n}", "createdTime": f"2025-12-0{n + 1}T10:00:00.000Z", "fields": row}
        for n, row in enumerate(fields)
    ]
    found = ck.load(_written(tmp_path, json.dumps({"records": around})))
    assert found.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert found.deals["created_at"].dt.day.tolist() == [1, 2, 3]


GROUPED = {
    "years": {"2023": PLAIN[:5], "2024": PLAIN[5:18], "2025": PLAIN[18:]},
    "owners": {"Ann Smith": {"deals": PLAIN[:12]}, "Bob Jones": {"deals": PLAIN[12:]}},
    "customers": {"data": {"Jan Kowalski": PLAIN[:1], "Ewa Nowak": PLAIN[1:3], "Acme": PLAIN[3:]}},
    "beside others": {
        "2024": PLAIN[:5],
        "2025": PLAIN[5:],
        "John Lennon": [{"mail": "x", "phone": "y"}],
    },
}


@pytest.mark.parametrize("answer", GROUPED.values(), ids=GROUPED)
def test_deals_that_stand_in_groups_are_one_list_and_no_key_is_told(answer, tmp_path):
    found = ck.load(_written(tmp_path, json.dumps(answer)))
    pd.testing.assert_frame_equal(
        _same(found), _same(ck.load(_written(tmp_path, json.dumps(PLAIN))))
    )
    notes = " ".join(found.notes["note"])
    assert "groups: they were read as one list" in notes
    assert not any(name in notes for name in ("Kowalski", "Smith", "Lennon", "2023"))


def test_groups_called_by_outcomes_tell_these(tmp_path):
    rows = [{name: cell for name, cell in row.items() if name != "Stage"} for row in PLAIN]
    groups = {"open": rows[:9], "won": rows[9:14], "lost": rows[14:]}
    found = ck.load(_written(tmp_path, json.dumps(groups)))
    assert found.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [9, 5, 16]


@pytest.mark.parametrize(
    ("won", "lost", "others"),
    [
        ("Won", "Lost", ("Lead", "Offer")),
        ("Closed Won", "Closed Lost", ("Demo",)),
        ("Gewonnen", "Verloren", ("Erstkontakt", "Angebot")),
        ("Gagné", "Perdu", ("Devis",)),
        ("Wygrana", "Przegrana", ("Oferta",)),
        ("موفق", "ناموفق", ("پیشنهاد",)),
    ],
)
@pytest.mark.parametrize("within", [(), ("data",)])
def test_the_lists_of_a_board_are_stages(won, lost, others, within, tmp_path):
    rows = [{name: cell for name, cell in row.items() if name != "Stage"} for row in PLAIN]
    answer = {won: rows[9:14], lost: rows[14:]}
    answer |= {name: rows[n : 9 : len(others)] for n, name in enumerate(others)}
    for name in within:
        answer = {name: answer}
    found = ck.load(_written(tmp_path, json.dumps(answer)))
    assert found.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [9, 5, 16]
    assert set(found.deals["stage"].dropna()) == set(others)


def test_records_with_a_stage_of_their_own_are_not_told_by_the_names_of_lists(tmp_path):
    answer = {"Won": PLAIN[:10], "Demo": PLAIN[10:]}
    found = ck.load(_written(tmp_path, json.dumps(answer)))
    pd.testing.assert_frame_equal(
        _same(found), _same(ck.load(_written(tmp_path, json.dumps(PLAIN))))
    )


def test_one_list_of_each_day_is_not_one_list(tmp_path):
    days = {"2025-01-01": PLAIN[:10], "2025-02-01": PLAIN[:20]}
    found = ck.load(_written(tmp_path, json.dumps(days)))
    assert len(found.deals) == 20
    assert "Beside the records it holds 1 other list: left out." in list(found.notes["note"])


@pytest.mark.parametrize("beside", ["Aufgaben Anna Nowak", "Invoices Smith", "Smith-Rechnung"])
def test_a_list_beside_is_not_told_by_a_name_within_its_own(beside, tmp_path):
    text = json.dumps({"deals": PLAIN, beside: [{"a": 1}], "invoices": [{"a": 1}]})
    notes = "\n".join(ck.load(_written(tmp_path, text)).notes["note"])
    assert 'Beside the records it holds "invoices" and 1 other list: left out.' in notes


@pytest.mark.parametrize("around", [{}, {"data": ...}])
def test_a_single_record_of_json_api_is_one_deal(around, tmp_path):
    record = _of_json_api(PLAIN[2])
    answer = {name: record for name in around} or record
    found = ck.load(_written(tmp_path, json.dumps(answer)))
    assert (found.deals["deal_id"].tolist(), found.deals["outcome"].tolist()) == (["D-3"], ["won"])


def test_what_a_record_belongs_to_is_known_by_its_id(tmp_path):
    found = ck.load(_written(tmp_path, ANSWERS["JSON:API"]))
    assert set(found.deals["contact_id"].astype(str)) == {"7"}


def test_fields_beside_that_no_envelope_has_are_columns_of_a_deal(tmp_path):
    rows = [{"attributes": {"type": "Opportunity"}, **row} for row in PLAIN]
    found = ck.load(_written(tmp_path, json.dumps(rows)))
    assert _same(found)["amount"].sum() == sum(row["Amount"] for row in PLAIN)
