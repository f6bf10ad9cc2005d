"""Records as Odoo answers them: `false` for an empty field, a number and a name for a link."""

import json

import pytest

import cycle_kit as ck
from cycle_kit.files.json_odoo import with_links_and_blanks

ENDS = ("won", "lost", "open")


def records(closed=(True, True, False), **more):
    found = []
    for n in range(18):
        end = ENDS[n % 3]
        record = {
            "id": 1001 + n,
            "name": f"Deal {n}",
            "stage_id": [4, "Won"] if end == "won" else [2 + n % 2, ("New", "Qualified")[n % 2]],
            "active": end != "lost",
            "lost_reason_id": [1, "Too expensive"] if end == "lost" else False,
            "probability": {"won": 100, "lost": 0, "open": 40}[end],
            "expected_revenue": 1000 + n,
            "user_id": [5 + n % 2, ("Ann", "Bob")[n % 2]] if n else False,
            "create_date": f"2024-02-{n + 1:02} 09:30:00",
            "date_closed": f"2024-03-{n + 1:02} 10:30:00" if closed[n % 3] else False,
        }
        found.append({**record, **{name: of(n) for name, of in more.items()}})
    return found


def loaded(found):
    return ck.load(json.dumps(found).encode())


def test_records_of_odoo():
    pipe = loaded(records())
    assert pipe.deals["outcome"].value_counts().to_dict() == {"won": 6, "lost": 6, "open": 6, "dropped": 0}  # fmt: skip
    assert pipe.deals["closed_at"].count() == 12
    assert set(pipe.stages) == {"New", "Qualified"}
    assert pipe.deals["owner"].dropna().unique().tolist() == ["Bob", "Ann"]
    assert pipe.deals["lost_reason"].dropna().unique().tolist() == ["Too expensive"]


def test_a_field_that_nobody_filled_is_empty():
    found = [record for record in records() if record["date_closed"] is False]
    pipe = loaded([*found, *({**record, "id": record["id"] + 100} for record in found)])
    assert len(pipe.deals) == 12 and pipe.deals["closed_at"].isna().all()


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ([True, False, True], [True, False, True]),
        ([False, False, None], [False, False, None]),  # no records of links: it may be an answer
        ([False, "2024-01-02", None], [None, "2024-01-02", None]),
        ([False, 0, 12.5], [None, 0, 12.5]),
        ([[2, "New"], False, [3, "Won"]], ["New", None, "Won"]),
        ([[2, "New"], [3, "New"], False], [[2, "New"], [3, "New"], None]),  # two of one name
        ([["a", "b"], ["c", "d"], None], [["a", "b"], ["c", "d"], None]),
        ([[1, 2], [3, 4], None], [[1, 2], [3, 4], None]),
        ([[1, "a", "b"], None, None], [[1, "a", "b"], None, None]),
    ],
)
def test_what_is_a_link_or_a_blank(cells, read):
    found = with_links_and_blanks([{"x": cell} for cell in cells])
    assert [record["x"] for record in found] == read


def test_answers_of_no_stay_where_records_have_links():
    found = with_links_and_blanks([{"s": [1, "A"], "is_won": False, "active": False, "day": False}])
    assert found == [{"s": "A", "is_won": False, "active": False, "day": None}]
