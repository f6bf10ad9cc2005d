"""A masked file is read as the file is, and holds none of its names."""

import base64
import csv
import gzip
import io
import json
import re
import shutil
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit import files
from cycle_kit.cli import app
from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.files.frames import arrow_in
from cycle_kit.files.kinds import COLUMNAR
from cycle_kit.reports.masked_files.amounts import Rates, numeral, times, value_of
from cycle_kit.reports.masked_files.cells import ordinary
from cycle_kit.reports.masked_files.kinds import NAMES, own, recognised
from cycle_kit.reports.masked_files.pseudonyms import Pseudonyms
from cycle_kit.reports.masked_files.texts import cells
from cycle_kit.reports.masked_files.vocabulary import LETTERS, is_known
from cycle_kit.values import blank_word
from tests import layouts
from tests.forms import FORMS
from tests.test_files_workbook import OLD

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(
    path for path in (ROOT / "data/samples").rglob("*") if path.suffix in (".csv", ".xlsx")
)
HOSTILE = sorted(
    path
    for path in (ROOT / "tests/hostile").iterdir()
    if path.suffix in (".csv", ".xlsx", ".xls") and not path.name.startswith("x_bomb")
)
TEXTS = [path for path in HOSTILE if path.name != "x_entities.xlsx"]
WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")  # no part of a key
DEALS = ["stage", "outcome", "pipeline", "created_at", "closed_at", "expected_close", "probability"]
VISITS = ["stage", "entered_at", "left_at", "exit", "to_stage", "phase", "evidence"]


def rows(frame: pd.DataFrame, columns: list[str]) -> list[list[str]]:
    return sorted(frame[columns].astype("str").fillna("").to_numpy().tolist())


def shape(source) -> dict:
    """What loading says and finds, but for names and figures; deals are in the order of their names."""
    try:
        pipe = ck.load(source)
    except CycleKitError as error:
        return {"error": error.parts}
    told = pipe.notes.drop(columns="file").astype("str").to_numpy().tolist()
    return {
        "notes": told,
        "deals": rows(pipe.deals, DEALS),
        "visits": rows(pipe.visits, VISITS),
        "orders": pipe.orders,
        "as_of": pipe.as_of,
        "amounts": int(pipe.deals["amount"].notna().sum()),
        "nothing": int((pipe.deals["amount"] == 0).sum()),
        "currencies": sorted(pipe.deals["currency"].dropna()),
    }


