"""Deals that ended without a closing date, where a column that is not used has a date for just these."""

import re

import pytest

import cycle_kit as ck

ENDS = ["Won", "Lost", "Open"] * 8
NAMES = ["Entschieden (CRM)", "Zzz", "Dzień finału", "Ultimo passo"]


def table(*, known=(), dated, header="Zzz", day="2024-05-{:02d}"):
    """A list of deals: `known` outcomes have a date in a column that is understood, `dated` ones in another."""
    own = {"Won": "Won on", "Lost": "Lost on"}
    heads = ["Deal ID", "Stage", "Status", "Created", *(own[end] for end in known), header]
    rows = [
        [
            str(n),
            "Offer",
            end,
            f"2024-01-{n:02d}",
            *(f"2024-04-{n:02d}" if end == name else "" for name in known),
            day.format(n) if dated(n, end) else "",
        ]
        for n, end in enumerate(ENDS, 1)
    ]
    return "\n".join(",".join(row) for row in [heads, *rows]).encode()


def fix_of(text):
    notes = ck.load(text).notes
    [fix] = notes.loc[notes["note"].str.contains("no closing date"), "fix"]
    return fix


def typed(text, fix):
    pairs = dict(re.findall(r'"([^"]+)": "([^"]+)"', fix))
    return ck.load(text, columns=pairs).deals


@pytest.mark.parametrize("header", NAMES)
@pytest.mark.parametrize(
    ("known", "end", "name"), [("Lost", "Won", "won_at"), ("Won", "Lost", "lost_at")]
)
def test_the_dates_of_one_outcome_alone(header, known, end, name):
    text = table(known=[known], dated=lambda n, each: each == end, header=header)
    fix = fix_of(text)
    assert fix == f'"{header}" may tell when: columns={{"{name}": "{header}"}}.'
    deals = typed(text, fix)
    assert deals.loc[deals["outcome"] != "open", "closed_at"].notna().all()
    assert deals.loc[deals["outcome"] == "open", "closed_at"].isna().all()


def test_two_columns_of_which_each_dates_one_outcome():
    heads = "Deal ID,Stage,Status,Created,Zzz,Yyy"
    rows = [
        f"{n},Offer,{end},2024-01-{n:02d},{f'2024-05-{n:02d}' * (end == 'Won')},{f'2024-05-{n:02d}' * (end == 'Lost')}"
        for n, end in enumerate(ENDS, 1)
    ]
    text = "\n".join([heads, *rows]).encode()
    fix = fix_of(text)
    assert fix == '"Zzz", "Yyy" may tell when: columns={"won_at": "Zzz", "lost_at": "Yyy"}.'
    assert typed(text, fix)["closed_at"].notna().sum() == 16


def test_dates_of_all_that_ended():
    text = table(dated=lambda n, end: end != "Open")
    assert fix_of(text) == '"Zzz" may tell when: columns={"closed_at": "Zzz"}.'


@pytest.mark.parametrize(
    "given",
    [
        {"header": "Proposal date"},  # a step on the way
        {"header": "Next follow-up"},
        {"header": "Last modified"},
        {"header": "Contract end"},
        {"day": "2094-05-{:02d}"},  # planned
        {"day": "2023-05-{:02d}"},  # before the deal began
        {"day": "text {}"},
        {"dated": lambda n, end: True},
        {"dated": lambda n, end: end != "Lost"},  # of open deals too
        {"dated": lambda n, end: end == "Won" and n % 2},  # of half of them
    ],
)
def test_dates_of_something_else_are_not_named(given):
    made = {"known": ["Lost"], "dated": lambda n, end: end == "Won", **given}
    assert fix_of(table(**made)) == "Export the closing date."


SPANISH = ",".join(
    f"Trato - {name}"
    for name in ("ID", "Título", "Valor", "Moneda de Valor", "Etapa", "Estado", "Trato creado")
)


@pytest.mark.parametrize("lost", ["Perdido el", "Perdido en"])
def test_pipedrive_in_spanish_with_its_closing_dates(lost):
    words = {"Won": "Ganado", "Lost": "Perdido", "Open": "Abierto"}
    heads = f"{SPANISH},Trato - Ganado en,Trato - {lost},Trato - Fecha prevista de cierre"
    rows = [
        f"{n},Norte {n},100,EUR,Demo,{words[end]},2024-01-{n:02d} 10:00:00,"
        + ("2024-05-03 10:00:00" if end == "Won" else "")
        + ","
        + ("2024-05-03 10:00:00" if end == "Lost" else "")
        + ",2024-06-01"
        for n, end in enumerate(ENDS, 1)
    ]
    pipe = ck.load("\n".join([heads, *rows]).encode())
    assert pipe.crm == "pipedrive" and pipe.currency == "EUR"
    assert pipe.deals["closed_at"].notna().sum() == 16
    assert not pipe.notes["note"].str.contains("not used").any()


@pytest.mark.parametrize(
    "header",
    ["Churn date", "Survey sent", "NPS sent", "Ankieta wysłana", "Umfrage am", "Kündigungsdatum"],
)
@pytest.mark.parametrize("ends", [("Won",), ("Won", "Lost")])
def test_what_is_asked_of_clients_afterwards_or_when_they_leave_closes_nothing(header, ends):
    text = table(dated=lambda n, end: end in ends, header=header)
    assert not ck.load(text).notes["fix"].str.contains("columns=").any()


@pytest.mark.parametrize("ends", [("Won",), ("Won", "Lost")])
def test_one_same_day_for_all_closes_nothing(ends):
    text = table(dated=lambda n, end: end in ends, day="2024-06-01")
    assert not ck.load(text).notes["fix"].str.contains("columns=").any()


@pytest.mark.parametrize(("end", "name"), [("Won", "won_at"), ("Lost", "lost_at")])
def test_dates_of_one_end_are_offered_as_one_thing(end, name):
    notes = ck.load(table(dated=lambda n, each: each == end, header="Foo")).notes
    told = notes.loc[notes["fix"].str.contains('"Foo"'), "fix"].tolist()
    assert told == [f'"Foo" may tell when: columns={{"{name}": "Foo"}}.']
