"""Didar (دیدار): the workbook of deals, with Jalali dates and one row per product line. No stage history.

Headers: an importer of a real account's workbooks, in which 1,192 rows were 967 deals. The deal's columns
stand in each of its rows, its value too.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "معاملات > همه‌ی معاملات (جاری، موفق و ناموفق) > خروجی اکسل. The file has no stage history: keep a dated "
    "export every week in one folder and load the folder; give the order of stages with stages=."
)

PERSIAN = {
    "deal_id": ("کد دیدار معامله",),
    "name": ("عنوان معامله",),
    "account": ("شرکت معامله", "نام خانوادگی شخص معامله"),
    "owner": ("مسئول معامله",),
    "stage": ("مرحله کاریز معامله",),
    "status": ("وضعیت معامله",),
    "amount": ("ارزش معامله",),
    "created_at": ("تاریخ ایجاد معامله",),
    "closed_at": ("تاریخ انجام معامله",),
    "expected_close": ("تاریخ احتمالی انجام معامله",),
    "lost_reason": ("دلیل شکست معامله",),
    "source": ("شیوه آشنایی معامله",),
    "product": ("عنوان محصول",),
}

DIALECTS = (
    Dialect(
        crm="didar",
        title="Didar",
        language="fa",
        tells=(("کد دیدار معامله",), ("مرحله کاریز معامله", "وضعیت معامله")),
        columns=PERSIAN,
        dates="ymd",
        lines_per_deal=True,
        export=EXPORT,
    ),
)
