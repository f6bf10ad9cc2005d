"""Small lists kept by hand: slips in their few dates, and headers of dates with and without "on"."""

import pandas as pd
import pytest

import cycle_kit as ck


def loaded(header, *rows, **options):
    return ck.load("\n".join([header, *rows]).encode(), **options)


@pytest.mark.parametrize("year", [2034, 2042])
@pytest.mark.parametrize("column", ["created", "closed"])
def test_one_slip_among_few_dates_is_not_the_day_of_the_file(year, column):
    created, closed = ("2024-01-05", f"{year}-02-05")[:: 1 if column == "closed" else -1]
    pipe = loaded(
        "Deal,Created,Closed,Status", "A,2024-01-03,2024-02-03,Won", f"B,{created},{closed},Lost"
    )
    assert pipe.as_of.year == 2024
    told = pipe.notes["note"].str.contains(
        "after every other date in the file (line 3)", regex=False
    )
    assert told.sum() == 1


def test_a_small_company_may_rest_for_years():
    pipe = loaded(
        "Deal,Created,Closed,Status",
        "A,2019-01-03,2019-02-03,Won",
        "B,2021-01-05,,Open",
        "C,2024-02-05,,Open",
    )
    assert str(pipe.as_of.date()) == "2024-02-05"
    assert pipe.deals["created_at"].notna().all()


@pytest.mark.parametrize(
    ("created", "closed", "status", "won"),
    [
        ("Criado", "Fechado", "Status", "Ganho"), ("Criada", "Fechada", "Status", "Ganha"),
        ("Creado", "Cerrado", "Estado", "Ganado"), ("Creada", "Cerrada", "Estado", "Ganada"),
        ("Créée", "Clôturée", "Statut", "Gagnée"), ("Angelegt", "Geschlossen am", "Status", "Gewonnen"),
        ("Criado em", "Fechado em", "Status", "Ganho"), ("Creado el", "Cerrado el", "Estado", "Ganado"),
    ],
)  # fmt: skip
def test_the_header_of_a_date_with_and_without_on(created, closed, status, won):
    pipe = loaded(
        f"Deal,{created},{closed},{status}", f"A,2024-01-15,2024-02-15,{won}", "B,2024-01-20,,Open"
    )
    assert pipe.deals["created_at"].notna().all()
    assert list(pipe.deals["closed_at"].notna()) == [True, False]


def test_the_first_answer_to_german_leads():
    leads = (
        b"Lead-ID;Erstellt am;Erste Antwort am\n1;03.01.2024;04.01.2024\n2;15.01.2024;17.01.2024"
    )
    pipe = loaded("Deal,Created,Status", "A,2024-01-03,Won", "B,2024-01-05,Lost", leads=leads)
    assert list(pipe.leads["first_contact_at"].dt.day) == [4, 17]


def test_a_known_word_is_no_misspelt_one():
    """ "Closed" is not "Closer", who is an owner."""
    pipe = loaded(
        "Client,Created,Closed,Status", "A,2024-01-02,Q1 2024,Won", "B,2024-01-03,Q2 2024,Won",
        "C,2024-01-04,Q1 2024,Lost", "D,2024-01-05,Q2 2024,Lost",
    )  # fmt: skip
    assert not pipe.notes["note"].str.contains("may be").any()


STEPS = [
    ("Offer", "Contract"),
    ("Oferta", "Umowa"),
    ("Angebot", "Vertrag"),
    ("Proposta", "Contrato"),
    ("Teklif", "Sözleşme"),
]


@pytest.mark.parametrize("steps", STEPS)
def test_two_steps_with_dates_are_a_history_where_nothing_else_is(steps):
    pipe = loaded(
        f"Client,Created,{','.join(steps)},Status",
        "A,2024-01-01,2024-01-09,2024-01-19,Won",
        "B,2024-01-02,,,Lost",
        "C,2024-01-02,2024-01-25,,Open",
    )
    assert str(pipe.as_of.date()) == "2024-01-25"
    assert set(pipe.deals["stage"].dropna()) == set(steps)


def test_a_date_that_open_deals_have_is_no_closing_date():
    pipe = loaded(
        "Client,Created,Tasting,Status", "A,2024-01-01,2024-01-09,Won", "B,2024-01-02,,Lost",
        "C,2024-01-02,2024-01-12,Open",
    )  # fmt: skip
    assert not pipe.notes["note"].str.contains("may be closed_at").any()


@pytest.mark.parametrize(
    ("client", "steps", "amount"),
    [
        ("Client", ["Call", "Offer", "Contract"], "Amount"),
        ("Kunde", ["Angebot am", "Verhandlung am", "Vertrag am"], "Betrag"),
        ("Klient", ["Oferta wysłana", "Negocjacje", "Umowa"], "Wartość"),
    ],
)
def test_a_list_with_nothing_but_the_dates_of_steps_is_a_history(client, steps, amount):
    """Each client got so far as its last date; when it began is the first of them."""
    days = [["2025-01-01", "", ""], ["2025-01-02", "2025-02-01", ""]]
    days += [["2025-01-03", "2025-02-02", f"2025-03-0{n}"] for n in range(1, 5)]
    rows = [[f"Firm {n}", *when, str(100 * n)] for n, when in enumerate(days, 1)]
    pipe = ck.load(pd.DataFrame(rows, columns=[client, *steps, amount]))
    assert len(pipe.stages) == 3
    reached = pipe.deals["stage"].astype(str).map({name: at for at, name in enumerate(pipe.stages)})
    assert reached.tolist() == [0, 1, 2, 2, 2, 2]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 3, 3, 3, 3]
    assert pipe.deals["outcome"].eq("open").all()


