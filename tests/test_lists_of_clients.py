"""Lists of clients whose headers nobody knows need no id: the line that is printed keeps every row a deal."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, LayoutError, StageError
from tests.test_advice import arguments

CLIENTS = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Holly"]
BEGUN = [f"2024-01-{day:02d}" for day in range(2, 10)]
ENDED = ["2024-02-05", "2024-02-07", "", "2024-02-11", "", "2024-02-15", "2024-02-17", "2024-02-19"]
HOW = ["Won", "Lost", "Open", "Won", "Open", "Lost", "Won", "Lost"]
WORTH = ["4200", "1800", "900", "500", "700", "650", "1250", "310"]
WHO = ["Ann", "Bob", "Ann", "Ann", "Bob", "Bob", "Ann", "Bob"]
HEADS = {
    "en": ("Firm we met", "Began", "Finish", "Worth", "Who", "Where it stands"),
    "short": ("Xf", "Xb", "Xe", "Xw", "Xp", "Xs"),
    "pl": ("Kto kupuje", "Zaczęte", "Skończone", "Ile", "Kto robi", "Jak poszło"),
    "de": ("Wer kauft", "Los", "Aus", "Wieviel", "Wer macht", "Wie steht es"),
    "tr": ("Kim alıyor", "Başı", "Sonu", "Ne kadar", "Kim bakıyor", "Ne oldu"),
    "ru": ("Кто берёт", "Начали", "Кончили", "Сколько", "Кто ведёт", "Как дела"),
    "fa": ("خرنده", "شروعش", "پایانش", "چقدر", "چه کسی", "چه شد"),
}
TWICE = [*CLIENTS[:4], *CLIENTS[:2], *CLIENTS[6:]]


def as_list(heads, clients, how=HOW):
    return pd.DataFrame(dict(zip(heads, (clients, BEGUN, ENDED, WORTH, WHO, how), strict=True)))


def led(frame, said=None):
    """The Pipeline after following the printed lines, each of which is new."""
    said = dict(said or {})
    for _ in range(4):
        try:
            return ck.load(frame, **said)
        except (LayoutError, ColumnError, StageError) as error:
            more = arguments(error.fix)
            assert more and not more.items() <= said.items(), str(error)
            for name, value in more.items():
                said[name] = {**said.get(name, {}), **value} if name == "columns" else value
    raise AssertionError("it goes round in circles")


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("clients", [CLIENTS, TWICE], ids=["once", "twice"])
def test_the_line_makes_every_row_a_deal(language, clients):
    frame = as_list(HEADS[language], clients)
    pipe = led(frame)
    assert len(pipe.deals) == len(frame)
    assert pipe.deals["amount"].sum() == sum(map(int, WORTH))
    outcome = pipe.deals["outcome"].astype(str).value_counts()
    assert (outcome["won"], outcome["lost"], outcome["open"]) == (3, 3, 2)
    assert pipe.deals["created_at"].notna().all()


def test_no_line_names_clients_as_ids():
    for heads in HEADS.values():
        try:
            ck.load(as_list(heads, TWICE))
        except LayoutError as error:
            assert "deal_id" not in error.fix


def test_codes_and_numbers_of_rows_are_ids():
    for ids in ([f"Q-{n}" for n in range(8)], [str(n) for n in range(1, 9)]):
        frame = as_list(HEADS["short"], CLIENTS).assign(Xf=ids)
        pipe = led(frame)
        assert pipe.deals["deal_id"].tolist() in (ids, [f"line {n}" for n in range(2, 10)])


def test_what_is_lacking_is_named_and_no_more():
    with pytest.raises(LayoutError) as error:  # nothing says when or how
        ck.load(pd.DataFrame({"Client": CLIENTS, "Xq": ["a"] * 8, "Xr": ["b"] * 8}))
    assert '"stage"' in error.value.fix and "deal_id" not in error.value.fix
    assert '"account"' not in error.value.fix


def test_a_list_that_the_caller_describes_needs_no_id():
    frame = as_list(HEADS["short"], TWICE)
    with pytest.raises(LayoutError) as error:
        ck.load(frame[["Xf", "Xs"]], columns={"status": "Xs"})
    assert "deal_id" not in str(error.value)


def test_yes_and_no_in_the_column_that_is_left_are_asked_about():
    how = ["Yes", "No", "Maybe", "Yes", "Maybe", "No", "Yes", "No"]
    heads = ("Company", "Date in", "Date out", "Offer €", "Seller", "Yes/No/Maybe")
    with pytest.raises(LayoutError) as error:
        ck.load(as_list(heads, TWICE, how))
    line = arguments(error.value.fix)
    assert line["columns"]["status"] == "Yes/No/Maybe"
    pipe = ck.load(as_list(heads, TWICE, how), won="Yes", lost="No", open="Maybe", **line)
    assert pipe.deals["outcome"].astype(str).value_counts()["won"] == 3
