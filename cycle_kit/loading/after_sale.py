"""Dates of what comes after the sale, which is planned when the contract is signed: its beginning, the delivery,
the completion. None of them is a step of the sale, nor the day on which it was closed."""

from __future__ import annotations

import re

import pandas as pd

from cycle_kit.errors import ColumnError
from cycle_kit.values import key, read_dates

LATE = pd.Timedelta(days=31)  # after the last step of all deals: a delivery is planned


def stems(lines: str) -> re.Pattern[str]:
    """Finds words that begin as one of these; one with a star before it may stand within a word."""
    words = lines.split()
    within = [re.escape(key(word)) for word in words if word.startswith("*")]
    first = [re.escape(key(word)) for word in words if not word.startswith("*")]
    return re.compile(rf"^(?:{'|'.join(first)})|{'|'.join(within)}")


BEGINNING = stems("""
    start begin commenc kickoff golive *beginn *start anfang rozpoczęci początek début demarrage démarrage
    inicio início comienzo começo inizio avvio aanvang ingang začát zahájen început inceput начал старт початок
    започван başlangıç başlama kezdet بدء بداية شروع آغاز
""")
SOLD = stems("""
    contract contrat *vertrag auftrag agreement order project projekt projet proyecto projeto progetto proiect work
    works travaux site service job umow zamówieni prac договор контракт проект работ supply sözleşme proje
    iş smlouv zmluv
    szerződés عقد قرارداد پروژه مشروع *leistung bau mission chantier obra obras lavori cantiere prestation
""")
DELIVERY = stems("""
    deliver completion handover installation *liefer *fertigstellung *übergabe *montage realizac dostaw odbiór odbior
    wdrożen livraison réception entrega entrega consegna installazione livrare predare dodán dodání oplever levering
    levertijd поставк доставк монтаж сдач изпълнени teslim kurulum تسليم تركيب تحویل نصب szállítás átadás instalacj
""")


def words_in(header: str) -> list[str]:
    """The words of a header as they are compared; what a hyphen ties is one."""
    words = [key(word).removeprefix("ال") for word in re.split(r"[\s_/().:,]+", header)]
    return [word for word in words if word]


def is_beginning(header: str) -> bool:
    """Whether a header means when what was sold begins: "Contract start", "Vertragsbeginn", "Start of works"."""
    words = words_in(header)
    begins = [word for word in words if BEGINNING.search(word)]
    return bool(begins) and any(SOLD.search(word) for word in words)


def is_after_sale(header: str) -> bool:
    """Whether a header means a beginning, a delivery or a completion of what was sold."""
    return is_beginning(header) or any(DELIVERY.search(word) for word in words_in(header))


def is_planned(texts: pd.Series, steps: pd.DataFrame) -> bool:
    """Whether dates of delivery lie far beyond those of all steps."""
    try:
        others = [read_dates(steps[header], column=header).values.max() for header in steps]
        last = read_dates(texts, column="").values.max()
    except ColumnError:
        return False
    return len(others) > 0 and bool(last > max(others) + LATE)
