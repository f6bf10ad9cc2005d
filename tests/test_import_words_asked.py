"""A word that the import page asks about: nothing is chosen for it until somebody says it, and "open" is an answer."""

import json
import re
import tomllib

import pytest

import cycle_kit as ck
from cycle_kit.dashboard.import_page import import_page


def list_of(strange, *, won="Won", lost="Lost", often=8):
    """Deals with a column of a status, in which one word is not known."""
    lines = ["Deal ID,Status,Created Date,Closed Date,Amount"]
    for n in range(24):
        word = strange if n < often else (won, lost)[n % 2]
        end = "" if word == strange else "2024-03-05"
        lines.append(f"{n + 1},{word},2024-01-{n + 1:02},{end},{100 + n}")
    return "deals.csv", "\n".join(lines) + "\n"


def log_of(strange, *, often=8):
    """A log of moves that ends, for some deals, in a stage that may be an outcome."""
    rows = [
        {"id": f"Q-{n}", "from": before, "to": now, "at": f"2024-0{month}-{n + 1:02}T10:00:00Z"}
        for n in range(24)
        for before, now, month in (
            (None, "inbox", 1),
            ("inbox", "quoted", 2),
            ("quoted", strange if n < often else "signed", 3),
        )
    ]
    return "changes.json", json.dumps(rows)


ASKED = {
    "Polish": ("czekam", list_of("czekam", won="zlecone", lost="rezygnacja")),
    "English": ("pondering", list_of("pondering")),
    "Dutch": ("bedenktijd", list_of("bedenktijd", won="Gewonnen", lost="Verloren")),
    "Bulgarian": ("мисли", list_of("мисли", won="Спечелена", lost="Загубена")),
    "Persian": ("مردد", list_of("مردد", won="برنده", lost="باخته")),
    "log": ("no_go", log_of("no_go")),
    "few deals of a list": ("Offer void", list_of("Offer void", often=1)),
    "few deals of a log": ("no_go", log_of("no_go", often=1)),
}  # fmt: skip


@pytest.fixture
def asking(request, tmp_path):
    word, (name, text) = ASKED[request.param]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return word, path


def options(page, word):
    """What the drop-down of a word offers, and what it says."""
    (one,) = re.findall(f'<select data-choose="meaning {word}".*?</select>', page.parts[1].html)
    return dict(re.findall(r'<option value="([^"]*)"(?: selected)?>([^<]*)<', one)), re.findall(
        r'<option value="([^"]*)" selected>', one
    )


def mean(page, word, kind):
    page.parts[1].hear({"choose": f"meaning {word}", "value": kind})


every = pytest.mark.parametrize("asking", ASKED, indirect=True)


@every
def test_nothing_is_chosen_for_it_before_it_is_said(asking):
    word, path = asking
    page = import_page(path)
    offered, [chosen] = options(page, word)
    assert offered[chosen] == "choose …", page.result.html
    assert offered[""] == "open"
    mean(page, word, "")
    offered, chosen = options(page, word)
    assert "choose …" not in offered.values()
    assert chosen == [""]


@every
@pytest.mark.parametrize("kind", ["", "lost", "won"])
def test_what_is_said_of_it_is_heard_and_kept(asking, kind, tmp_path):
    word, path = asking
    page = import_page(path)
    mean(page, word, kind)
    page.pressed("keep")
    kept = tomllib.loads((tmp_path / "cycle.toml").read_text(encoding="utf-8"))
    assert word in kept[kind or "open"]
    assert "unknown" not in kept
    assert not ck.load(path).deals["outcome"].eq("unknown").any()
    assert options(import_page(path), word)[1] == [kind]


@every
def test_it_is_asked_again_where_the_answer_is_taken_back(asking):
    word, path = asking
    page = import_page(path)
    (asked,) = options(page, word)[1]
    mean(page, word, asked)
    assert word not in str(page.settings)
    assert options(page, word)[1] == [asked]


def test_of_two_words_the_one_not_said_yet_is_still_asked_about(tmp_path):
    name, text = list_of("czekam", won="zlecone", lost="rezygnacja")
    path = tmp_path / name
    path.write_text(text.replace("1,czekam", "1,namysł"), encoding="utf-8")
    page = import_page(path)
    mean(page, "czekam", "")
    (left,) = options(page, "namysł")[1]
    assert left
    assert page.settings["open"] == ["czekam"]
    mean(page, "namysł", "")
    assert sorted(page.settings["open"]) == ["czekam", "namysł"]
    assert page.seen.error is None


#: words that nobody asks about, with what they mean
KNOWN = {
    "outcomes and a step": (list_of("Negotiation"), {"Negotiation": "", "Won": "won", "Lost": "lost"}),
    "a log": (log_of("lost"), {"inbox": "", "quoted": "", "lost": "lost", "signed": "won"}),
    "a Polish step": (list_of("Negocjacje", won="Wygrana", lost="Przegrana"),
                      {"Negocjacje": "", "Wygrana": "won", "Przegrana": "lost"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", KNOWN)
def test_what_is_known_stands_there_at_once(kind, tmp_path):
    (name, text), meant = KNOWN[kind]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    page = import_page(path)
    assert page.seen.words == meant
    assert {word: options(page, word)[1] for word in meant} == {w: [k] for w, k in meant.items()}
    assert not any("choose …" in options(page, word)[0].values() for word in meant)


def test_a_word_asked_about_beside_others_leaves_theirs(tmp_path):
    name, text = list_of("czekam", won="zlecone", lost="rezygnacja")
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    page = import_page(path)
    assert options(page, "zlecone")[1] == ["won"]
    assert options(page, "rezygnacja")[1] == ["lost"]


@pytest.mark.parametrize("second", ["", "lost"])
def test_an_answer_stays_when_the_next_word_is_said(second, tmp_path):
    name, text = list_of("czekam", won="zlecone", lost="rezygnacja")
    path = tmp_path / name
    path.write_text(re.sub("([1-4]),czekam", r"\1,namysł", text), encoding="utf-8")
    page = import_page(path)
    mean(page, "czekam", "")
    mean(page, "namysł", second)
    assert page.seen.words["czekam"] == ""
    assert page.seen.words["namysł"] == second
    page.pressed("keep")
    assert ck.load(path).deals["outcome"].eq("open").sum() == (4 if second else 8)
