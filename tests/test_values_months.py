"""Names of months: every one that is known is read in a date, and means one month only."""

import pandas as pd
import pytest
from persiantools.jdatetime import JalaliDate

from cycle_kit.values import read_dates
from cycle_kit.values.months import MONTHS

YEARS = {"Gregorian": 2024, "Jalali": 1403, "Hijri": 1446}


def read(*cells):
    return read_dates(pd.Series(cells, dtype="str"), column="Close Date").values.tolist()


@pytest.mark.parametrize(
    "way", ["9 {name} {year}", "{name} 9, {year}", "09-{name}-{year}", "{year} {name} 9 10:30"]
)
def test_every_name_is_read(way):
    cells = [way.format(name=name, year=YEARS[calendar]) for name, (calendar, _) in MONTHS.items()]
    for at, (name, (calendar, number)) in zip(read(*cells), MONTHS.items(), strict=True):
        assert not pd.isna(at), name
        if calendar == "Gregorian":
            assert (at.month, at.day) == (number, 9), name
        if calendar == "Jalali":
            assert JalaliDate(at.date()).month == number, name


#: attested in files: where they are used -> January to December, or the first month to the last
USED = {
    "Levant": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
    "Iraq": "كانون ثاني|شباط|اذار|نيسان|مايس|حزيران|تموز|اب|ايلول|تشرين اول|تشرين ثاني|كانون اول",
    "Algeria and Tunisia": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "Morocco": "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر",
    "Egypt": "يناير|فبراير|مارس|ابريل|مايو|يونيه|يوليه|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر",
    "Iran, Gregorian": "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
    "Afghanistan, Gregorian": "جنوری|فبروری|مارچ|اپریل|می|جون|جولای|اگست|سپتمبر|اکتوبر|نومبر|دسمبر",
    "Turkey": "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
    "Turkey, short": "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
    "Turkey, capitals": "OCAK|ŞUBAT|MART|NİSAN|MAYIS|HAZİRAN|TEMMUZ|AĞUSTOS|EYLÜL|EKİM|KASIM|ARALIK",
    "Ukraine": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "Poland": "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
    "Bulgaria, short": "яну.|фев.|мар.|апр.|май|юни|юли|авг.|сеп.|окт.|ное.|дек.",
    "Netherlands": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "Czechia": "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
}
SOLAR = {
    "Iran": "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
    "Afghanistan": "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
    "Afghanistan, Pashto": "وری|غویی|غبرګولی|چنګاښ|زمری|وږی|تله|لړم|لیندۍ|مرغومی|سلواغه|کب",
}


@pytest.mark.parametrize("names", USED.values(), ids=USED)
def test_twelve_months(names):
    found = read(*(f"9 {name} 2024" for name in names.split("|")))
    assert [(at.month, at.day, at.year) for at in found] == [(n, 9, 2024) for n in range(1, 13)]


@pytest.mark.parametrize("names", SOLAR.values(), ids=SOLAR)
def test_twelve_solar_months(names):
    found = [JalaliDate(at.date()) for at in read(*(f"۹ {n} ۱۴۰۳" for n in names.split("|")))]
    assert [(at.month, at.day, at.year) for at in found] == [(n, 9, 1403) for n in range(1, 13)]
