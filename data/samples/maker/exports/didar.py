"""didar_deals.xlsx: the B2B deals as Didar exports them: Persian, Jalali days, a row per product line.

The columns of a deal stand in each of its rows, its value too. Didar knows no third outcome.
"""

from collections.abc import Callable, Iterator
from datetime import date

from .. import company as co
from ..deals import Deal
from ..small import table_of_cells
from .odoo import chosen

STAGES = dict(
    zip(co.STAGES["B2B"], ("سرنخ جدید", "نیازسنجی", "پیش‌فاکتور", "مذاکره", "قرارداد"), strict=True)
)
STATUS = {"open": "جاری", "won": "موفق", "lost": "ناموفق", "dropped": "ناموفق"}
BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before each month
RIALS = 650_000  # for a euro


def jalali(day: date | None) -> str:
    """The day in the Iranian calendar, by the 33-year rule, which holds for all years of the samples."""
    if day is None:
        return ""
    year = day.year + (day.month > 2)
    days = 355_666 + 365 * day.year + (year + 3) // 4 - (year + 99) // 100 + (year + 399) // 400
    days += day.day + BEFORE[day.month - 1]
    cycles, days = divmod(days, 12_053)
    fours, days = divmod(days, 1_461)
    written = -1_595 + 33 * cycles + 4 * fours
    if days > 365:
        more, days = divmod(days - 1, 365)
        written += more
    month, rest = (
        (1 + days // 31, days % 31) if days < 186 else (7 + (days - 186) // 30, (days - 186) % 30)
    )
    return f"{written}/{month:02d}/{rest + 1:02d}"


def products(deal: Deal) -> list[str]:
    """What was offered: every third deal has a second product, some no product at all."""
    others = [name for name in co.PRODUCTS["B2B"] if name != deal.product]
    turn = deal.number // 24  # the samples hold every 24th deal
    if turn % 7 == 0:
        return []
    return [deal.product, others[turn % 4]] if turn % 3 == 0 else [deal.product]


def rows(deals: list[Deal]) -> Iterator[dict]:
    for deal in deals:
        closed = deal.closed_at.date() if deal.closed_at else None
        for turn, product in enumerate(products(deal) or [""]):
            yield {
                "کد دیدار معامله": str(100_000 + deal.number),
                "عنوان معامله": deal.name,
                "وضعیت معامله": STATUS[deal.outcome],
                "مرحله کاریز معامله": STAGES[deal.stage],
                "ارزش معامله": None if deal.value is None else round(deal.value) * RIALS,
                "مسئول معامله": deal.owner,
                "ثبت کننده معامله": deal.owner,
                "تاریخ ایجاد معامله": jalali(deal.created_at.date()),
                "تاریخ انجام معامله": jalali(closed),
                "تاریخ احتمالی انجام معامله": jalali(deal.expected_close),
                "دلیل شکست معامله": deal.lost_reason,
                "شیوه آشنایی معامله": deal.source,
                "شرکت معامله": f"{deal.account} ",  # stray spaces are common there
                "کد محصول": f"P-{turn + 1}" if product else "",
                "عنوان محصول": product,
                "تعداد محصول": turn + 1 if product else None,
                "قیمت": 1_000_000 * (turn + 1) if product else None,
            }


def written(deals: list[Deal]) -> bytes:
    return table_of_cells(rows(chosen(deals)), sheet="معاملات")


FILES: dict[str, Callable[[list[Deal]], bytes]] = {"local/didar_deals.xlsx": written}
