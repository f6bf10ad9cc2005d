"""An amount of what was won beside a reason for what was lost, where nothing else says how deals ended."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError


def table(
    header="Won amount",
    reason="Lost reason",
    *,
    won=lambda n: n % 3 == 1,
    lost=lambda n: n % 3 == 2,
):
    rows = [
        f"D{n},{['Offer', 'Demo'][n % 2]},{900 + n if won(n) else ''},{'Price' if lost(n) else ''},"
        f"2024-01-{n:02d},{f'2024-02-{n:02d}' if n % 3 else ''},{1000 + n}"
        for n in range(1, 25)
    ]
    return "\n".join([f"Deal,Stage,{header},{reason},Created,Closed,Amount", *rows]).encode()


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Won amount", "Lost reason"),
        ("Value (won)", "Loss reason"),
        ("Kwota wygrana", "Powód przegranej"),
        ("Betrag gewonnen", "Verlustgrund"),
        ("Importe ganado", "Motivo de pérdida"),
    ],
)
def test_two_columns_that_part_the_closed_deals_tell_how_they_ended(header, reason):
    pipe = ck.load(table(header, reason))
    counts = pipe.deals["outcome"].value_counts()
    assert (counts["won"], counts["lost"], counts["open"]) == (8, 8, 8)
    assert (
        f'No column says won or lost: 8 deals with an amount in "{header}" count as won, 8 deals with something in '
        f'"{reason}" as lost.'
    ) in set(pipe.notes["note"])


@pytest.mark.parametrize(
    "given",
    [
        {"header": "Net amount"},
        {"won": lambda n: n % 3 > 0},  # lost ones have both
        {"won": lambda n: n % 3 != 2},  # open ones have an amount, too
        {"won": lambda n: n == 1},  # of most closed deals nothing tells
        {"lost": lambda n: False},
        {"reason": "Close reason"},  # of wins and losses
    ],
)
def test_where_they_do_not_part_them_it_is_asked(given):
    with pytest.raises(CycleKitError, match="nothing says how they ended"):
        ck.load(table(**given))


# ---- without closing dates, and beside a column for those that go on

#: headers of client, stage or status, amount, creation, what was won, why one was lost; two open stages; a reason
LISTS = {
    "en": ("Client", "Stage", "Amount", "Created", "Won amount", "Lost reason", "Lead", "Offer", "price"),
    "en status": ("Deal", "Status", "Value", "Opened", "Won value", "Loss reason", "Open", "Open", "price"),
    "en pending": ("Deal", "Status", "Value", "Opened", "Value (won)", "Loss reason", "Open", "Pending", "price"),
    "de": ("Kunde", "Phase", "Betrag", "Erstellt am", "Gewonnener Betrag", "Verlustgrund", "Lead", "Angebot", "Preis"),
    "de status": ("Kunde", "Status", "Wert", "Erstellt am", "Wert (gewonnen)", "Verlustgrund", "Offen", "Offen",
                  "Preis"),
    "fr": ("Client", "Étape", "Montant", "Créé le", "Montant gagné", "Motif de perte", "Prospect", "Devis", "Prix"),
    "es": ("Cliente", "Estado", "Importe", "Fecha de creación", "Importe ganado", "Motivo de pérdida", "Abierta",
           "Abierta", "Precio"),
    "pl": ("Klient", "Etap", "Kwota", "Data utworzenia", "Kwota wygrana", "Powód przegranej", "Lead", "Oferta", "cena"),
    "ru": ("Клиент", "Статус", "Сумма", "Дата создания", "Сумма выигрыша", "Причина отказа", "Открыта", "Открыта",
           "Цена"),
    "fa": ("مشتری", "مرحله", "مبلغ", "تاریخ ایجاد", "مبلغ برنده", "دلیل باخت", "جدید", "مذاکره", "قیمت"),
    "ar": ("العميل", "المرحلة", "المبلغ", "تاريخ الإنشاء", "مبلغ الفوز", "سبب الخسارة", "جديد", "تفاوض", "السعر"),
}  # fmt: skip


def listed(language, *, dated=False, amount=True, everywhere=False, won=None, both=(), deposit=()):
    """Twelve deals, won, lost and open by turns. `everywhere`: closed ones have their last stage, too; `won`: another
    header; `both`: won deals with a reason; `deposit`: open ones with an amount of what was won."""
    client, stage, value, created, of_wins, reason, *stages, why = LISTS[language]
    head = [client, stage, *[value] * amount, created, won or of_wins, reason, *["Closed"] * dated]
    rows = [head]
    for n in range(12):
        end, day = n % 3, f"2024-0{n % 9 + 1}"
        rows.append([
            f"C{n}", stages[n % 2] if end == 2 or everywhere else "", *[str(100 + n)] * amount, f"{day}-05",
            str(90 + n) if end == 0 or n in deposit else "", why if end == 1 or n in both else "",
            *[f"{day}-25" if end < 2 else ""] * dated,
        ])  # fmt: skip
    return "\n".join(";".join(row) for row in rows).encode()


@pytest.mark.parametrize("amount", [True, False])
@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("language", LISTS)
def test_a_list_of_open_deals_with_wins_and_losses_told_beside(language, dated, amount):
    pipe = ck.load(listed(language, dated=dated, amount=amount))
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open"] * 4
    told = pipe.notes.loc[pipe.notes["note"].str.startswith("No column says won or lost"), "note"]
    *_, of_wins, reason, _, _, _ = LISTS[language]
    assert told.tolist() == [
        f'No column says won or lost: 4 deals with an amount in "{of_wins}" count as won, 4 deals with something in '
        f'"{reason}" as lost.'
    ]
    assert pipe.deals["closed_at"].notna().sum() == (8 if dated else 0)


@pytest.mark.parametrize(
    "language", [name for name in LISTS if LISTS[name][1] not in ("Status", "Estado", "Статус")]
)
def test_closed_deals_that_keep_their_last_stage_are_told_so_too(language):
    pipe = ck.load(listed(language, everywhere=True))
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open"] * 4


@pytest.mark.parametrize("language", ["en", "en status", "de status", "ru"])
@pytest.mark.parametrize("given", [{"both": (0,)}, {"deposit": (1,)}])
def test_where_both_stand_in_one_row_nothing_is_told(language, given):
    assert set(ck.load(listed(language, **given)).deals["outcome"].astype(str)) == {"open"}


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("en", "Paid amount"),
        ("en", "Win score"),
        ("en", "Net amount"),
        ("de", "Bezahlter Betrag"),
        ("pl", "Kwota zapłacona"),
    ],
)
def test_without_dates_only_an_amount_of_the_win_tells(language, header):
    assert set(ck.load(listed(language, won=header)).deals["outcome"].astype(str)) == {"open"}


@pytest.mark.parametrize("language", ["en", "de", "pl", "fa", "ar"])
@pytest.mark.parametrize(
    "header", [None, "Sale amount", "Kwota sprzedaży", "Montant vente", "مبلغ فروش"]
)
def test_where_all_deals_that_are_not_lost_have_the_amount_it_is_of_whatever_is_sold(
    language, header
):
    given = ck.load(
        listed(language, won=header, amount=False, deposit=range(2, 12, 3), everywhere=True)
    )
    assert "won" not in set(given.deals["outcome"].astype(str))


@pytest.mark.parametrize("language", ["en status", "de status", "es", "ru"])
def test_a_status_that_says_open_of_all_is_believed(language):
    assert set(ck.load(listed(language, everywhere=True)).deals["outcome"].astype(str)) == {"open"}


# ---- the column is named as one that is read, and a hope is no win


@pytest.mark.parametrize("amount", [True, False])
@pytest.mark.parametrize("language", LISTS)
def test_an_amount_that_tells_how_deals_ended_is_not_called_unused(language, amount):
    pipe = ck.load(listed(language, amount=amount))
    of_wins = LISTS[language][4]
    unused = pipe.notes[pipe.notes["note"].str.contains("not used")]
    assert not unused["note"].str.contains(of_wins, regex=False).any()
    offered = pipe.notes["note"].str.startswith(f'"{of_wins}" may also be amount')
    assert offered.sum() == pipe.deals["amount"].isna().all()


def test_other_columns_stay_in_that_note():
    head, *rows = listed("en").decode().split("\n")
    more = "\n".join([f"{head};Colour", *(f"{row};red" for row in rows)]).encode()
    assert 'Columns that are not used: "Colour".' in set(ck.load(more).notes["note"])


HOPED = {
    "en": ["Expected won amount", "Forecast won amount", "Won amount (planned)",
           "Projected won amount", "Target won amount"],
    "de": ["Erwarteter gewonnener Betrag", "Gewonnener Betrag (geplant)", "Voraussichtlich gewonnener Betrag"],
    "fr": ["Montant gagné prévu", "Montant gagné attendu"],
    "es": ["Importe ganado previsto", "Importe ganado esperado"],
    "pl": ["Przewidywana kwota wygrana", "Kwota wygrana (plan)", "Oczekiwana kwota wygrana"],
    "ru": ["Ожидаемая сумма выигрыша", "Прогноз суммы выигрыша"],
    "fa": ["مبلغ برنده مورد انتظار", "مبلغ برنده پیش‌بینی شده"],
    "ar": ["مبلغ الفوز المتوقع", "مبلغ الفوز المقدر"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "hope"), [(k, h) for k, own in HOPED.items() for h in own])
def test_an_amount_that_is_only_expected_is_never_a_win(language, hope):
    """Open deals have one too, so that it tells nothing of them."""
    table = listed(
        language, amount=False, won=hope, deposit=(2, 5, 8, 11), everywhere=language in ("en", "de")
    )
    try:
        outcome = ck.load(table).deals["outcome"]
    except CycleKitError:
        return
    assert not outcome.eq("won").any()
