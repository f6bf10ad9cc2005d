"""A list without a column that is known to be of ids or of stages, and with one that looks like it."""

import re

import pytest

import cycle_kit as ck

STEPS = ["Kontakt", "Offer", "Vorgespräch"]
ENDS = ["Won", "Lost", ""]
#: what companies call the progress of a deal
PROGRESS = [
    "Stato avanzamento",
    "Stato d'avanzamento",
    "Stage of progress",
    "Progress status",
    "Bearbeitungsstand",
    "État d'avancement",
    "Estado de avance",
    "Voortgangsstatus",
    "Stan zaawansowania",
    "Стадия продвижения",
    "Етап на напредък",
    "وضعیت پیشرفت",
    "مرحلة التقدم",
    "İlerleme durumu",
]


def table(number="", stage="", *, numbers=lambda n: str(n), stages=lambda n: STEPS[n % 3]):
    heads = [
        *([number] if number else []),
        "Client",
        *([stage] if stage else []),
        "Result",
        "Opened",
        "Closed",
        "Value",
    ]
    rows = [
        [
            *([numbers(n)] if number else []),
            f"Firma {chr(64 + n)}",
            *([stages(n)] if stage else []),
            ENDS[n // 3 % 3],
            f"2024-01-{n:02d}",
            f"2024-02-{n:02d}" * bool(ENDS[n // 3 % 3]),
            str(100 * n * n),
        ]
        for n in range(1, 19)
    ]
    return "\n".join(",".join(row) for row in [heads, *rows]).encode()


def row_of(text, words):
    notes = ck.load(text).notes
    return notes[notes["note"].str.contains(words, regex=False)].to_dict("records")


def typed(text, fix):
    return ck.load(text, columns=dict(re.findall(r'"([^"]+)": "([^"]+)"', fix)))


@pytest.mark.parametrize("header", PROGRESS)
def test_words_for_progress_are_stages(header):
    pipe = ck.load(table(stage=header, stages=lambda n: ["Alfa", "Beta", "Gamma"][n % 3]))
    assert set(pipe.deals["stage"].dropna()) == {"Alfa", "Beta", "Gamma"}


@pytest.mark.parametrize("header", ["Item ID (auto generated)", "Lead number", "Lead No", "N."])
def test_words_for_numbers_of_deals(header):
    name = {"N.": "Esito"}.get(header, "Result")
    text = table(header).replace(b"Result", name.encode())
    assert ck.load(text).deals["deal_id"].tolist() == [str(n) for n in range(1, 19)]


@pytest.mark.parametrize(
    ("header", "stages"),
    [
        ("Zzz", lambda n: ["Offer", "Demo", "Qualified"][n % 3]),  # known steps
        ("Status negocjacji", lambda n: ["Alfa", "Beta", "Gamma"][n % 3]),  # nearly a known header
    ],
)
def test_a_column_like_one_of_stages_is_named(header, stages):
    text = table(stage=header, stages=stages)
    if "stage" in ck.load(text).deals and ck.load(text).deals["stage"].notna().any():
        pytest.fail("it is recognised: take another header")
    [row] = row_of(text, "of stages.")
    assert row["note"] == "The file has no column that is known to be of stages."
    assert row["fix"] == f'If "{header}" holds the stages: columns={{"stage": "{header}"}}.'
    assert typed(text, row["fix"]).deals["stage"].nunique() == 3


@pytest.mark.parametrize(
    ("header", "stages"),
    [
        ("", None),
        ("Region", lambda n: ["North", "South", "East"][n % 3]),
        ("Zzz", lambda n: ["Alfa", "Beta", "Gamma"][n % 3]),  # nothing speaks for it
        ("Payment status", lambda n: ["Paid", "Due", "Late"][n % 3]),
        ("Comment on state", lambda n: f"A text of its own {n}"),
    ],
)
def test_where_nothing_looks_like_stages_there_are_none(header, stages):
    [row] = row_of(table(stage=header, stages=stages), "of stages.")
    assert row["note"] == "The file has no column of stages."
    assert row["fix"] == "Export the stage of each deal, and the history of stages."


@pytest.mark.parametrize("numbers", [str, lambda n: f"ZX-{7 * n}"])
def test_a_column_that_numbers_the_rows_is_named(numbers):
    text = table("Zzz", numbers=numbers)
    [row] = row_of(text, "of ids")
    assert row["note"].startswith("The file has no column that is known to be of ids;")
    assert row["fix"] == 'If "Zzz" numbers the deals: columns={"deal_id": "Zzz"}.'
    assert typed(text, row["fix"]).deals["deal_id"].tolist() == [numbers(n) for n in range(1, 19)]


@pytest.mark.parametrize(
    ("header", "numbers"),
    [
        ("Zzz", lambda n: str(n % 5)),
        ("Zzz", lambda n: str(n * n)),  # any figures
        ("Zzz", lambda n: f"a text {n}"),
        ("Zzz", lambda n: f"mail{n}@acme.example"),
        ("Zzz", lambda n: "" if n == 4 else str(n)),
        ("Customer no", lambda n: f"C-{n}"),
        ("Phone", str),
        ("Lead ID", lambda n: f"L-{n}"),  # of the lead that a deal was made of
    ],
)
def test_where_nothing_numbers_the_rows_there_are_no_ids(header, numbers):
    [row] = row_of(table(header, numbers=numbers), "of ids")
    assert row["note"] == "The file has no column of ids; deals are named by their line."
    assert row["fix"] == "Export the id of the deals too."
