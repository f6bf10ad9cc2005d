"""Facts: the names of months and the small words that stand around a date, folded."""

import re
from collections.abc import Iterable

from cycle_kit.values.text import fold
from cycle_kit.values.weekdays import WEEKDAYS

#: per calendar: paragraphs of twelve; names of one month are separated by "/"
_GREGORIAN = """
january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept
october/oct november/nov december/dec

styczeń/stycznia/sty luty/lutego/lut marzec/marca/mar kwiecień/kwietnia/kwi maj/maja
czerwiec/czerwca/cze lipiec/lipca/lip sierpień/sierpnia/sie wrzesień/września/wrz
październik/października/paź listopad/listopada/lis grudzień/grudnia/gru

януари/яну/ян февруари/фев/февр март/мар април/апр май юни/юн юли/юл август/авг
септември/сеп/септ октомври/окт ноември/ное/ноем декември/дек

январь/января/янв февраль/февраля марта апрель/апреля мая июнь/июня/июн июль/июля/июл августа
сентябрь/сентября/сен/сент октябрь/октября ноябрь/ноября/ноя/нояб декабрь/декабря

januar/jänner februar/feber märz/mär/mrz april mai juni juli august september oktober/okt
november dezember/dez

janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aou septembre octobre
novembre décembre/déc

enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre
noviembre diciembre/dic

janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro/set outubro/out novembro
dezembro/dez

ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki
kasım/kas aralık/ara

січень/січня/січ лютий/лютого/лют березень/березня/бер квітень/квітня/квіт/кві травень/травня/трав/тра
червень/червня/черв/чер липень/липня/лип серпень/серпня/серп/сер вересень/вересня/вер жовтень/жовтня/жовт/жов
листопад/листопада/лист/лис грудень/грудня/груд/гру

januari februari maart/mrt april mei juni juli augustus september oktober november december

januar/jan. februar/feb. marts april maj juni juli august/aug. september oktober november desember/des

leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna září
říjen/října listopadu prosinec/prosince

ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie

gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre ottobre/ott
novembre dicembre

i ii iii iv v vi vii viii ix x xi xii

ژانویه فوریه مارس آوریل/آپریل مه/می ژوئن/جون ژوئیه/جولای اوت/آگوست/اگوست سپتامبر اکتبر نوامبر
دسامبر

جنوری فبروری/فروری مارچ اپریل می/مئی جون جولای/جولائی اگست سپتمبر/ستمبر اکتوبر نومبر دسمبر

يناير فبراير مارس أبريل/إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر

جانفي فيفري مارس أفريل ماي جوان جويلية/جويليه أوت سبتمبر أكتوبر نوفمبر ديسمبر

يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر

كانون_الثاني/كانون_ثاني شباط آذار نيسان أيار/نوار حزيران تموز آب أيلول تشرين_الأول/تشرين_أول
تشرين_الثاني/تشرين_ثاني كانون_الأول/كانون_أول

جانفيي فيفريي مارس أبريل مايس يونيه/يونية يوليه/يولية أغشت سبتنبر أكتوبر نوفنبر ديسنبر
"""
_JALALI = """
فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند/اسپند

حمل ثور جوزا/جوزاء سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت

وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب

hamal sawr jawza saratan asad sonbola mizan aqrab qaws jadi dalw hut

farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand
"""
_HIJRI = """
محرم صفر ربيع_الأول ربيع_الآخر/ربيع_الثاني جمادى_الأولى/جمادى_الأول/جمادى_الاول
جمادى_الآخرة/جمادى_الثانية/جمادى_الثاني رجب شعبان رمضان شوال ذو_القعدة/ذي_القعدة/ذیقعده/ذی_قعده
ذو_الحجة/ذي_الحجة/ذیحجه/ذی_حجه

muharram safar rabi_al-awwal rabi_al-thani jumada_al-ula jumada_al-akhirah rajab shaban ramadan
shawwal dhu_al-qadah dhu_al-hijjah
"""
#: year, hour, "at", ordinals: they say nothing that the digits do not say
_FILLERS = """
r/roku/rok г/год/година/години/года р/року/рік saat ч/часа/час/ساعت/الساعة/godz/godzina
at/of/the/on/de/del/um/uhr/klo/à/o/w/в/във/kl/den/le/el/ee h t
st/nd/rd/th er/re go/тий/ти/ви/ри ماه/سال/مورخ/سنة/عام/يوم/روز ب
"""