def text_of(path: Path) -> str:
    """All that a file says."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if data.startswith(COLUMNAR):
        table = arrow_in(data, name="")
        return f"{table.schema} {table.to_pydict()}"
    if not data.startswith(b"PK"):
        return files.encoding.as_utf8(data, name="").data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return "\n".join(part.decode("utf-8", "ignore") for part in parts)


def names_in(path: Path) -> set[str]:
    """The names of deals, accounts and people in a file, and the texts of its own columns; no ordinary words."""
    found = set()
    for table in files.read(path):
        _, ours = recognised(table)
        for header in table.frame:
            name = ours.get(header, "")
            if name in NAMES or (not name and own(table.frame[header]) in ("own", "few")):
                found |= set(table.frame[header].str.strip())
    return {
        name for name in found if LETTERS.search(name) and not (ordinary(name) or blank_word(name))
    }


def masked(path: Path, folder: Path) -> Path:
    return ck.mask(path, folder / "new" / path.name)


def alone(path: Path, folder: Path) -> Path:
    """The file without what lies beside it."""
    return Path(shutil.copy(path, folder / path.name))


def holds(text: str, names: set[str]) -> list[str]:
    """The names that a text holds as they are, and their words that no other list has."""
    folded = {word.casefold() for word in WORD.findall(text)}
    words = {word.casefold() for name in names for word in WORD.findall(name) if len(word) > 3}
    return sorted({word for word in words & folded if not is_known(word)})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_as_before_and_holds_none_of_its_names(path, tmp_path):
    path = alone(path, tmp_path)
    new = masked(path, tmp_path)
    assert shape(new) == shape(path)
    assert holds(text_of(new), names_in(path)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_strange_file_stays_as_strange(path, tmp_path):
    path = alone(path, tmp_path)
    assert shape(masked(path, tmp_path)) == shape(path)


@pytest.mark.parametrize(
    "rows",
    [
        layouts.beside([layouts.HEADER, *layouts.deals()], [["Owner", "Wins"], ["Ann", "3"]]),
        [
            ["Sales of Firm 3 GmbH, 2024"],
            [],
            layouts.HEADER,
            *layouts.deals(),
            ["Total", "", "", "1080"],
        ],
        [layouts.HEADER, *layouts.deals()[:4], [], layouts.HEADER, *layouts.deals()[4:]],
        [layouts.HEADER, *(row if n % 3 else row[:-1] for n, row in enumerate(layouts.deals()))],
        [list(row) for row in zip(layouts.HEADER, *layouts.deals(), strict=True)],
    ],
    ids=["beside", "titles and totals", "header again", "ragged", "on its side"],
)
@pytest.mark.parametrize("written", [layouts.as_csv, layouts.as_workbook])
def test_an_odd_layout_stays_as_odd(rows, written, tmp_path):
    path = tmp_path / ("deals.csv" if written is layouts.as_csv else "deals.xlsx")
    path.write_bytes(written(layouts.even(rows) if written is layouts.as_workbook else rows))
    new = masked(path, tmp_path)
    assert shape(new) == shape(path)
    assert holds(text_of(new), {"Firm GmbH"}) == []


# -- other forms than delimited text and XLSX ------------------------------------------------------


def sample_in(form: str, folder: Path) -> Path:
    """A sample with many own columns, in another form."""
    with (ROOT / "data/samples/freshsales_deals.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.reader(file))[:120]
    path = folder / f"deals{form}"
    path.write_bytes(FORMS[form](rows))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_sample_in_every_form_is_read_as_before_and_holds_none_of_its_names(form, tmp_path):
    path = sample_in(form, tmp_path)
    new = masked(path, tmp_path)
    assert new.suffix == (".xlsx" if form == ".ods" else path.suffix)
    assert shape(new) == shape(path)
    assert "Zawadzki" not in text_of(new)
    assert holds(text_of(new), names_in(path)) == []


def test_an_old_workbook_comes_out_as_a_new_one(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(zlib.decompress(base64.b85decode(OLD)))
    new = masked(path, tmp_path)
    assert new == tmp_path / "new" / "old.xlsx"
    (before,), (after,) = files.read(path), files.read(new)
    assert after.frame.iloc[0, 1:4].tolist()[::2] == ["None", "2024-01-05"]
    assert before.frame.iloc[0, 4] == after.frame.iloc[0, 4] == "TRUE"
    assert "Żółć" not in text_of(new) and before.lines.tolist() == after.lines.tolist()


def test_an_old_workbook_is_not_written_over_a_new_one_that_is_masked(tmp_path):
    (tmp_path / "old.ods").write_bytes(FORMS[".ods"]([layouts.HEADER, *layouts.deals()]))
    shutil.copy(tmp_path / "old.ods", tmp_path / "old.xlsx")
    with pytest.raises(FileError, match="written over"):
        ck.mask(tmp_path / "old.xlsx", tmp_path / "old.ods")


BOARD = {
    "name": "Pipeline of Zawadzki",
    "lists": [{"id": str(n) * 24, "name": name} for n, name in enumerate(("Lead", "Offer", "Won"))],
    "members": [{"id": "5" * 24, "fullName": "Anna Lindqvist"}],
    "cards": [
        {
            "id": f"65a0{n}c00aaaaaaaaaaaaaaaa",
            "name": f"Marais door {n}",
            "desc": "Ask Kowalski",
            "idList": str(n % 3) * 24,
            "idMembers": ["5" * 24],
            "closed": False,
            "dateLastActivity": f"2024-03-0{n + 1}T10:00:00.000Z",
        }
        for n in range(6)
    ],
    "actions": [
        {
            "type": "updateCard",
            "date": f"2024-02-0{n + 1}T10:00:00.000Z",
            "data": {
                "card": {"id": f"65a0{n}c00aaaaaaaaaaaaaaaa", "name": f"Marais door {n}"},
                "listAfter": {"id": str(n % 3) * 24, "name": ("Lead", "Offer", "Won")[n % 3]},
            },
        }
        for n in range(6)
    ],
}
LINKED = {
    "data": [
        {
            "type": "deals",
            "id": str(40 + n),
            "attributes": {
                "title": f"Marais door {n}",
                "stage": ("Lead", "Won")[n % 2],
                "amount": 1200.5 + n,
                "created_at": f"2024-02-0{n + 1}",
                "closed_at": f"2024-03-0{n + 1}" if n % 2 else None,
            },
            "relationships": {"owner": {"data": {"type": "users", "id": str(7 + n % 2)}}},
        }
        for n in range(6)
    ],
    "included": [
        {"type": "users", "id": "7", "attributes": {"name": "Anna Lindqvist"}},
        {"type": "users", "id": "8", "attributes": {"name": "Bo Kowalski"}},
    ],
    "links": {"next": "https://crm.zawadzki.example/deals?page=2"},
}
BY_OWNER = {
    "deals": {
        owner: [
            {"id": f"{owner[0]}-{n}", "title": "Marais", "status": "won", "value": 1000 + n, "created": "2024-02-01"}
            for n in range(3)
        ]
        for owner in ("Anna Lindqvist", "Bo Kowalski")
    }
}  # fmt: skip
ROWS = [["Deal", "Owner", "Status"], *([f"Marais {n}", "Bo Kowalski", "Won"] for n in range(4))]


@pytest.mark.parametrize("said", [BOARD, LINKED, BY_OWNER, ROWS, [{"deals": [], "to": "Kowalski"}]])
def test_json_stays_as_it_is_built(said, tmp_path):
    path = tmp_path / "deals.json"
    path.write_text(json.dumps(said, indent=1), encoding="utf-8")
    new = masked(path, tmp_path)
    assert shape(new) == shape(path)
    told = new.read_text(encoding="utf-8")
    names = {"Anna Lindqvist", "Bo Kowalski", "Marais", "Zawadzki"}
    assert [name for name in names for word in name.split() if len(word) > 2 and word in told] == []
    assert re.sub(r'"[^"]*"|[\d.]+', "", told) == re.sub(r'"[^"]*"|[\d.]+', "", path.read_text())


def test_records_that_link_to_their_owners_still_do(tmp_path):
    path = tmp_path / "deals.json"
    path.write_text(json.dumps(LINKED), encoding="utf-8")
    owners = [ck.load(one).deals["owner"] for one in (path, masked(path, tmp_path))]
    assert owners[0].nunique() == owners[1].nunique() == 2


@pytest.mark.parametrize("damage", ['{"deals": [{"owner": "Kowalski"', "[{'owner': 'Kowalski'}]"])
def test_damaged_json_stays_damaged(damage, tmp_path):
    path = tmp_path / "deals.json"
    path.write_text(damage, encoding="utf-8")
    new = masked(path, tmp_path)
    assert shape(new) == shape(path) and "Kowalski" not in new.read_text(encoding="utf-8")


def test_a_page_keeps_its_tables_and_their_wide_cells(tmp_path):
    page = (
        '<table><tr><td colspan="3">Deals of Zawadzki</td></tr></table>'
        "<table><tr><th>Deal<th>Owner<th>Status<th>Created</tr>"
        '<tr><td>Marais &amp; Co<td rowspan="2">Bo Ek<td>Won<td>2024-01-05</tr>'
        "<tr><td>Lindqvist<td>Lost<td>2024-01-06</tr></table>"
    )
    path = tmp_path / "page.xls"
    path.write_text(page, encoding="utf-8")
    new = masked(path, tmp_path)
    told = new.read_text(encoding="utf-8")
    assert shape(new) == shape(path)
    assert 'colspan="3"' in told and 'rowspan="2"' in told and "&amp;" in told
    assert not any(name in told for name in ("Zawadzki", "Marais", "Ek<", "Lindqvist"))


def test_columns_keep_their_kinds_and_lose_what_is_written_beside_them(tmp_path):
    frame = pd.DataFrame(
        {
            "Deal": ["Marais", "Lindqvist"],
            "Amount": [1200.5, 90.0],
            "Units": [7, 250],
            "Created": pd.to_datetime(["2024-01-05", "2024-01-06"]),
            "Stage": pd.Categorical(["Won", "Lost"]),
            "Tags": [["Zawadzki"], []],
        },
        index=["Kowalski", "Nowak"],
    )
    path = tmp_path / "deals.parquet"
    frame.to_parquet(path)
    new = masked(path, tmp_path)
    told = pd.read_parquet(new)
    assert [kind.kind for kind in told.dtypes[["Amount", "Units", "Created"]]] == ["f", "i", "M"]
    assert told["Created"].tolist() == frame["Created"].tolist()
    assert told["Stage"].tolist() == ["Won", "Lost"]
    assert not any(word in text_of(new) for word in ("Kowalski", "Nowak", "Zawadzki", "Marais"))
    assert b"Kowalski" not in new.read_bytes()


LIST = """Deal;Owner;Stage;Amount;Created;Closed
Kowalski roof;Anna Nowak;Waiting for Anna Nowak;1.200,50 €;2024-01-05;
Lindqvist pump;Bo Ek;Won;3.000,00 €;2024-01-06;2024-02-01
Marais door;Anna Nowak;Lost;0;2024-01-07;2024-03-01
"""


def lists(text: str, folder: Path, *, encoding: str = "utf-8", name: str = "list.csv") -> str:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return masked(path, folder).read_bytes().decode(encoding)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "cp1252", "utf-16-le"]
)
def test_bytes_around_the_cells_stay(encoding, tmp_path):
    text = LIST.replace("\n", "\r\n").replace("Kowalski", "Wąsik" if "50" in encoding else "Müller")
    text = text.replace("€", "EUR")
    new = lists(text, tmp_path, encoding=encoding)
    assert re.sub(r"[^\W\d_]+|\d+", "", new) == re.sub(r"[^\W\d_]+|\d+", "", text)
    letter = "ą" if "50" in encoding else "ü"
    assert letter not in new and not new.isascii()


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1250", "Wąsik Łódź Żółć Ćwik"),
        ("cp1252", "Müller Çelik Éva Peña"),
        ("cp1254", "Yıldız Gökçe Şahin Ğ"),
        ("cp1257", "Jūratė Šimkus Žukas"),
        ("cp1251", "Щукин Їжак Єва Юрій"),
        ("cp1256", "هادي ياور واهه é"),
    ],
)
def test_letters_can_be_written_in_the_encoding_of_the_file(encoding, names, tmp_path):
    new = lists(LIST.replace(" €", "").replace("Kowalski", names), tmp_path, encoding=encoding)
    found = new.splitlines()[1].split(";")[0]
    assert "?" not in found and [len(one) for one in found.split()[:-1]] == [
        *map(len, names.split())
    ]


def test_words_of_stages_stay_and_names_within_them_go(tmp_path):
    lines = [line.split(";") for line in lists(LIST, tmp_path).splitlines()]
    assert lines[0] == LIST.splitlines()[0].split(";")
    assert [line[2] for line in lines[2:]] == ["Won", "Lost"]
    assert lines[1][2] == f"Waiting for {lines[1][1]}" and lines[1][1] == lines[3][1]
    assert [line[4:] for line in lines] == [line.split(";")[4:] for line in LIST.splitlines()]


def test_names_in_headers_titles_sheets_and_files_go(tmp_path):
    source = tmp_path / "exports"
    source.mkdir()
    text = "Report for Lindqvist pump\n\n" + LIST.replace("Closed", "Closed;Call with Zawadzki")
    (source / "Lindqvist pump 2024-03-31.csv").write_text(text, encoding="utf-8")
    with xlsxwriter.Workbook(source / "b.xlsx") as book:
        for person in ("Anna Nowak", "Bo Ek"):
            sheet = book.add_worksheet(person)
            sheet.write_comment("A1", f"asked by {person}", {"author": person})
            for place, line in enumerate(LIST.replace(" €", "").splitlines()):
                sheet.write_row(place, 0, line.split(";"))
        book.set_properties({"author": "Zawadzki", "company": "Lindqvist"})
        book.define_name("Lindqvist", "='Bo Ek'!$A$1")
    out = ck.mask(source, tmp_path / "out")
    told = "\n".join([*(path.name for path in out.iterdir()), *map(text_of, out.iterdir())])
    assert holds(told, {"Lindqvist", "Zawadzki", "Kowalski", "Marais", "Anna Nowak"}) == []
    assert "2024-03-31" in told and "Report" in told
    sheets = {table.sheet for table in files.read(sorted(out.iterdir()))} - {""}
    assert len(sheets) == 2 and not sheets & {"Anna Nowak", "Bo Ek"}


def test_links_addresses_and_telephones_go(tmp_path):
    text = (
        "Deal,E-mail,Telephone,Link,Notes,Status\n"
        "Roof,ada.stone@stonework.de,+48 600 123 457,https://crm.stonework.de/d/77,Met Ada Stone on 2024-05-06,Won\n"
        "Pump,bo@ek.se,+46 70 555 21 18,https://crm.stonework.de/d/78,,Lost\n"
    )
    new = lists(text, tmp_path)
    assert not [one for one in ("stone", "ada", "600", "457", "555") if one in new.lower()]
    assert "2024-05-06" in new and "https://" in new and new.count("@") == 2
    host = re.findall(r"https://\w+\.(\w+)", new)
    assert len(set(host)) == 1 and f"@{host[0]}" in new


@pytest.mark.parametrize("name", ["deals.csv.gz", "deals.zip"])
def test_archives_stay_archives(name, tmp_path):
    path, text = tmp_path / name, LIST.replace("Waiting for Anna Nowak", "Offer")
    if name.endswith("gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("Kowalski deals.csv", text)
    new = ck.mask(path, tmp_path / f"new{path.suffix}")
    assert shape(new) == shape(path)
    assert b"Kowalski" not in new.read_bytes()


def test_files_that_belong_together_have_the_same_names(tmp_path):
    source = [
        ROOT / "data/samples/local" / f"bitrix24_bi_{kind}.csv" for kind in ("deals", "history")
    ]
    out = ck.mask(source, tmp_path / "out")
    assert shape(sorted(out.iterdir())) == shape(source)


def test_the_same_file_gives_the_same_and_another_one_others(tmp_path):
    first, again = lists(LIST, tmp_path), lists(LIST, tmp_path)
    assert first == again
    assert (
        lists(LIST + "Roof;Bo Ek;New;5;2024-01-08;\n", tmp_path).splitlines()[1]
        != first.splitlines()[1]
    )


# -- one cell --------------------------------------------------------------------------------------

WORDS = [
    "Kowalski",
    "Żółć",
    "McDonald",
    "ŁUKASZ",
    "Иванов",
    "Петрова",
    "محمد",
    "پگاه",
    "Παπαδόπουλος",
    "כהן",
    "田中",
    "김철수",
    "Nguyễn",
    "Quinn",
    "q",
    "田",
    "สมชาย",
    "გიორგი",
    "Արմեն",
    "ARMÉN",
    "Հայկ",
    "राज",
    "አበበ",
    "たかし",
    "タカシ",
    "ĐẶNG",
    "İpek",
    "Straße",
    "Щукин",
    "Їжак",
    "یاور",
    "ஆரவ்",
    "𐐨𐐩",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_pseudonym_has_the_shape_of_its_word(word):
    new = Pseudonyms("seed", WORDS).text(word)
    assert new != word and len(new) == len(word) and new not in WORDS
    assert [char.isupper() for char in new] == [char.isupper() for char in word]
    for old, other in zip(word, new, strict=True):
        assert (old != other) == old.isalpha()
        assert unicodedata.name(old).split()[0] == unicodedata.name(other).split()[0]
        assert unicodedata.category(old) == unicodedata.category(other)


@pytest.mark.parametrize("word", WORDS)
def test_a_lone_word_becomes_no_other_order_of_its_letters(word):
    new = Pseudonyms("seed", [word]).text(word)
    again = Pseudonyms("seed", [word]).text(word)
    letters = [set(filter(str.isalpha, one.lower())) for one in (word, new)]
    assert new == again and not letters[1] <= letters[0]


@pytest.mark.parametrize("first", [0x0E01, 0x3042, 0x30A2, 0x4E00, 0x0905])
def test_signs_that_are_words_stay_apart(first):
    signs = [one for one in map(chr, range(first, first + 40)) if one.isalpha()]
    new = list(map(Pseudonyms("seed", signs).text, signs))
    assert len(set(new)) == len(signs) and not any(map(str.__eq__, signs, new))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0065f00001AbCdEfGh", "0065f00001AbCdE"),
        ("3f2504e0-4f89", "3f2504e0"),
        ("D-2024-017", "D-2024"),
    ],
)
def test_keys_that_begin_alike_still_do(one, other):
    give = Pseudonyms("seed", []).text
    assert give(one).startswith(give(other)) and give(one) != one
    assert len({give(f"{n:05d}") for n in range(2_000)}) == 2_000


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1,234.50", r"\d,\d{3}\.\d0"), ("1.234,50 €", r"\d\.\d{3},\d0 €"), ("12 000", r"\d\d 000"),
        ("999,999", r"\d{3},\d{3}"), ("950,000.00", r"1,\d\d0,000\.00"), ("$5k", r"\$\d+k"), ("0", "0"),
        ("0.00", r"0\.00"), ("-300", r"-\d00"), ("(1,200)", r"\(\d,\d00\)"), ("۱۲٬۵۰۰", r"[۰-۹]{2}٬[۰-۹]۰۰"),
        ("1e5", r"\d+e5"), ("15 %", r"\d\d %"),
    ],
)  # fmt: skip
def test_an_amount_keeps_its_form(text, form):
    seen = numeral(text)
    assert seen is not None
    new = times(text, seen, 1.4)
    assert re.fullmatch(form, new)
    assert value_of(text, seen) <= value_of(new, numeral(new) or seen) * 1.0001


def test_amounts_are_in_the_same_order_roughly_and_none_tells_the_factor():
    rates = Rates("seed")
    of = [rates.of(f"deal {n}") for n in range(500)]
    assert min(of) > 1 and max(of) / min(of) < 1.07 and len(set(of)) > 450


def test_cells_are_those_that_are_read():
    text = 'a;"b;""c""\nd";e\n"lone;f\r\n;\n'
    assert [[text[start:end] for start, end in row] for row in cells(text, ";")] == [
        ["a", 'b;""c""\nd', "e"],
        ['"lone', "f"],
        ["", ""],
    ]


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.zip", b"PK\x03\x04" + bytes(60)),
        ("cut.xlsx", layouts.as_workbook([layouts.HEADER, *layouts.deals()])[:-300]),
        ("long.csv", b"Deal,Owner\n" + b"x" * 10_000_001),
        ("bomb.zip", (ROOT / "tests/hostile/x_bomb.zip").read_bytes()),
        ("entities.xlsx", (ROOT / "tests/hostile/x_entities.xlsx").read_bytes()),
        ("picture.csv", b"\x89PNG\r\n" + bytes(100)),
        ("page.xls", b"<html><p>Kowalski</p></html>"),
        ("cut.parquet", b"PAR1" + bytes(60)),
        ("empty.csv", b""),
    ],
)
def test_what_cannot_be_masked_is_one_clear_error(name, data, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError) as error:
        ck.mask(path, tmp_path / "out")
    assert error.value.fix and "Kowalski" not in str(error.value)
    assert not (tmp_path / "out").exists()


def test_a_file_is_not_written_over(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    for out in (path, tmp_path):
        with pytest.raises(FileError, match="written over"):
            ck.mask(path, out)
    assert path.read_text(encoding="utf-8") == LIST


def test_the_command_says_where_and_what_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LIST, encoding="utf-8")
    done = CliRunner().invoke(app, ["mask", "list.csv"])
    assert done.exit_code == 0, done.output
    assert "masked.csv: look through it" in done.output
    assert "cycle-kit check masked.csv" in done.output
    assert "XLSX" not in done.output
    assert "Kowalski" not in Path("masked.csv").read_text(encoding="utf-8")
    Path("list.ods").write_bytes(FORMS[".ods"]([layouts.HEADER, *layouts.deals()]))
    done = CliRunner().invoke(app, ["mask", "list.ods"])
    assert "Workbooks are written as XLSX" in done.output and "masked.xlsx: look" in done.output
    done = CliRunner().invoke(app, ["mask", "none.csv"])
    assert done.exit_code == 1 and "none.csv" in done.output


#: words for "who", "where" and the like in some language, and surnames by which old encodings are known
NAMES_LIKE_WORDS = ["Kim", "kto", "wer", "Wójcik", "Kowalczyk", "Иванов"]


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("name", NAMES_LIKE_WORDS)
def test_a_name_that_is_a_word_for_a_column_elsewhere_is_replaced(tmp_path, name, form):
    people = [name, "Otto", "Ann"]
    rows = [
        {"ref": f"Q-{n:03}", "now": ["Lead", "Offer", "Won"][n % 3], "at": f"2025-01-{n + 1:02}", "mate": people[n % 3]}
        for n in range(24)
    ]  # fmt: skip
    table, path = pd.DataFrame(rows), tmp_path / f"log.{form}"
    table.to_csv(path, index=False) if form == "csv" else table.to_json(
        path, orient="records", force_ascii=False
    )
    masked = ck.mask(path, tmp_path / "out" / path.name).read_text(encoding="utf-8")
    assert name not in masked and "Otto" not in masked
    assert all(word in masked for word in ("Lead", "Offer", "Won", "2025-01-24"))


@pytest.mark.parametrize("name", ["Wójcik", "Kowalczyk", "Иванов"])
def test_a_surname_in_a_title_is_replaced(tmp_path, name):
    lines = [f"Acme {name},,", "", "Client,Status,Created"]
    lines += [f"Firm {n},{('Won', 'Lost', 'Open')[n % 3]},2025-01-{n + 1:02}" for n in range(12)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    masked = ck.mask(path, tmp_path / "out" / "list.csv").read_text(encoding="utf-8")
    assert name not in masked and "Client,Status,Created" in masked
