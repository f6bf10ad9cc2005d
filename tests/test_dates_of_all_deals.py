"""A date that all deals have, planned or past, tells no outcome where a column of words may: that one is offered first,
and its line leads on."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError

#: client, created, the column nobody knows, the closing date, and words for won and lost
LISTS = {
    "en": ("Client", "Created", "Zzwhere", "Close Date", "Won", "Lost"),
    "pl": ("Klient", "Data utworzenia", "Zzgdzie", "Data zamknięcia", "Wygrana", "Przegrana"),
    "de": ("Kunde", "Erstellt am", "Zzwo", "Abschlussdatum", "Gewonnen", "Verloren"),
    "bg": ("Клиент", "Дата на създаване", "Ззкъде", "Дата на затваряне", "Спечелена", "Загубена"),
    "ru": ("Клиент", "Дата создания", "Ззгде", "Дата закрытия", "Выиграна", "Проиграна"),
    "fa": ("مشتری", "تاریخ ایجاد", "ززکجا", "تاریخ بستن", "برنده", "بازنده"),
}  # fmt: skip

STEPS = ["Zzone", "Zztwo", "Zzthree", "Zzfour", "Zzfive"]  # nobody knows


def table(kind, *, planned, where=True):
    client, created, unknown, closing, won, lost = LISTS[kind]
    said = [[won, lost, *STEPS][n % 7] for n in range(28)]
    frame = pd.DataFrame(
        {
            client: [f"C{n}" for n in range(28)],
            created: [f"2025-01-{n + 1:02d}" for n in range(28)],
            unknown: said,
            closing: ["" if word in STEPS and not planned else "2025-03-04" for word in said],
        }
    )
    return frame if where else frame.drop(columns=unknown)


def fix_of(frame):
    with pytest.raises(CycleKitError) as error:
        ck.load(frame)
    return error.value.fix


@pytest.mark.parametrize("kind", LISTS)
def test_the_column_of_words_is_offered_before_a_date_that_all_deals_have(kind):
    unknown, closing = LISTS[kind][2:4]
    fix = fix_of(table(kind, planned=True))
    assert f'"{unknown}"' in fix
    assert f'"won_at": "{closing}"' not in fix


def test_the_date_is_asked_about_where_it_is_all_there_is():
    fix = fix_of(table("en", planned=True, where=False))
    assert 'columns={"won_at": "Close Date"}' in fix
