"""Lists in Hungarian: what their columns are called."""

import pytest

import cycle_kit as ck


def listed(head, *, days="2024. 0{month}. {day:02}."):
    ends = ("Nyert", "Vesztett", "Ajánlat")
    rows = [
        f"{1001 + n};Cég {n};{'Anna' if n % 2 else 'Béla'};{ends[n % 3]};{1000 + 25 * n};"
        f"{days.format(month=2, day=1 + n)};"
        f"{'' if n % 3 == 2 else days.format(month=3, day=1 + n)}"
        for n in range(18)
    ]
    return ck.load("\n".join([head, *rows, ""]).encode())


@pytest.mark.parametrize(
    "head",
    [
        "Szám;Ügyfél;Értékesítő;Szakasz;Összeg;Létrehozva;Lezárva",
        "Azonosító;Cég;Felelős;Fázis;Érték;Létrehozás dátuma;Lezárás dátuma",
        "Sorszám;Partner;Üzletkötő;Lépés;Ár;Beérkezett;Zárás",
    ],
)
def test_headers_in_hungarian(head):
    deals = listed(head).deals
    assert deals["outcome"].value_counts().to_dict() == {"won": 6, "lost": 6, "open": 6, "dropped": 0}  # fmt: skip
    assert deals["created_at"].count() == 18 and deals["closed_at"].count() == 12
    assert deals["owner"].nunique() == 2 and deals["amount"].sum() == 18_000 + 25 * 153
