"""The import page without a browser: choices change the result at once, and are kept as cycle.toml."""

import re

import pytest

import cycle_kit as ck
from cycle_kit.config.keys import OURS
from cycle_kit.dashboard.import_names import names
from cycle_kit.dashboard.import_page import import_page
from cycle_kit.loading.preview import mask

LINES = [
    "xnr;xfas;xbeg;xend;xbed;xmun",
    "1;Gesprek;03-04-2024;;100;EUR",
    "2;Plomba;03-04-2024;05-05-2024;200;USD",
    "3;Offerte;04-04-2024;;300;EUR",
]
COLUMNS = {"deal_id": "xnr", "stage": "xfas", "created_at": "xbeg", "closed_at": "xend"}
MONEY = {"amount": "xbed", "currency": "xmun"}


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def opened(path, **settings):
    page = import_page(path)
    page.settings = settings
    page.refresh()
    return page


def shown(page):
    """The words of the page, without its tags."""
    lives = (page.chooser, page.result, page.account, *page.parts, page.keeping)
    return re.sub(r"<[^>]*>", " ", " ".join(live.html for live in lives))


def choose(page, header, name):
    (row,) = page.seen.columns.index[page.seen.columns["header"] == header]
    page.parts[0].hear({"choose": f"column {row}", "value": name})


def mean(page, word, kind):
    page.parts[1].hear({"choose": f"meaning {word}", "value": kind})


def selected(page, choose):
    """What a drop-down of the page says."""
    lists = "".join(part.html for part in page.parts)
    (one,) = re.findall(f'<select data-choose="{choose}".*?</select>', lists)
    return re.findall(r'<option value="([^"]*)" selected>', one)


def test_an_unknown_layout_is_mapped_by_hand_and_kept(export):
    page = import_page(export)
    assert "choose which column is the stage, or the status." in re.sub(
        "<[^>]*>", "", page.result.html
    )
    for name, header in (COLUMNS | MONEY).items():
        choose(page, header, name)
    assert "does not tell" in page.result.html  # day or month
    page.parts[3].hear({"choose": "dates", "value": "dmy"})
    mean(page, "Plomba", "won")
    assert "3 deals: 2 open, 1 won, 0 lost, 0 dropped." in page.result.html
    assert "The deals were created from 3 Apr 2024 to 4 Apr 2024." in page.account.html
    page.keeping.hear({"say": "keep"})
    assert "Kept as cycle.toml" in page.keeping.html
    kept = ck.load(export)
    assert list(kept.deals["outcome"]) == ["open", "won", "open"]
    assert kept.deals["created_at"].dt.month.tolist() == [4, 4, 4]


def test_stages_move_by_buttons_and_by_dropping(export):
    page = opened(export, columns=COLUMNS, dates="dmy", won=["Plomba"])
    page.settings |= {"stages": ["Gesprek", "Offerte"]}
    page.refresh()
    assert page.seen.pipe.stages == ("Gesprek", "Offerte")
    down = re.search(r'data-say="([^"]*)" aria-label="Move Gesprek down"', page.parts[2].html)
    page.parts[2].hear({"say": down[1]})
    assert page.seen.pipe.stages == ("Offerte", "Gesprek")
    page.parts[2].hear({"say": "move 0 0 Gesprek"})  # dropped before all others
    assert page.seen.pipe.stages == ("Gesprek", "Offerte")


def test_orders_of_other_pipelines_and_files_stay(tmp_path):
    path = tmp_path / "deals.csv"
    rows = ["1,New,A,X,2024-01-01", "2,Offer,A,X,2024-01-02", "3,Won,A,X,2024-01-02"]
    path.write_text("Deal ID,Stage,Owner,Pipeline,Created Date\n" + "\n".join(rows))
    page = opened(path, stages={"X": ["New", "Offer"], "Y": ["Call", "Visit"]})
    page.pressed("move 0 0 Offer")
    assert page.settings["stages"] == {"X": ["Offer", "New"], "Y": ["Call", "Visit"]}


def written(folder):
    return (folder / "cycle.toml").read_text(encoding="utf-8")


