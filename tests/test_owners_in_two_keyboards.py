"""One owner that an Arabic and a Persian keyboard spell with other letters."""

import pandas as pd
import pytest

import cycle_kit as ck


def owners(*names: str) -> tuple[list[str], pd.DataFrame]:
    pipe = ck.load(
        pd.DataFrame(
            {
                "Customer": [f"C{each}" for each in range(len(names))],
                "Status": (["Won", "Lost"] * len(names))[: len(names)],
                "Value": "100",
                "Owner": names,
                "Created": "2024-01-02",
                "Closed": "2024-02-03",
            }
        )
    )
    return pipe.deals["owner"].unique().tolist(), pipe.notes


@pytest.mark.parametrize(
    "name, other",
    [
        ("علی کریمی", "علي كريمي"),
        ("يوسف كمال", "یوسف کمال"),
        ("هدى سالم", "هدي سالم"),
        ("محمّد علي", "محمد علي"),
        ("فاطمة", "فاطمه"),
        ("مینا شاه\u200cمحمدی", "مينا شاهمحمدي"),
        ("محـــمد", "محمد"),
    ],
)
def test_letters_of_another_keyboard_make_no_other_owner(name, other):
    found, notes = owners(name, name, other)
    assert found == [name]
    told = notes[notes["note"].str.contains("letters of another keyboard")]
    assert (
        told["note"].str.startswith('1 row spells a name in "Owner" with other').all()
        and len(told) == 1
    )
    assert not notes["note"].str.contains(other, regex=False).any()


@pytest.mark.parametrize(
    "name, other",
    [
        ("علی کریمی", "علی کرمی"),
        ("Müller", "Muller"),
        ("Łukasz", "Lukasz"),
        ("Иван", "Йван"),
        ("Ann Lee", "Annlee"),
    ],
)
def test_other_names_stay_apart(name, other):
    assert set(owners(name, name, other)[0]) == {name, other}


def test_capitals_and_blanks_are_told_as_such():
    found, notes = owners("Ann Lee", "Ann Lee", "ann  lee")
    assert (
        found == ["Ann Lee"]
        and notes["note"].str.contains("with other capitals or blanks than").any()
    )
