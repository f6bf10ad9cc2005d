"""Text that was read in a wrong encoding and saved so is read as it was meant; other text stays."""

import pytest

from cycle_kit.files import read

MEANT = [
    "Müller & Söhne", "Zamknięcie", "Wygrana – 12.000 €", "Größe", "Négociation gagnée", "Ação concluída",
    "Стадия сделки", "Спечелена", "تاریخ بستن", "المرحلة", "Kapanış", "Uzavřeno", "Lost – price",
]  # fmt: skip
#: as it stands, whatever it reminds of
SOUND = [
    "Café Ã la carte", "Søren Ågård", "Wartość Ø 5", "¿Qué?", "£ 5", "naïve", "Ångström", "Œuvre", "À vendre",
    "São Paulo", "Łódź", "Ťažký", "«Ромашка»", "d’Été", "50 µm ± 2°", "Ãrvore", "Ñandú",
]  # fmt: skip


def cell(text: str) -> tuple[str, tuple[str, ...]]:
    rows = "\n".join(f"d{n},Lead {n},{text},{n}" for n in range(3))
    (table,) = read(f"Deal ID,Name,Stage,Amount\n{rows}\n".encode())
    return table.frame["Stage"][1], table.remarks


PAGES = {meant: ["cp1252", "latin-1", "cp1250"] for meant in MEANT}
PAGES |= {"Стадия сделки": ["cp1251"], "Спечелена": ["cp1251"]}


@pytest.mark.parametrize(
    ("meant", "page"), [(meant, page) for meant, pages in PAGES.items() for page in pages]
)
def test_garbled_letters_are_put_right(meant, page):
    garbled = meant.encode().decode(page)
    found, remarks = cell(garbled)
    assert found == meant
    assert any("3 lines held letters" in remark and "line 2" in remark for remark in remarks)


@pytest.mark.parametrize("text", [*SOUND, *MEANT])
def test_what_is_not_garbled_stays(text):
    assert cell(text) == (text, ())


def test_headers_are_put_right_too():
    header = "Data zamknięcia".encode().decode("cp1252", "replace")
    (table,) = read(f"Szansa;Etap;{header}\nA;Oferta;2024-01-02\nB;Oferta;2024-01-03\n".encode())
    assert table.frame.columns[2] == "Data zamknięcia"