def one_row_each(stages, pipeline=None):
    """A list of deals in these stages, the first of them won besides."""
    rows = [f"{at},{stage},2024-01-02,{pipeline or ''}" for at, stage in enumerate(stages)]
    return [*rows, f"w{pipeline},Won,2024-01-03,{pipeline or ''}"]


def list_of_deals(folder, *rows):
    path = folder / "deals.csv"
    path.write_text("\n".join(["Deal ID,Stage,Created Date,Pipeline", *rows]), encoding="utf-8")
    return path


#: stages as they come in a file, whether their names tell an order
COMING = {
    "words": (["Contract out", "Chatting", "Site visit"], False),
    "Polish": (["Umowa u klienta", "Rozmawiamy", "Wizja u klienta"], False),
    "Persian": (["قرارداد فرستاده", "گپ", "بازدید"], False),
    "two": (["Zimmer", "Auto"], False),
    "numbers": (["3 sent", "1 talk", "2 seen"], True),
    "letters": (["b) seen", "a) talk", "c) sent"], True),
}


@pytest.mark.parametrize("kind", COMING)
def test_only_an_order_that_is_known_is_kept(kind, tmp_path):
    stages, known = COMING[kind]
    path = list_of_deals(tmp_path, *one_row_each(stages))
    page = import_page(path)
    assert ("This is the order" in shown(page)) is not known
    page.pressed("keep")
    assert ("stages = " in written(tmp_path)) is known
    assert ("Without the order of the stages" in page.keeping.html) is not known
    loaded = ck.load(path)
    assert loaded.ordered is known
    page.pressed("ordered 0")
    page.pressed("keep")
    assert "Without the order" not in page.keeping.html
    loaded = ck.load(path)
    assert loaded.ordered and list(loaded.stages) == (sorted(stages) if known else stages)
    assert "This is the order" not in shown(page)


def test_a_move_says_the_order_as_well(tmp_path):
    path = list_of_deals(tmp_path, *one_row_each(["Contract out", "Chatting"]))
    page = import_page(path)
    page.pressed("move 0 0 Chatting")
    page.pressed("keep")
    assert ck.load(path).stages == ("Chatting", "Contract out")


def test_of_several_pipelines_each_order_is_asked_for(tmp_path):
    """To move a stage of one says nothing of another."""
    of_a, of_b = one_row_each(["Zoo", "Ape"], "A"), one_row_each(["Tree", "Moss"], "B")
    path = list_of_deals(tmp_path, *of_a, *(f"1{row}" for row in of_b))
    page = import_page(path)
    assert (
        page.parts[2].html.count("This is the order") == 4
    )  # two buttons and what they are called
    page.pressed("move 0 0 Ape")
    assert page.parts[2].html.index("Ape") < page.parts[2].html.index("Zoo")
    assert "those of the others are not yet" in page.parts[2].html
    page.pressed("keep")
    assert "stages" not in written(tmp_path) and not ck.load(path).ordered
    page.pressed("ordered 1")
    page.pressed("keep")
    loaded = ck.load(path)
    assert loaded.ordered
    assert loaded.orders == {"A": ("Ape", "Zoo"), "B": ("Tree", "Moss")}


def test_an_order_half_said_is_forgotten_when_the_stages_are_others(tmp_path):
    of_a, of_b = one_row_each(["Zoo", "Ape", "Elk"], "A"), one_row_each(["Tree", "Moss"], "B")
    path = list_of_deals(tmp_path, *of_a, *(f"1{row}" for row in of_b))
    page = import_page(path)
    page.pressed("ordered 0")
    mean(page, "Elk", "lost")
    page.pressed("ordered 1")
    assert "stages" not in page.settings


def test_stages_are_merged_with_the_day_of_the_change_and_keep_their_place(export):
    page = opened(
        export, columns=COLUMNS, dates="dmy", won=["Plomba"], stages=["Offerte", "Gesprek"]
    )
    page.parts[1].hear({"choose": "rename Gesprek", "value": "Offerte"})
    assert page.seen.pipe.stages == ("Offerte",)
    assert page.settings["rename"] == {"Gesprek": "Offerte"}
    page.parts[1].hear({"choose": "since Gesprek", "value": "2024-07-01"})
    page.pressed("keep")
    assert "since = 2024-07-01" in (export.parent / "cycle.toml").read_text(encoding="utf-8")
    assert ck.load(export).stages == ("Offerte",)
    page.parts[1].hear({"choose": "rename Gesprek", "value": ""})
    assert page.seen.pipe.stages == ("Offerte", "Gesprek")


