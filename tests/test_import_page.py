"""The import page without a browser: choices change the result at once, and are kept as cycle.toml."""

import ipywidgets as widgets
import pytest

import cycle_kit as ck
from cycle_kit.dashboard.import_page import import_page
from cycle_kit.loading.preview import mask

LINES = [
    "nr;fase;begin;einde;bedrag;munt",
    "1;Gesprek;03-04-2024;;100;EUR",
    "2;Getekend;03-04-2024;05-05-2024;200;USD",
    "3;Offerte;04-04-2024;;300;EUR",
]


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def every(page, kind):
    """All widgets of a kind on the page."""
    found, todo = [], [page]
    while todo:
        widget = todo.pop(0)
        todo += list(getattr(widget, "children", ()))
        found += [widget] if isinstance(widget, kind) else []
    return found


def choose(page, header, name):
    choice = next(w for w in every(page, widgets.Dropdown) if getattr(w, "header", "") == header)
    choice.value = name


def mean(page, word, kind):
    choice = next(w for w in every(page, widgets.Dropdown) if getattr(w, "word", "") == word)
    choice.value = kind


def test_an_unknown_layout_is_mapped_by_hand_and_kept(export):
    page = import_page(export)
    assert "The layout of deals.csv is not known." in page.result.html
    for header, name in (
        ("nr", "deal_id"), ("fase", "stage"), ("begin", "created_at"), ("einde", "closed_at"),
        ("bedrag", "amount"), ("munt", "currency"),
    ):  # fmt: skip
        choose(page, header, name)
    assert "does not tell" in page.result.html  # day or month
    page.change("dates", "dmy")
    mean(page, "Getekend", "won")
    assert "3 deals: 2 open, 1 won, 0 lost, 0 dropped." in page.result.html
    page.save()
    kept = ck.load(export)
    assert list(kept.deals["outcome"]) == ["open", "won", "open"]
    assert kept.deals["created_at"].dt.month.tolist() == [4, 4, 4]


def test_stages_move_by_buttons(export):
    page = import_page(export)
    page.settings = {
        "columns": {"deal_id": "nr", "stage": "fase", "created_at": "begin", "closed_at": "einde"},
        "dates": "dmy",
        "won": ["Getekend"],
        "stages": ["Gesprek", "Offerte"],
    }
    page.refresh()
    assert page.seen.pipe.stages == ("Gesprek", "Offerte")
    down = next(b for b in every(page, widgets.Button) if b.tooltip == "Move Gesprek down")
    down.click()
    assert page.seen.pipe.stages == ("Offerte", "Gesprek")


def test_stages_are_renamed_and_rates_set(export):
    page = import_page(export)
    page.settings = {
        "columns": {
            "deal_id": "nr", "stage": "fase", "created_at": "begin", "closed_at": "einde",
            "amount": "bedrag", "currency": "munt",
        },
        "dates": "dmy",
        "won": ["Getekend"],
    }  # fmt: skip
    page.refresh()
    name = next(w for w in every(page, widgets.Text) if getattr(w, "word", "") == "Gesprek")
    name.value = "Offerte"
    assert page.seen.pipe.stages == ("Offerte",)
    page.change("currency", {"base": "EUR", "rates": {"USD": 0.5}})
    assert sorted(page.seen.pipe.deals["value"]) == [100.0, 100.0, 300.0]


def test_examples_show_the_shape_and_never_the_content(export):
    page = import_page(export)
    shown = " ".join(label.value for label in every(page, widgets.Label))
    assert "99-99-9999" in shown
    assert "Gesprek" not in page.seen.columns["examples"].str.cat()
    assert mask("Ada Müller, 2024") == "xxx xxxxxx, 9999"


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    page = import_page(tmp_path / "none.csv")
    assert "none.csv" in page.result.html
    assert page.body.children == ()


def test_known_words_show_what_they_mean_and_can_be_given_another_meaning(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Owner,Created Date\n1,New,A,2024-01-01\n2,Lost,A,2024-01-01\n")
    page = import_page(path)
    meanings = {w.word: w.value for w in every(page, widgets.Dropdown) if hasattr(w, "word")}
    assert meanings == {"New": "", "Lost": "lost"}
    mean(page, "Lost", "dropped")
    assert "1 open, 0 won, 0 lost, 1 dropped" in page.result.html