@pytest.mark.parametrize("header", ["Close date", "Closing date", "Data zamknięcia"])
def test_a_planned_date_of_one_lost_deal_is_not_the_day_of_a_small_file(header):
    """Open deals have their planned dates in the same column; so may the lost one, long after all else."""
    pipe = loaded(
        f"Deal,Created,{header},Status",
        "A,2025-02-01,2025-03-05,Won",
        "B,2025-02-13,2027-03-15,Lost",
        "C,2025-02-14,2025-05-30,Open",
    )
    assert str(pipe.as_of.date()) == "2025-03-05"
    assert pipe.deals["closed_at"].notna().tolist() == [True, False, False]
    assert pipe.notes["note"].str.contains("taken for the one that was planned").any()


@pytest.mark.parametrize("header", ["Close date", "Data zamknięcia"])
@pytest.mark.parametrize("weeks", [6, 9, 12])
def test_a_loss_after_no_longer_a_pause_than_others_was_not_only_planned(header, weeks):
    """A list of few deals rests for weeks; a loss after years stays one that was planned."""
    begun = pd.date_range("2024-01-08", periods=6, freq=f"{weeks}W-MON")
    ended = [begun[-1] + pd.Timedelta(days=300), *(begun[1:] + pd.Timedelta(days=40))]
    stands = ["Open", "Won", "Lost", "Open", "Won", "Lost"]

    def told(last):
        days = zip(begun, [*ended[:-1], last], stands, strict=True)
        rows = [
            f"D{n},{one:%Y-%m-%d},{end:%Y-%m-%d},{how}" for n, (one, end, how) in enumerate(days)
        ]
        return loaded(f"Deal,Created,{header},Status", *rows)

    assert told(ended[-1]).deals["closed_at"].notna().sum() == 4
    assert told(ended[-1] + pd.Timedelta(days=700)).deals["closed_at"].notna().sum() == 3


def test_the_last_thing_that_happened_may_be_a_loss():
    """Open deals have no date in the column: it holds closings alone."""
    pipe = loaded(
        "Deal,Created,Closed,Status",
        "A,2025-02-01,2025-03-05,Won",
        "B,2025-02-13,2025-09-15,Lost",
        "C,2025-02-14,,Open",
    )
    assert str(pipe.as_of.date()) == "2025-09-15"


#: headers of one column, and whether it is the caller who says that it is the day of closing
REAL = ("Closed", "Closed on", "Actual close date", "Abgeschlossen am", "Entschieden am", "Erledigt am", "Data decyzji",
        "Date de clôture", "Lost/Won date", "Kapanış tarihi")  # fmt: skip


def offers(header, *, still="", **options):
    """Offers of the first quarter, four of which were lost in summer; `still`: the date that open deals have."""
    return loaded(
        f"Deal,Created,{header},Status",
        *(f"W{n},2025-01-0{n},2025-02-1{n},Won" for n in range(1, 7)),
        *(f"L{n},2025-03-0{n},2025-0{n + 5}-20,Lost" for n in range(1, 5)),
        *(f"O{n},2025-03-1{n},{still},Open" for n in range(1, 7)),
        **options,
    )


@pytest.mark.parametrize("header", REAL)
def test_late_losses_in_a_column_that_no_open_deal_has_are_real(header):
    pipe = offers(header)
    assert pipe.deals["closed_at"].notna().sum() == 10
    assert str(pipe.as_of.date()) == "2025-09-20"
    assert not pipe.notes["note"].str.contains("planned").any()
    told = (
        "4 deals (lines 8, 9, 10, 11) were lost more than a month after all else that happened in the file, "
        "of which the last was on 2025-03-16."
    )
    assert pipe.notes["note"].eq(told).sum() == 1


@pytest.mark.parametrize(
    "header", ["Close date", "Closed on", "Abgeschlossen am", "Entschieden am"]
)
def test_late_losses_in_a_column_that_open_deals_have_are_planned_unless_the_caller_says_otherwise(
    header,
):
    planned = offers(header, still="2025-11-30")
    assert str(planned.as_of.date()) == "2025-03-16"
    assert planned.deals["closed_at"].notna().sum() == 6
    told = planned.notes[
        planned.notes["note"].str.contains("4 lost deals have a closing date more than a month")
    ]
    assert (
        told["fix"].item().endswith(f'If they were lost then: columns={{"closed_at": "{header}"}}.')
    )
    named = offers(header, still="2025-11-30", columns={"closed_at": header})
    later = offers(header, still="2025-11-30", as_of="2025-09-20")
    for pipe in (named, later):
        assert str(pipe.as_of.date()) == "2025-09-20"
        assert pipe.deals["closed_at"].notna().sum() == 10