def test_rates_make_sums_of_money(export):
    page = opened(export, columns=COLUMNS | MONEY, dates="dmy", won=["Plomba"])
    assert "The amounts are in several currencies, so there are no sums" in page.account.html
    page.parts[3].hear({"choose": "base", "value": "EUR"})
    page.parts[3].hear({"choose": "rate USD", "value": "0.5"})
    assert sorted(page.seen.pipe.deals["value"]) == [100.0, 100.0, 300.0]
    assert "Won deals sum to €100." in page.account.html


def test_examples_show_the_shape_and_never_the_content(export):
    page = import_page(export)
    assert "99-99-9999" in shown(page)
    assert "Gesprek" not in page.seen.columns["examples"].str.cat()
    assert mask("Ada Müller, 2024") == "xxx xxxxxx, 9999"


def test_a_file_that_cannot_be_read_is_told_and_nothing_else(tmp_path):
    page = import_page(tmp_path / "none.csv")
    assert page.result.html.count("<p") == 3  # what is wrong, what is there, and what to do
    assert "none.csv" in page.result.html
    assert not any(part.html for part in (*page.parts, page.keeping))


@pytest.mark.parametrize(
    ("written", "told", "left"),
    [
        ('dates = "dmy"\nwonn = ["x"]\n', "cycle.toml, line 2: there is no key &quot;wonn&quot;.", {"dates": "dmy"}),
        ('dates = "dmy\n', "cycle.toml is not valid TOML.", {}),
        ('lost = ["Plomba"]\ndates = "dym"\n', "cycle.toml, line 2", {"lost": ["Plomba"]}),
        ("a = " + "[" * 5000, "cycle.toml is not a cycle.toml that can be read.", {}),
        (b"dates = '\xff'", "cycle.toml is not in UTF-8.", {}),
        ('[[targets]]\nmeasure = "x"\n[currency]\nbase = "EUR"\n', "line 2", {"currency": {"base": "EUR"}}),
    ],
)  # fmt: skip
def test_settings_that_are_broken_are_told_and_put_right_here(export, written, told, left):
    there = export.parent / "cycle.toml"
    there.write_bytes(written if isinstance(written, bytes) else written.encode())
    page = import_page(export)
    assert told in page.result.html and "moved aside" in page.result.html
    assert page.settings.items() >= left.items()
    assert "xfas" in page.parts[0].html  # the columns are there to choose from
    for header, name in {header: name for name, header in COLUMNS.items()}.items():
        choose(page, header, name)
    mean(page, "Plomba", "won")
    page.parts[3].hear({"choose": "dates", "value": "dmy"})
    page.pressed("keep")
    assert "What was there before is now cycle.toml.before." in page.keeping.html
    assert there.with_name("cycle.toml.before").read_bytes() == (
        written if isinstance(written, bytes) else written.encode()
    )
    assert len(ck.load(export).deals) == 3
    page.refresh()
    assert "moved aside" not in page.result.html


