"""The status of a quote, an offer or an order beside the stage of the deal, which tells how the deal stands."""

import pytest

import cycle_kit as ck

#: plain column and its words (two open, won, lost); the paper's column and its words
LISTS = {
    "en": ("Stage", "Lead|Offer|Won|Lost", "Quote Status", "Sent|Accepted|Rejected"),
    "en proposal": ("Stage", "Lead|Offer|Won|Lost", "Proposal status", "Sent|Accepted|Declined"),
    "en status": ("Status", "Open|New|Won|Lost", "Offer status", "Sent|Accepted|Rejected"),
    "en order": ("Stage", "Lead|Offer|Won|Lost", "Order status", "Open|Delivered|Cancelled"),
    "en invoice": ("Status", "Open|New|Won|Lost", "Invoice status", "Paid|Open|Cancelled"),
    "de": (
        "Phase",
        "Lead|Angebot|Gewonnen|Verloren",
        "Angebotsstatus",
        "Offen|Angenommen|Abgelehnt",
    ),
    "pl": ("Etap", "Lead|Oferta|Wygrana|Przegrana", "Status oferty", "Wysłana|Przyjęta|Odrzucona"),
    "bg": ("Етап", "Нова|Оферта|Спечелена|Загубена", "Статус на офертата", "Приета|Отказана"),
    "fa": ("مرحله", "جدید|مذاکره|موفق|ناموفق", "وضعیت پیشنهاد", "پذیرفته شد|رد شد"),
    "tr": ("Aşama", "Yeni|Teklif|Kazanıldı|Kaybedildi", "Teklif Durumu", "Kabul edildi|Reddedildi"),
}


def rows(case, *, first):
    plain, words, paper, said = LISTS[case]
    head = ["Deal", *((paper, plain) if first else (plain, paper)), "Created"]
    lines = [",".join(head)]
    for n in range(24):
        stage = words.split("|")[n % 4]
        state = said.split("|")[(n // 2) % len(said.split("|"))]
        cells = (state, stage) if first else (stage, state)
        lines.append(",".join([f"D{n}", *cells, f"2024-01-{n + 1:02}"]))
    return "\n".join([*lines, ""]).encode()


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("case", LISTS)
def test_the_deals_own_column_tells_how_it_stands(case, first):
    deals = ck.load(rows(case, first=first)).deals
    assert deals["outcome"].astype(str).value_counts().to_dict() == {
        "open": 12,
        "won": 6,
        "lost": 6,
    }
    assert LISTS[case][2] in deals


def test_it_tells_where_the_stage_names_no_ends():
    text = rows("en", first=False).decode().replace("Won", "Contract").replace("Lost", "Meeting")
    deals = ck.load(text.encode()).deals
    assert set(deals["outcome"].astype(str)) == {"open", "won", "lost"}


def test_it_may_be_named():
    deals = ck.load(rows("en", first=False), columns={"status": "Quote Status"}).deals
    assert deals["outcome"].astype(str).value_counts()["won"] != 6
