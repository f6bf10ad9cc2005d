"""Steps after the win that end with another word for a win: the deal was won when it was won first."""

import pandas as pd
import pytest

import cycle_kit as ck

#: a win, what follows it, and the days of January and February on which a deal comes there
WAYS = {
    "en paid": ["Enquiry", "Quotation", "Won", "Installation", "Paid"],
    "en invoiced": ["Enquiry", "Quotation", "Won", "Onboarding", "Invoiced"],
    "en more": ["Enquiry", "Quotation", "Won", "Delivery", "Paid", "Review"],
    "en signed": ["Enquiry", "Quotation", "Closed Won", "Implementation", "Contract signed"],
    "ru": ["Запрос", "Предложение", "Выиграно", "Установка", "Оплачено"],
    "de": ["Anfrage", "Angebot", "Gewonnen", "Montage", "Rechnung gestellt", "Bezahlt"],
    "pl": ["Zapytanie", "Oferta", "Wygrana", "Montaż", "Opłacone"],
}
LOST = {"en": "Lost", "ru": "Проиграно", "de": "Verloren", "pl": "Przegrana"}
DAYS = [0, 4, 10, 20, 50, 60]


def log(ways: str, deals: int = 8) -> pd.DataFrame:
    steps, lost = WAYS[ways], LOST[ways[:2]]
    rows = []
    for n in range(deals):
        begun = pd.Timestamp("2025-01-06") + pd.Timedelta(days=3 * n)
        mine = [*steps[:2], lost] if n % 3 == 1 else steps
        rows += [
            (f"J{n}", step, begun + pd.Timedelta(days=day))
            for step, day in zip(mine, DAYS, strict=False)
        ]
    return pd.DataFrame(rows, columns=["Deal", "Stage", "Date"])


def loaded(rows: pd.DataFrame, **said):
    return ck.load(rows.assign(Date=rows["Date"].dt.strftime("%Y-%m-%d")), **said)


def of_events(rows: pd.DataFrame, **said):
    return ck.from_events(rows, deal="Deal", stage="Stage", at="Date", **said)


def told_days(pipe) -> tuple:
    won = pipe.deals[pipe.deals["outcome"] == "won"]
    return pipe.stages, len(won), set((won["closed_at"] - won["created_at"]).dt.days)


@pytest.mark.parametrize("ask", [loaded, of_events])
@pytest.mark.parametrize("ways", WAYS)
def test_a_deal_is_won_when_it_was_won_first(ways, ask):
    rows = log(ways)
    assert told_days(ask(rows)) == (tuple(WAYS[ways][:2]), 5, {10})


@pytest.mark.parametrize("ask", [loaded, of_events])
def test_who_names_the_steps_after_the_win_need_not_name_the_payment(ask):
    pipe = ask(log("en paid"), after=["Installation"])
    assert told_days(pipe)[1:] == (5, {10})
    assert pipe.after == ("Installation", "Paid")
    assert pipe.notes["note"].str.contains('only once they are won: "Paid"').any()


@pytest.mark.parametrize("ask", [loaded, of_events])
def test_a_word_for_a_win_that_some_deals_have_alone_is_a_win(ask):
    rows = log("en paid")
    alone = rows["Deal"].eq("J0") & rows["Stage"].isin(["Won", "Installation"])
    deals = ask(rows[~alone]).deals.set_index("deal_id")
    assert (deals.loc["J0", "closed_at"] - deals.loc["J0", "created_at"]).days == 50