_JALALI_MARKS = ("هجری شمسی", "هجری خورشیدی", "شمسی", "خورشیدی", "ه.ش", "ه. ش", "هش", "ش")
_HIJRI_MARKS = ("هجري قمري", "قمری", "هـ", "هـ.ق", "ه. ق", "ق", "ah")
_GREGORIAN_MARKS = ("ميلادي", "ميلادية", "م", "ad", "ce", "a.d", "н.е", "n.e")
#: both calendars count from the hijra: the year tells them apart
_ANY_HIJRA_MARKS = ("هجری", "هجرية")

_BEFORE_NOON = "am a.m. a.m ق.ظ ق.ظ. ق_ظ قبل_از_ظهر صبح ص صباحا пр.об. преди_обед 午前 上午 오전"
_AFTER_NOON = "pm p.m. p.m ب.ظ ب.ظ. ب_ظ بعد_از_ظهر عصر م مساء сл.об. след_обед 午後 下午 오후"


def _months(lists: str, calendar: str) -> dict[str, tuple[str, int]]:
    return {
        fold(name.replace("_", " ")): (calendar, number)
        for twelve in lists.split("\n\n")
        for number, names in enumerate(twelve.split(), start=1)
        for name in names.split("/")
    }


MONTHS: dict[str, tuple[str, int]] = {
    **_months(_GREGORIAN, "Gregorian"),
    **_months(_JALALI, "Jalali"),
    **_months(_HIJRI, "Hijri"),
}
CALENDAR_MARKS: dict[str, str] = {
    **dict.fromkeys(_JALALI_MARKS, "Jalali"),
    **dict.fromkeys(_HIJRI_MARKS, "Hijri"),
    **dict.fromkeys(_GREGORIAN_MARKS, "Gregorian"),
    **dict.fromkeys(_ANY_HIJRA_MARKS, ""),
}


def any_of(words: Iterable[str], *, tail: str = "") -> str:
    """A pattern for one of these words, folded and whole; inner spaces may be missing."""
    longest_first = sorted({fold(word) for word in words}, key=len, reverse=True)
    choice = "|".join(re.escape(word).replace(r"\ ", " ?") for word in longest_first)
    return rf"(?<![^\W\d_])(?:{choice}){tail}(?![^\W\d_])"


def letters(word: str) -> str:
    """The letters of a word alone, folded: names are looked up without their dots and spaces."""
    return "".join(c for c in fold(word) if c.isalpha())


def _words(lists: str) -> list[str]:
    return [word.replace("_", " ") for word in re.split(r"[\s/]+", lists.strip())]


def _single_words(names: Iterable[str]) -> set[str]:
    """Every word of these names, alone and run together."""
    parts = {part for name in names for part in re.split(r"[\W\d_]+", fold(name))}
    return parts | set(map(letters, names))


BEFORE_NOON, AFTER_NOON = _words(_BEFORE_NOON), _words(_AFTER_NOON)

#: names of zones that mean one offset only, in minutes; names used twice in the world are left out
ZONES = {
    **dict.fromkeys(("z", "utc", "gmt"), 0),
    **{"cet": 60, "cest": 120, "eet": 120, "eest": 180, "wet": 0, "west": 60, "msk": 180},
    **{"edt": -240, "est": -300, "cdt": -300, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480},
}

_MONTHS = {letters(name): month for name, month in MONTHS.items()}
_SMALL_WORDS = [*(day for day in WEEKDAYS if letters(day) not in _MONTHS), *_words(_FILLERS)]

#: every single word that can stand in a date
WORDS = frozenset(
    _single_words([*MONTHS, *CALENDAR_MARKS, *_SMALL_WORDS, *BEFORE_NOON, *AFTER_NOON, *ZONES])
)

MONTH = re.compile(any_of(MONTHS, tail="(?: ?ماه)?"))
CALENDAR_MARK = re.compile(any_of(CALENDAR_MARKS))
SMALL_WORD = re.compile(any_of(_SMALL_WORDS))


_CALENDAR_MARKS = {letters(mark): calendar for mark, calendar in CALENDAR_MARKS.items()}


def month_named(written: str) -> tuple[str, int]:
    """The calendar and the number of a month that `MONTH` found."""
    name = letters(written)
    return _MONTHS[name] if name in _MONTHS else _MONTHS[name.removesuffix("ماه")]


def calendar_marked(written: str) -> str:
    """The calendar that a mark found by `CALENDAR_MARK` names, "" where it leaves two."""
    return _CALENDAR_MARKS[letters(written)]
