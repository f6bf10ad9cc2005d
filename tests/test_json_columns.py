"""Boards as JSON whose columns hold their cards: what a column is called is how its cards stand."""

import json

import pytest

import cycle_kit as ck

BOARDS = {
    "English": ("Enquiry", "Quote", "Won", "Lost"),
    "Polish": ("Zapytanie", "Wycena", "Wygrana", "Przegrana"),
    "Bulgarian": ("Запитване", "Оферта", "Спечелена", "Загубена"),
    "Persian": ("استعلام", "پیش‌فاکتور", "موفق", "ناموفق"),
    "Arabic": ("استفسار", "عرض سعر", "رابحة", "خاسرة"),
}
#: the column that each card stands in
PLACES = (0, 0, 1, 2, 2, 2, 3, 3, 1, 0)


def card(number, **more):
    dated = {"created_at": f"2025-01-{number + 10}", "closed_at": None}
    return {"id": f"K{number}", "name": f"Job {number}", "amount": number * 100, **dated, **more}


def board(names, **more):
    return [
        {"name": name, "cards": [card(n, **more) for n, at in enumerate(PLACES) if at == place]}
        for place, name in enumerate(names)
    ]


@pytest.mark.parametrize("around", [(), ("board",), ("data", "columns")])
@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("language", BOARDS)
def test_columns_tell_how_their_cards_stand(language, empty, around):
    answer = [*board(BOARDS[language]), *([{"name": "Parking", "cards": []}] if empty else [])]
    for name in around:
        answer = {"title": "Sales", name: answer}
    pipe = ck.load(json.dumps(answer).encode())
    first, second = BOARDS[language][:2]
    assert pipe.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [5, 3, 2]
    assert pipe.deals["stage"].value_counts()[[first, second]].tolist() == [3, 2]
    assert not pipe.deals["deal_id"].duplicated().any()


@pytest.mark.parametrize("many", [2, 3, 9])
def test_the_rows_within_deals_are_no_cards(many):
    answer = [
        {
            **card(n),
            "stage": ("Won", "Lost", "Quote")[n % 3],
            "items": [{"name": "Door", "price": 5}],
        }
        for n in range(many)
    ]
    pipe = ck.load(json.dumps(answer).encode())
    assert len(pipe.deals) == many and pipe.deals["amount"].tolist() == [
        n * 100 for n in range(many)
    ]


def test_ids_of_cards_that_are_short_tell_no_day():
    answer = {
        "lists": [{"id": f"a{n}", "name": name} for n, name in enumerate(BOARDS["English"])],
        "cards": [
            {
                "id": f"{n}23",
                "name": f"Job {n}",
                "idList": f"a{at}",
                "dateLastActivity": "2025-03-10",
            }
            for n, at in enumerate(PLACES)
        ],
    }
    assert ck.load(json.dumps(answer).encode()).deals["created_at"].isna().all()
