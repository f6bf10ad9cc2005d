"""Writes the hostile files beside this module, small and always the same; `NN_` is the row of the list they stand for.

python -m tests.hostile.make
"""

import csv
import datetime as dt
import io
import json
import random
import zipfile
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
EPOCH = (1980, 1, 1, 0, 0, 0)  # what every member of an archive is dated

Rows = list[list[str]]
HEADER = ["Deal ID", "Deal Name", "Stage", "Owner", "Created Date", "Close Date", "Amount"]
DEALS = [
    ["11", "Alder", "New", "Ada", "2024-01-02", "", "1000"],
    ["12", "Birch", "Offer", "Ben", "2024-01-03", "", "2000"],
    ["13", "Cedar", "Won", "Ada", "2024-01-04", "2024-02-20", "3000"],
    ["14", "Dogwood", "Lost", "Ben", "2024-01-05", "2024-03-01", "4000"],
]
LOG = ["Deal ID", "Stage", "Entered at"]


def text(rows: Rows, separator: str = ",", end: str = "\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    return file.getvalue()


def plain(rows: Rows, **options: str) -> bytes:
    return text(rows, **options).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return file.getvalue()


def members(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook(
    rows: list[list], formulas: dict[tuple[int, int], tuple[str, float]] | None = None
) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": dt.datetime(*EPOCH)})
    sheet = book.add_worksheet("Report")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    for (row, column), (formula, value) in (formulas or {}).items():
        sheet.write_formula(row, column, formula, None, value)
    book.close()
    return zipped(members(file.getvalue()))


def page(rows: Rows) -> bytes:
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return ("<html><body><table>\n" + "\n".join(lines) + "\n</table></body></html>\n").encode()


def mail(rows: Rows) -> bytes:
    """The form of "single file web page"."""
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return head.encode() + page(rows)


# -- what the files hold, in the order of the list -------------------------------------------------


def encodings() -> dict[str, bytes]:
    polish = [
        ["ID szansy", "Nazwa", "Etap", "Opiekun", "Data utworzenia", "Data zamknięcia", "Kwota"],
        ["11", "Świerk", "Nowa", "Żaneta", "02.01.2024", "", "1 000,50"],
        ["12", "Dąb", "Oferta", "Łucja", "13.01.2024", "", "2 000,00"],
        ["13", "Buk", "Wygrana", "Żaneta", "04.01.2024", "20.02.2024", "12 500,50"],
        ["14", "Klon", "Przegrana", "Łucja", "05.01.2024", "01.03.2024", "4 000,00"],
    ]
    french = [["Deal ID", "Deal Name", "Stage", "Owner", "Created Date", "Close Date", "Amount"]]
    french += [
        ["11", "Chêne", "Négociation", "Françoise Lefèvre", "2024-01-02", "", "1000"],
        ["12", "Érable", "Négociation", "Jérôme Gauthier", "2024-01-03", "", "2000"],
        ["13", "Hêtre", "Gagné", "Françoise Lefèvre", "2024-01-04", "2024-02-20", "3000"],
    ]
    return {
        "01_byte_order_mark.csv": b"\xef\xbb\xbf" + plain([HEADER, *DEALS]),
        "02_semicolons.csv": plain(polish, separator=";", end="\r\n"),
        "03_cp1252.csv": text(french).encode("cp1252"),
        "04_utf16_tabs.csv": text([HEADER, *DEALS], separator="\t", end="\r\n").encode("utf-16"),
    }


def disguises() -> dict[str, bytes]:
    return {
        "05_web_page.xls": page([HEADER, *DEALS]),
        "05_mail.xls": mail([HEADER, *DEALS]),
        "05_tabs.xls": plain([HEADER, *DEALS], separator="\t"),
        "06_workbook.csv": workbook([HEADER, *DEALS]),
        "06_archive.csv": zipped({"Deals_001.csv": plain([HEADER, *DEALS])}),
    }


OPPORTUNITY = ["Opportunity ID", "Opportunity Name", "Opportunity Owner", "Stage", "Amount"]
OPPORTUNITY += ["Created Date", "Close Date"]
OPPORTUNITIES = [
    ["006A1", "Alder", "Ada", "Prospecting", "1000", "2024-01-02", "2024-06-30"],
    ["006A2", "Birch", "Ben", "Prospecting", "2000", "2024-01-03", "2024-06-30"],
    ["006A3", "Cedar", "Ada", "Closed Won", "3000", "2024-01-04", "2024-02-20"],
    ["006A4", "Dogwood", "Ben", "Closed Lost", "4000", "2024-01-05", "2024-03-01"],
]


def furniture() -> dict[str, bytes]:
    report = [
        ["All opportunities"],
        ["Filtered by: all time"],
        [],
        OPPORTUNITY,
        *OPPORTUNITIES,
        ["", "", "", "", "10000", "", ""],
        [],
        ["Grand Totals (4 records)"],
        ["Confidential Information - Do Not Distribute"],
        ["Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved."],
    ]
    grouped = [
        ["All opportunities by stage"],
        [],
        [
            "Stage",
            "Opportunity ID",
            "Opportunity Name",
            "Opportunity Owner",
            "Amount",
            "Created Date",
            "Close Date",
        ],
        ["Prospecting", "006A1", "Alder", "Ada", 1000, "2024-01-02", "2024-06-30"],
        ["", "006A2", "Birch", "Ben", 2000, "2024-01-03", "2024-06-30"],
        ["Subtotal", "", "", "", 3000],
        ["Closed Won", "006A3", "Cedar", "Ada", 3000, "2024-01-04", "2024-02-20"],
        ["Subtotal", "", "", "", 3000],
        ["Closed Lost", "006A4", "Dogwood", "Ben", 4000, "2024-01-05", "2024-03-01"],
        ["Subtotal", "", "", "", 4000],
        ["Total", "", "", "", 10000],
    ]
    odoo = [
        ["Opportunity", "Stage", "Salesperson", "Expected Revenue", "Created on", "Closed Date"],
        ["Ada (2)", "", "", 4000, "", ""],
        ["    New (1)", "", "", 1000, "", ""],
        ["Alder", "New", "Ada", 1000, "2024-01-02 09:00:00", ""],
        ["    Won (1)", "", "", 3000, "", ""],
        ["Cedar", "Won", "Ada", 3000, "2024-01-04 09:00:00", "2024-02-20 10:00:00"],
        ["Ben (1)", "", "", 2000, "", ""],
        ["    New (1)", "", "", 2000, "", ""],
        ["Birch", "New", "Ben", 2000, "2024-01-03 09:00:00", ""],
    ]
    board = [["Open"], HEADER, *DEALS[:2], [], ["Closed"], HEADER, *DEALS[2:]]
    blank = [
        ["", "", "", "", "", "", ""],
        HEADER,
        DEALS[0],
        [""] * 7,
        *DEALS[1:],
        [""] * 7,
        [""] * 7,
    ]
    return {
        "07_titles_and_footers.csv": plain(report),
        "08_groups.xlsx": workbook(grouped),
        "08_groups_with_counts.xlsx": workbook(odoo),
        "09_header_again.csv": plain(board),
        "34_blank_rows.csv": plain(blank),
    }


def headers() -> dict[str, bytes]:
    same = [
        [*HEADER, "Currency", "Modified on", "Currency", "Modified On"],
        [*DEALS[0], "EUR", "2024-03-01", "USD", "2024-03-02"],
        [*DEALS[2], "EUR", "2024-03-01", "USD", "2024-03-02"],
    ]
    new, old = 'Date entered "Offer (Sales)"', "Date entered 'Offer (Sales)'"
    hubspot = [
        [
            "Record ID ",
            "deal name",
            "Deal Stage",
            "Pipeline",
            "Create Date",
            "Close Date",
            old,
            new,
        ],
        ["1", "Alder", "Offer", "Sales", "2024-01-02", "", "2024-01-09", "2024-01-10"],
        ["2", "Birch", "Offer", "Sales", "2024-01-03", "", "2024-01-09", "2024-01-11"],
    ]
    persian = [
        ["شناسه معامله", "عنوان معامله", "مرحله", "مسئول", "تاريخ ايجاد", "تاریخ بستن", "مبلغ"],
        ["۱", "سرو", "مذاکره", "آدا", "۱۴۰۲/۱۰/۱۲", "", "۱۰۰۰"],
        ["۲", "کاج", "مذاكره", "آدا", "۱۴۰۲/۱۰/۱۳", "", "۲۰۰۰"],
    ]
    return {
        "10_same_headers.csv": plain(same),
        "11_quotes_in_headers.csv": plain(hubspot),
        "11_letters_in_headers.csv": plain(persian),
    }


def ids() -> dict[str, bytes]:
    guarded = [
        [*HEADER, "Phone", "Discount"],
        [*DEALS[0], "'+48 22 000 00 00", "'-5 %"],
        [*DEALS[1][:6], "'-2000", "'+48 22 000 00 01", "'-10 %"],
        [*DEALS[2], "'=1+1", "'@here"],
    ]
    powers = [HEADER, *([row[0][:0] + "1.23457E+11", *row[1:]] for row in DEALS)]
    noughts = [
        HEADER,
        *([f"12345678901234500{n // 2}"[:15] + "000", *row[1:]] for n, row in enumerate(DEALS)),
    ]
    short = ["0065f00000AbCdE", "0065f00000AbCde", "0065f00000AbCdF"]
    long = [short[0] + "AAZ", short[1] + "AA2", short[2] + "AAT"]
    deals = [OPPORTUNITY] + [[long[n], *OPPORTUNITIES[n][1:]] for n in range(3)]
    history = [
        ["Opportunity ID", "From Stage", "To Stage", "Last Modified"],
        [short[0], "", "Prospecting", "2024-01-02 09:00:00"],
        [short[1], "", "Prospecting", "2024-01-03 09:00:00"],
        [short[2], "", "Prospecting", "2024-01-04 09:00:00"],
        [short[2], "Prospecting", "Closed Won", "2024-02-20 09:00:00"],
    ]
    return {
        "12_apostrophes.csv": plain(guarded),
        "13_ids_as_powers.csv": plain(powers),
        "13_ids_with_noughts.csv": plain(noughts),
        "14_ids_of_18.csv": plain(deals),
        "14_ids_of_15.history.csv": plain(history),
    }


def dates() -> dict[str, bytes]:
    dice = random.Random(15)
    mixed = [HEADER]
    for n in range(150):
        created = f"2024-{1 + n % 6:02d}-{dice.randint(1, 28):02d}"
        written = [created, "/".join(created.split("-")), f"{created} 10:30", created][n % 4]
        closed = {7: "TBD", 8: "не закрыта", 9: "2031-05-01"}.get(n, f"2024-{7 + n % 4:02d}-11")
        stage = ["Lost", "Won", "Won", "New"][n % 4] if n > 9 else "Won"
        closed = "" if stage == "New" else closed
        mixed.append([str(n), "Alder", stage, "Ada", written, closed, "100"])
    unreadable = [HEADER, *([*row[:4], "soon", *row[5:]] for row in DEALS)]
    slashes = [
        ["03/04/2024", ""],
        ["05/06/2024", ""],
        ["01/02/2024", "07/08/2024"],
        ["02/03/2024", "09/10/2024"],
    ]
    undecidable = [
        HEADER,
        *([*row[:4], *pair, row[6]] for row, pair in zip(DEALS, slashes, strict=True)),
    ]
    serials = [["45293", ""], ["45294", ""], ["45295", "45342"], ["45296.5", "45352"]]
    serial = [
        HEADER,
        *([*row[:4], *pair, row[6]] for row, pair in zip(DEALS, serials, strict=True)),
    ]
    jalali = [
        [
            "شناسه معامله",
            "عنوان معامله",
            "مرحله",
            "مسئول",
            "تاریخ ایجاد",
            "تاریخ بستن",
            "مبلغ (تومان)",
        ],
        ["۱", "سرو", "مذاکره", "آدا", "۱۴۰۲/۰۵/۱۷", "", "۱٬۲۵۰٬۰۰۰"],
        ["۲", "کاج", "موفق", "آدا", "١٤٠٢/٠٥/١٨", "۱۴۰۲/۰۶/۳۱", "۲٬۰۰۰٬۰۰۰"],
        ["۳", "بید", "ناموفق", "آدا", "1402/05/19", "۱۴۰۲/۰۷/۰۱", "۳۰۰٬۰۰۰"],
    ]
    naive = [
        LOG,
        ["1", "New", "2024-03-30 23:30:00"],
        ["1", "Offer", "2024-03-31T22:30:00+02:00"],
        ["2", "New", "2024-03-31T20:30:00Z"],
    ]
    return {
        "15_mixed_dates.csv": plain(mixed),
        "15_no_dates.csv": plain(unreadable),
        "16_day_or_month.csv": plain(undecidable),
        "17_day_numbers.csv": plain(serial),
        "18_jalali.csv": plain(jalali),
        "19_zones.csv": plain(naive),
    }


def money() -> dict[str, bytes]:
    written = [
        "$21,000",
        "58.8k",
        "12\u00a0500,50",
        "1.234,56",
        "1,234.56",
        "(300)",
        "1'000.25",
        "2 M",
        "n/a",
        "",
    ]
    amounts = [
        HEADER,
        *(
            [str(n), "Alder", "New", "Ada", "2024-01-02", "", cell]
            for n, cell in enumerate(written)
        ),
    ]
    currencies = [
        ["Opportunity ID", "Opportunity Name", "Opportunity Owner", "Stage", "Amount Currency", "Amount",
         "Amount (converted) Currency", "Amount (converted)", "Created Date", "Close Date"],
        ["006A1", "Alder", "Ada", "Prospecting", "MXN", "20000", "USD", "1000", "2024-01-02", "2024-06-30"],
        ["006A2", "Birch", "Ben", "Closed Won", "USD", "2000", "USD", "2000", "2024-01-03", "2024-02-01"],
        ["006A3", "Cedar", "Ada", "Closed Lost", "PEN", "3750", "USD", "1000", "2024-01-04", "2024-02-20"],
    ]  # fmt: skip
    alone = [[*row[:6], *row[8:]] for row in currencies]
    cents = [
        ["id", "lead_name", "user_name", "status_label", "status_type", "value", "value_formatted", "value_currency",
         "value_period", "confidence", "date_created", "date_won", "date_lost"],
        ["oppo_1", "Alder", "Ada", "Demo", "active", "50000", "$500", "USD", "one_time", "50", "2024-01-02", "", ""],
        ["oppo_2", "Birch", "Ben", "Won", "won", "120000", "$1,200", "USD", "one_time", "100", "2024-01-03",
         "2024-02-01", ""],
        ["oppo_3", "Cedar", "Ada", "Lost", "lost", "9900", "$99", "USD", "one_time", "0", "2024-01-04", "",
         "2024-02-20"],
    ]  # fmt: skip
    return {
        "20_amounts.csv": plain(amounts),
        "21_converted.csv": plain(currencies),
        "21_not_converted.csv": plain(alone),
        "22_cents.csv": plain(cents),
    }


def rows_and_outcomes() -> dict[str, bytes]:
    didar = [
        ["کد دیدار معامله", "عنوان معامله", "مسئول معامله", "مرحله کاریز معامله", "وضعیت معامله", "ارزش معامله",
         "تاریخ ایجاد معامله", "تاریخ انجام معامله", "عنوان محصول"],
        ["1", "سرو", "آدا", "مذاکره", "جاری", "3000", "1402/05/17", "", "الف"],
        ["1", "سرو", "آدا", "مذاکره", "جاری", "3000", "1402/05/17", "", "ب"],
        ["2", "کاج", "آدا", "قرارداد", "موفق", "500", "1402/05/18", "1402/06/31", "الف"],
        ["3", "بید", "آدا", "مذاکره", "ناموفق", "200", "1402/05/19", "1402/07/01", "الف"],
    ]  # fmt: skip
    activities = [[*OPPORTUNITY, "Activity"]]
    activities += [
        [*OPPORTUNITIES[0], "Call"],
        [*OPPORTUNITIES[0], "Mail"],
        [*OPPORTUNITIES[0], "Mail"],
    ]
    activities += [[*OPPORTUNITIES[2], "Call"]]
    odoo = [
        ["Opportunity", "Stage", "Salesperson", "Expected Revenue", "Created on", "Closed Date"]
    ]
    odoo += [[f"Alder {n}", "Won", "Ada", "100", "2024-01-02", "2024-02-02"] for n in range(10)]
    odoo += [["Birch", "New", "Ben", "100", "2024-01-03", ""]]
    third = [["Deal ID", "Stage", "Status", "Owner", "Created Date", "Close Date"]]
    for n, word in enumerate(
        ["Open", "Won", "Lost", "Abandoned", "Suspended", "Unqualified", "Deleted", "Disqualified"]
    ):
        third.append([str(n), "Offer", word, "Ada", "2024-01-02", "2024-02-02" if n else ""])
    return {
        "23_product_lines.csv": plain(didar),
        "23_activities.csv": plain(activities),
        "24_nothing_lost.csv": plain(odoo),
        "25_third_outcomes.csv": plain(third),
    }


def stage_names() -> dict[str, bytes]:
    def deals(names: list[str]) -> bytes:
        closed = {"won", "lost"}
        return plain(
            [HEADER]
            + [
                [str(n), "Alder", name, "Ada", "2024-01-02",
                 "2024-02-02" if any(word in name.casefold() for word in closed) else "", "100"]
                for n, name in enumerate(names)
            ]
        )  # fmt: skip

    renamed = [
        LOG,
        ["1", "New", "2024-01-02"], ["1", "Demo", "2024-01-10"], ["1", "Won", "2024-02-01"],
        ["2", "New", "2024-07-02"], ["2", "Presentation", "2024-07-10"],
        ["3", "New", "2024-05-02"], ["3", "88123", "2024-05-10"],
    ]  # fmt: skip
    settings = '[[rename]]\nfrom = "Demo"\nto = "Presentation"\nsince = 2024-07-01\n\n'
    settings += '[[rename]]\nfrom = "88123"\nto = "Presentation"\n'
    return {
        "26_spellings.csv": deals(
            [
                "Proposal/Price Quote",
                "Proposal Price/Quote",
                "Proposal/Price Quote",
                "closed won ",
                "Closed Won",
                "CLOSED LOST",
            ]
        ),
        "27_numbers_in_front.csv": deals(
            ["10-discover", "2-Qualify", "Stage 3.1: Offer", "#09 WON", "11 - Lost"]
        ),
        "27_numbers_behind.csv": deals(
            ["New (10%)", "Offer (50 %)", "New (10%)", "Closed Won (100%)", "Lost (123)"]
        ),
        "32_renamed.csv": plain(renamed),
        "32_renamed.cycle.toml": settings.encode(),
    }


def histories() -> dict[str, bytes]:
    edits = [["Opportunity ID", "Field / Event", "Old Value", "New Value", "Edit Date"]]
    edits += [
        ["006A1", "Created.", "", "", "2024-01-02 09:00:00"],
        ["006A1", "Amount", "900", "1000", "2024-01-03 09:00:00"],
        ["006A1", "Stage", "Prospecting", "Negotiation", "2024-01-04 09:00:00"],
        ["006A1", "Close Date", "2024-05-31", "2024-06-30", "2024-01-05 09:00:00"],
        ["006A1", "Stage", "Negotiation", "Closed Won", "2024-01-06 09:00:00"],
    ]
    saves = [["OpportunityId", "StageName", "CreatedDate", "Amount"]]
    saves += [
        ["006A1", "Prospecting", "2024-01-02 09:00:00", "900"],
        ["006A1", "Prospecting", "2024-01-03 09:00:00", "1000"],
        ["006A1", "Prospecting", "2024-01-04 09:00:00", "1100"],
        ["006A1", "Closed Won", "2024-01-05 09:00:00", "1100"],
    ]
    newest = [
        LOG,
        ["1", "Won", "2024-01-09"], ["1", "Offer", "2024-01-05"], ["1", "New", "2024-01-05"],
        ["2", "Offer", "2024-01-05"], ["2", "New", "2024-01-02"],
    ]  # fmt: skip
    wide = [["Record ID", "Deal Name", "Deal Stage", "Pipeline", "Create Date", "Close Date"]]
    wide[0] += [f'Date entered "{stage} (Sales)"' for stage in ("New", "Demo", "Offer", "Won")]
    wide += [
        [
            "1",
            "Alder",
            "Won",
            "Sales",
            "2024-01-02",
            "2024-02-01",
            "2024-01-02",
            "2024-01-08",
            "2024-01-20",
            "2024-02-01",
        ],
        ["2", "Birch", "Offer", "Sales", "2024-01-02", "", "2024-01-02", "", "2024-01-20", ""],
        [
            "3",
            "Cedar",
            "Demo",
            "Sales",
            "2024-01-10",
            "",
            "2024-01-10",
            "2024-01-25",
            "2024-01-20",
            "",
        ],
        [
            "4",
            "Dogwood",
            "Offer",
            "Sales",
            "2024-01-10",
            "",
            "2024-01-10",
            "2024-01-08",
            "2024-01-20",
            "",
        ],
    ]
    bulk = [LOG, *([str(n), "New", f"2024-01-{n + 1:02d} 09:00:00"] for n in range(25))]
    bulk += [[str(n), "Offer", "2024-03-01 12:34:56"] for n in range(24)]
    twenty = [LOG]
    for deal in ("1", "2"):
        twenty += [[deal, ["New", "Offer"][n % 2], f"2024-01-{n + 1:02d}"] for n in range(20)]
    return {
        "28_edits.csv": plain(edits),
        "28_saves.csv": plain(saves),
        "29_newest_first.csv": plain(newest),
        "30_out_of_order.csv": plain(wide),
        "31_bulk_moves.csv": plain(bulk),
        "35_twenty_values.csv": plain(twenty),
    }


def texts_and_secrets() -> dict[str, bytes]:
    note = 'First line\r\nsecond; line, with "quotes"\n\n<b>and</b> <script>alert(1)</script>;;;'
    noted = [[*HEADER, "Notes"], *([*row, note] for row in DEALS)]
    cut = plain(noted)[:-60]
    dice = random.Random(36)
    secret = [HEADER]
    for n in range(12):
        name = "".join(dice.choices("bcdfghjklmnp", k=9))
        secret.append(
            [
                f"id{name}",
                f"deal{name}",
                "New",
                f"owner{name}",
                f"date{name}" if n % 2 else "2024-01-02",
                "",
                "1",
            ]
        )
    return {
        "33_notes.csv": plain(noted),
        "35_cut_off.csv": cut,
        "36_secrets.csv": plain(secret),
    }


# -- beyond the list: what a file may do on purpose ------------------------------------------------

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "Stolen"><!ENTITY b SYSTEM "file:///etc/passwd">'
    '<!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
)


def attacks() -> dict[str, bytes]:
    bomb = zipped({"Deals.csv": plain([HEADER]) + b"0" * 30_000_000})
    parts = members(workbook([HEADER, *DEALS]))
    strings = parts["xl/sharedStrings.xml"].decode()
    body = strings.partition("?>")[2].replace("<t>Alder</t>", "<t>&b;&c;</t>")
    parts["xl/sharedStrings.xml"] = (ENTITIES + body).encode()
    big = dict(members(workbook([HEADER, *DEALS])))
    big["xl/media/image1.png"] = b"\0" * 30_000_000
    formulas = {(1, 6): ('=WEBSERVICE("https://example.com/")', 1000), (2, 6): ("=1000+1000", 2000)}
    typed = [HEADER, [*DEALS[0][:6], "=1+1"], *DEALS[1:]]
    typed[2] = ["12", "=cmd|'/c calc'!A1", *DEALS[1][2:]]
    nested = zipped({"inner.zip": zipped({"Deals.csv": plain([HEADER, *DEALS])})})
    return {
        "x_bomb.zip": bomb,
        "x_bomb.xlsx": zipped(big),
        "x_entities.xlsx": zipped(parts),
        "x_formulas.xlsx": workbook([HEADER, *DEALS], formulas),
        "x_formulas.csv": plain(typed),
        "x_archive_in_archive.zip": nested,
        "x_json.csv": json.dumps([dict(zip(HEADER, row, strict=True)) for row in DEALS]).encode(),
    }


def files() -> dict[str, bytes]:
    """Every file by name, as bytes."""
    makers = (encodings, disguises, furniture, headers, ids, dates, money, rows_and_outcomes)
    makers += (stage_names, histories, texts_and_secrets, attacks)
    return {name: data for maker in makers for name, data in maker().items()}


if __name__ == "__main__":
    for name, data in files().items():
        (HERE / name).write_bytes(data)
