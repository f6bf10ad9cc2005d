"""Every line that an error or a note prints can be typed as it stands, whatever stands in the names it quotes."""

import ast
import json
import re

import pytest

import cycle_kit as ck

#: an argument whose value is written out
WRITTEN = re.compile(r'\b(?:\w+)=(?=[\[{"])')
HOSTILE = {
    "quotes": '{} "alt"',
    "a backslash": "{} \\ alt",
    "a backslash at the end": "{} alt\\",
    "both": '{} \\ "alt"',
    "one quote": '{} 5"',
    "brackets in quotes": '{} "]}}, ["',
    "an apostrophe": "{} d'un",
    "low quotes": "{} „alt“",
}


def values_in(text):
    """What is written behind each `name=` of a text: the shortest that Python reads, none where it reads nothing."""
    for found in WRITTEN.finditer(text):
        rest = text[found.end() :]
        ends = [at + 1 for at, sign in enumerate(rest) if sign in ']}"'][
            1 if rest[0] == '"' else 0 :
        ]
        yield next((value for end in ends if (value := _read(rest[:end])) is not None), None), rest


def _read(text):
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return None


def texts_in(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for one in pair for text in texts_in(one)]
    return [text for one in value for text in texts_in(one)] if isinstance(value, list) else []


OURS = {"...", ""}


def check(said, names):
    """Every value can be read, and the texts in it that are none of ours are those of the file; how many these are."""
    known = 0
    for text in said:
        for value, rest in values_in(text):
            assert value is not None, rest
            for one in texts_in(value):
                if not re.fullmatch(r"[a-z_]*|\.\.\.|[\d-]+", one):
                    assert one in names, (one, rest)
                    known += 1
    return known


def said_of(content, **given):
    try:
        notes = ck.load(content, **given).notes
    except ck.CycleKitError as error:
        return [error.wrong, error.there, error.fix, str(error)]
    return [
        str(cell) for name in ("note", "effect", "fix") if name in notes for cell in notes[name]
    ]


def table(rows, sep=";"):
    quoted = ['"' + str(cell).replace('"', '""') + '"' for row in rows for cell in row]
    width = len(rows[0])
    return "\n".join(
        sep.join(quoted[at : at + width]) for at in range(0, len(quoted), width)
    ).encode()


def rows_of(names, won, lost, stage, *, closed=True):
    rows = [[names(name) for name in ("Nr", "Kunde", "Phase", "Summe", "Eingang", "Ende")]]
    for n in range(18):
        day = f"{1 + n:02}.02.2024"
        end = f"{1 + n:02}.03.2024" if closed and n % 3 < 2 else ""
        rows.append([1001 + n, f"Firma {n}", (won, lost, stage)[n % 3], 1000 + 7 * n % 5, day, end])
    return rows


KNOWN = {"Eingang": "Erstellt am", "Ende": "Abgeschlossen am"}


@pytest.mark.parametrize("way", HOSTILE)
@pytest.mark.parametrize("called", ["Phase", "Status"])
@pytest.mark.parametrize("plain", ["Ja wir kaufen", "Kauft"])
def test_words_for_outcomes(way, called, plain):
    won, lost = HOSTILE[way].format(plain), HOSTILE[way].format("Nein")
    known = {**KNOWN, "Phase": called}
    rows = rows_of(lambda name: known.get(name, name), won, lost, "Besuch")
    check(said_of(table(rows)), {won, lost, "Besuch", *rows[0]})


@pytest.mark.parametrize("way", HOSTILE)
@pytest.mark.parametrize("closed", [True, False])
def test_headers(way, closed):
    names = HOSTILE[way].format
    heads = {names(name) for name in ("Nr", "Kunde", "Phase", "Summe", "Eingang", "Ende")}
    rows = rows_of(names, "Gewonnen", "Verloren", "Besuch", closed=closed)
    check(said_of(table(rows)), heads | {"Gewonnen", "Verloren", "Besuch"})
    odd = rows_of(names, "Prima", "Schade", "Besuch", closed=closed)
    check(said_of(table(odd)), heads | {"Prima", "Schade", "Besuch"})


@pytest.mark.parametrize("way", HOSTILE)
def test_dates_of_steps_and_marks(way):
    names = HOSTILE[way].format
    steps = [names("Besuch"), names("Angebot"), names("Vertrag")]
    rows = [["Nr", names("Stand"), "Erstellt am", *steps, names("Gewonnen")]]
    for n in range(18):
        days = [f"{1 + n:02}.0{3 + at}.2024" if n % 3 >= at else "" for at in range(3)]
        rows.append([1001 + n, ("ja", "nein", "")[n % 3], f"{1 + n:02}.02.2024", *days, "x" * (n % 2)])  # fmt: skip
    check(said_of(table(rows)), {*rows[0], "ja", "nein"})


@pytest.mark.parametrize("way", HOSTILE)
def test_cells_of_json(way):
    ends = [json.dumps([{"status": {"title": HOSTILE[way].format(word)}}]) for word in ("Lost", "Won")]  # fmt: skip
    rows = [["Deal ID", "Stage", "Created", "Closed"]]
    rows += [[n, ends[n % 2], f"2024-02-{n:02}", f"2024-03-{n:02}"] for n in range(1, 19)]
    check(said_of(table(rows)), {*ends, *rows[0]})


@pytest.mark.parametrize("way", HOSTILE)
def test_names_that_a_caller_mistyped(way):
    names = HOSTILE[way].format
    rows = rows_of(names, "Gewonnen", "Verloren", "Besuch")
    known = {*rows[0], "Gewonnen", "Verloren", "Besuch"}
    twice = {"amount": names("Zz"), "owner": names("Eingang")}
    for columns in ({"amount": names("Sume")}, twice):
        check(said_of(table(rows), columns=columns), known)
    check(said_of(table(rows), won=[names("Gewonen")]), known)
