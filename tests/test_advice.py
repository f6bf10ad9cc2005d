"""What an error or a note tells the reader to type is tried: it leads, on this very file, to a better result."""

import ast
import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError


def arguments(fix):
    """Every argument that a fix prints, as it would be typed."""
    found = {}
    for name in ("columns", "won", "lost", "dropped", "open", "stages", "dates", "after"):
        for at in re.finditer(rf"\b{name}=", fix):
            for end in range(len(fix), at.end(), -1):
                try:
                    value = ast.literal_eval(fix[at.end() : end])
                except (ValueError, SyntaxError):
                    continue
                if isinstance(value, tuple):  # the comma behind it
                    continue
                if value not in ([], {}) and "..." not in str(value):
                    found.setdefault(name, value)
                break
    return found


DATES = [f"2024-01-{1 + n:02d}" for n in range(20)]
STAGES = [["Call", "Offer", "Won", "Lost"][n % 4] for n in range(20)]
CLOSED = ["2024-03-01" if n % 4 > 1 else "" for n in range(20)]
BASE = {
    "Deal ID": [f"D{n}" for n in range(20)],
    "Stage": STAGES,
    "Owner": ["Ann", "Bob"] * 10,
    "Amount": [100 + 37 * n % 91 for n in range(20)],
    "Created Date": DATES,
    "Close Date": CLOSED,
}

#: {our name: (a header of that column in BASE, a header that nobody knows)}
UNKNOWN = {
    "closed_at": ("Close Date", "Data zamkn."),
    "created_at": ("Created Date", "Zaczęte"),
    "amount": ("Amount", "Geldje"),
    "owner": ("Owner", "Ownr"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_column_that_is_not_used_and_may_be_missing_is_told_with_a_line_that_works(name):
    known, strange = UNKNOWN[name]
    frame = pd.DataFrame(BASE).rename(columns={known: strange})
    pipe = ck.load(frame, stages=["Call", "Offer"])
    told = pipe.notes[pipe.notes["note"].str.contains(f'"{strange}" is not used and may be {name}')]
    assert len(told) == 1
    better = ck.load(frame, stages=["Call", "Offer"], **arguments(told["fix"].iloc[0]))
    clean = ck.load(pd.DataFrame(BASE), stages=["Call", "Offer"])
    pd.testing.assert_series_equal(better.deals[name], clean.deals[name])


def test_every_column_that_is_not_used_is_named():
    frame = pd.DataFrame(BASE).assign(
        Colour=["red", "blue"] * 10, Remark=[f"note {n}" for n in range(20)]
    )
    notes = ck.load(frame, stages=["Call", "Offer"]).notes
    (line,) = notes.loc[notes["note"].str.startswith("Columns that are not used"), "note"]
    assert '"Colour"' in line and '"Remark"' in line and '"Stage"' not in line


def test_no_note_tells_of_unused_columns_where_all_are_used():
    notes = ck.load(pd.DataFrame(BASE), stages=["Call", "Offer"]).notes
    assert not notes["note"].str.contains("not used").any()


def filled_in(fix, answers):
    """The advice with the words of which nothing says where they belong put there by who knows."""
    for end in ("won", "lost"):
        own = ", ".join(
            f'"{word}"' for word, said in answers.items() if said == end and word in fix
        )
        place = own if '"..."' in fix else '"..."'
        fix = fix.replace(f'{end}=["..."]', f"{end}=[{place}]")
    return fix


#: what the words mean that nothing tells
ANSWERS = {"Plomba": "won", "Kwota": "won"}
#: a file, and the figures its advice has to lead to: deals, won, lost
REFUSED = {
    "an unknown layout": (
        pd.DataFrame(BASE).rename(columns={"Deal ID": "Xnr", "Stage": "Xfaz", "Owner": "Xown",
                                           "Amount": "Xamt", "Created Date": "Xcre", "Close Date": "Xclo"}),
        (20, 5, 5),
    ),
    "an outcome nobody knows": (pd.DataFrame(BASE).replace({"Stage": {"Won": "Plomba"}}), (20, 5, 5)),
    "closed, and not said how": (
        pd.DataFrame(BASE).replace({"Stage": {"Won": "Plomba", "Lost": "Kwota"}}).assign(
            Closed=[["No", "No", "Yes", "Yes"][n % 4] for n in range(20)]),
        (20, 10, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_the_line_an_error_prints_leads_on(kind):
    frame, right = REFUSED[kind]
    said = {}
    for _ in range(4):
        try:
            pipe = ck.load(frame, **said)
            break
        except CycleKitError as error:
            more = arguments(filled_in(error.fix, ANSWERS))
            assert more and not (more.items() <= said.items()), str(error)
            for name, value in more.items():
                said[name] = {**said.get(name, {}), **value} if name == "columns" else value
    outcome = pipe.deals["outcome"]
    assert (len(pipe.deals), (outcome == "won").sum(), (outcome == "lost").sum()) == right


def test_the_evidence_names_no_cell():
    frame = pd.DataFrame(BASE).rename(columns={"Owner": "Ownr", "Close Date": "Data zamkn."})
    said = " ".join(
        ck.load(frame, stages=["Call", "Offer"]).notes[["note", "fix"]].to_numpy().ravel()
    )
    assert "Ann" not in said and "2024-03-01" not in said


#: of numbers by which clients are called, and headers of amounts
IDS = [
    "Client ID",
    "Nr. klienta",
    "Kundennummer",
    "شماره مشتری",
    "رقم العميل",
    "Клиент №",
    "client_no",
]
SUMS = ["Client budget", "Etat des Kunden"]


@pytest.mark.parametrize("header", [*IDS, *SUMS])
def test_a_number_of_a_client_is_never_offered_as_an_amount(header):
    frame = pd.DataFrame(BASE).drop(columns="Amount")
    frame[header] = [str(3000 + 37 * n % 91) for n in range(20)]
    fixes = " ".join(ck.load(frame).notes["fix"])
    assert (f'"amount": "{header}"' in fixes) == (header in SUMS)


def test_a_column_without_a_header_is_never_named():
    frame = pd.DataFrame(BASE).drop(columns="Created Date").assign(**{"": DATES, " ": DATES})
    try:
        said = " ".join(ck.load(frame).notes["fix"])
    except CycleKitError as error:
        said = error.fix
    assert not re.search(r'columns=\{[^}]*: "\s*"', said)