def test_known_words_show_what_they_mean_and_can_be_given_another_meaning(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Owner,Created Date\n1,New,A,2024-01-01\n2,Lost,A,2024-01-01\n")
    page = import_page(path)
    assert page.seen.words == {"New": "", "Lost": "lost"}
    assert selected(page, "meaning Lost") == ["lost"]
    mean(page, "Lost", "dropped")
    assert "1 open, 0 won, 0 lost, 1 dropped" in page.result.html
    mean(page, "Lost", "")
    assert "2 open, 0 won, 0 lost, 0 dropped" in page.result.html
    page.pressed("keep")
    assert list(ck.load(path).deals["outcome"]) == ["open", "open"]


def test_a_word_that_only_other_columns_explain_shows_what_it_means(tmp_path):
    path = tmp_path / "deals.csv"
    rows = ["1,New,No,No", "2,Booked,Yes,Yes", "3,Gone,Yes,No"]
    head = "Record ID,Deal Stage,Is Deal Closed?,Is Closed Won,Is closed lost,Deal Name,Create Date"
    lines = [f"{row},{'Yes' if 'Gone' in row else 'No'},x,2024-01-0{row[0]} 10:00" for row in rows]
    path.write_text("\n".join([head, *lines]))
    assert import_page(path).seen.words == {"New": "", "Booked": "won", "Gone": "lost"}


def test_a_recognised_column_can_be_given_back_its_own_name(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Owner,Created Date\n1,New,A,2024-01-01\n")
    page = import_page(path)
    assert "owner" in page.seen.pipe.deals
    choose(page, "Owner", "")
    assert page.settings["columns"] == {"owner": ""}
    assert page.seen.pipe.deals["Owner"].tolist() == ["A"]
    choose(page, "Owner", "team")
    assert page.seen.pipe.deals["team"].tolist() == ["A"]
    page.pressed("keep")
    assert ck.load(path).deals["team"].tolist() == ["A"]


def test_uploaded_files_belong_together_and_come_in_pieces(tmp_path):
    deals = b"Deal ID,Stage,Owner,Created Date\n1,Offer,A,2024-01-01\n2,Won,A,2024-01-01\n"
    log = b"Deal ID,Stage,Entered at\n1,New,2024-01-01 10:00\n1,Offer,2024-01-03 10:00\n"
    page, handed = import_page(), []
    page.keeping.hand_over = lambda *file: handed.append(file)
    names = ["deals.csv", "log.csv"]
    for turn, start, last, piece in (
        (0, 0, False, deals),
        (1, 0, False, log[:9]),
        (1, 9, True, log[9:]),
    ):
        page.chooser.hear({"upload": names, "turn": turn, "start": start, "last": last}, [piece])
    assert "2 deals: 1 open, 1 won, 0 lost, 0 dropped." in page.result.html
    assert "log.csv was read as a plain log of stage" in page.account.html
    assert page.seen.pipe.recorded
    page.pressed("keep")
    assert [file[:2] for file in handed] == [("cycle.toml", "application/toml")]


def test_what_a_person_wrote_is_moved_aside_before_it_is_replaced(export):
    kept = export.parent / "cycle.toml"
    kept.write_text('# ours\ndates = "dmy"\n', encoding="utf-8")
    page = import_page(export)
    page.pressed("keep")
    assert "What was there before is now cycle.toml.before." in page.keeping.html
    assert (export.parent / "cycle.toml.before").read_text(encoding="utf-8").startswith("# ours")
    page.pressed("keep")
    assert "before" not in re.sub("beside", "", page.keeping.html)


def test_names_from_a_file_stand_in_the_page_as_text(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(
        'Deal ID,Stage,Owner,Created Date,<b>x"\n1,<i>New,A,2024-01-01,\n', encoding="utf-8"
    )
    page = import_page(path)
    html = "".join(part.html for part in page.parts) + page.keeping.html
    assert "<i>New" not in html and "<b>x" not in html
    assert "&lt;i&gt;New" in html and "&lt;b&gt;x&quot;" in html


def test_every_name_that_a_column_can_have_is_offered():
    assert sorted(names()) == sorted(OURS)


def test_nothing_in_a_file_becomes_part_of_the_page(tmp_path):
    (tmp_path / "odd.csv").write_text(
        "Deal ID,Stage,Create Date,Close Date,Amount,<img src=x onerror=alert(1)>\n"
        "1,<b>New</b>,2024-01-01,,10,<script>alert(2)</script>\n"
        "2,Won,2024-01-05,2024-01-25,20,x\n"
        "3,</select><i>Q</i>,2024-02-01,,5,y\n"
    )
    page = import_page(tmp_path / "odd.csv")
    texts = [text for widget in below(page) for text in widget.get_state().values()]
    shown = "\n".join(text for text in texts if isinstance(text, str))
    assert "&lt;img src=x" in shown
    assert "&lt;b&gt;New" in shown
    for raw in ("<img src=x", "<b>New", "<script>alert", "<i>Q"):
        assert raw not in shown


def below(widget):
    """A widget and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from below(child)


# -- the file, or what is kept beside it, changes while the page is open ----------------------------


def test_a_page_follows_its_file_and_its_settings(export):
    page = import_page(export)
    choose(page, "xfas", "stage")
    mean(page, "Plomba", "lost")
    page.follow()  # nothing has changed: nothing is lost
    assert page.settings["columns"]["stage"] == "xfas" and page.settings["lost"] == ["Plomba"]

    export.write_text("\n".join([*LINES, "4;Plomba;05-04-2024;06-05-2024;9;EUR"]) + "\n")
    page.follow()  # a newer export with the same columns
    assert len(page.tables[0].frame) == 4 and page.settings["lost"] == ["Plomba"]

    kept = export.parent / "cycle.toml"
    kept.write_text('won = ["Plomba"]\n[columns]\nstage = "xfas"\n', encoding="utf-8")
    page.follow()  # somebody has said otherwise
    assert selected(page, "meaning Plomba") == ["won"]
    kept.write_text("[[[", encoding="utf-8")
    page.follow()
    assert "is not valid TOML" in page.result.html and "xfas" in page.parts[0].html
    kept.unlink()
    page.follow()
    assert "TOML" not in page.result.html and "won" not in page.settings

    export.write_text("alpha;beta\n1;x\n2;y\n", encoding="utf-8")
    page.follow()  # another file under the same name
    assert page.seen.columns["header"].tolist() == ["alpha", "beta"]
    assert "xfas" not in str(page.settings)
    export.write_bytes(b"%PDF-1.4 no table")
    page.follow()
    assert "PDF" in page.result.html and not any(part.html for part in page.parts)


def test_another_file_that_was_chosen_stays(export, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("alpha;beta\n1;x\n2;y\n", encoding="utf-8")
    page = import_page(export)
    page.chooser.hear({"choose": "file", "value": str(other)})
    page.follow()
    assert page.seen.columns["header"].tolist() == ["alpha", "beta"]


# -- a file whose headers say nothing: what its cells say is filled in, with what speaks for it ---------


def nameless(names, word_of_won, word_of_open):
    """Twenty deals under headers that say nothing, every third of them won."""
    lines = ["kx;poz;beg;fin;qv"]
    for n, name in enumerate(names):
        won = n % 3 == 0
        stage, end = (word_of_won, "2024-04-05") if won else (word_of_open, "")
        lines.append(f"{name};{stage};2024-01-{n + 1:02};{end};{100 + n * n}")
    return "\n".join(lines) + "\n"


NOBODY_KNOWS = {
    "numbers with a letter": (nameless([f"K{n}" for n in range(20)], "zug", "alfa"), "zug"),
    "words": (nameless([f"firm{letter}" for letter in "abcdefghijklmnopqrst"], "aus", "ein"), "aus"),
    "Persian": (nameless([f"شرکت {letter}" for letter in "ابپتثجچحخدذرزسشصضطظع"], "سبز", "زرد"), "سبز"),
}  # fmt: skip


@pytest.mark.parametrize("kind", NOBODY_KNOWS)
def test_guesses_are_filled_in_with_their_evidence_and_only_the_stage_is_asked_for(kind, tmp_path):
    path = tmp_path / "karta.csv"
    text, won = NOBODY_KNOWS[kind]
    path.write_text(text, encoding="utf-8")
    page = import_page(path)
    rows = page.seen.columns.set_index("header")["column"]
    assert rows["kx"] in ("deal_id", "account")  # codes are ids, words are clients
    assert rows[["poz", "beg", "qv"]].tolist() == ["", "created_at", "amount"]
    assert rows["fin"] in ("closed_at", "close_date")
    assert "choose which column is the stage, or the status." in re.sub(
        "<[^>]*>", "", page.result.html
    )
    assert page.result.html.count("import columns") == 1
    told = re.sub("<option.*?</option>|<[^>]*>", " ", page.parts[0].html)
    assert "20 of 20 rows hold 20 different texts." in told
    assert "20 of 20 rows hold dates." in told
    choose(page, "poz", "stage")
    mean(page, won, "won")
    assert page.seen.pipe is not None, page.result.html
    page.save()
    assert ck.load(path).deals["outcome"].eq("won").sum() == 7


def test_columns_that_somebody_chose_or_headers_tell_have_no_evidence_beside_them(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal ID,Stage,Created Date,Closed Date\n1,New,2024-01-02,\n2,Won,2024-01-03,2024-02-01\n"
    )
    assert "rows hold" not in import_page(path).parts[0].html
