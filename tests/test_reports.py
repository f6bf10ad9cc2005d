"""Reports, digests and exports: the figures of the metrics, nothing of the network, no name where none is wanted."""

import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import polars as pl
import pytest

import cycle_kit as ck
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.errors import FileError, QuestionError
from cycle_kit.locale import speaking
from cycle_kit.reports import printing
from cycle_kit.reports.folder import of_each_pipeline, stems
from cycle_kit.reports.masking import masked, own_kinds
from cycle_kit.reports.report import written
from cycle_kit.reports.seeking import Seeker
from cycle_kit.reports.spans import since_page

DEALS = """Deal ID,Deal,Account,Owner,Pipeline,Stage,Status,Amount,Created,Closed,Lost reason,Contact
d1,Umbrella roof,Umbrella,Ada Stone,North,Offer,Won,1000,2025-01-06,2025-03-03,,u@umbrella.example
d2,Acme pump,Acme,Ada Stone,North,Offer,Lost,2000,2025-01-10,2025-03-04,Lost to Umbrella,a@acme.example
d3,Globex door,Globex,Zoltan Moss,North,New,Open,3000,2025-03-03,,,g@globex.example
d4,Initech desk,Initech,Zoltan Moss,North,Offer,Open,4000,2025-02-20,,,i@initech.example
d5,Hooli lamp,Hooli,Zoltan Moss,North,New,Open,500,2025-03-05,,,h@hooli.example
"""
NAMES = [
    "Umbrella",
    "Acme",
    "Globex",
    "Initech",
    "Hooli",
    "Ada",
    "Stone",
    "Zoltan",
    "Moss",
    ".example",
]


class Page(HTMLParser):
    """The tags of a document with what they are given, and its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data + "\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("umbrella") / "umbrella_deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return ck.load(path)


@pytest.fixture(scope="module")
def b2c():
    return ck.load(ck.sample("hubspot_deals.csv")).where(pipeline="B2C")


@pytest.fixture(scope="module")
def document(b2c):
    return written(b2c, "2025-09-30", "quarter")


# ---- the report


def test_every_page_that_has_an_answer_is_in_it_and_linked(document):
    page = Page(document)
    there = {given["id"] for tag, given in page.tags if tag == "section"}
    linked = {given["href"][1:] for tag, given in page.tags if tag == "a"}
    assert linked <= there
    assert {"overview", "since", "period", "notes", "gaps"} <= there
    assert set(PAGES) <= there


def test_it_asks_nothing_of_anybody_and_runs_nothing(document):
    page = Page(document)
    assert not {tag for tag, _ in page.tags} & {"script", "iframe", "img", "button", "form"}
    named = [
        value for _, given in page.tags for name, value in given.items() if name in ("src", "href")
    ]
    assert [one for one in named if not one.startswith("#")] == ["data:,"]  # no icon is asked for
    assert re.findall(r"url\((?!['\"]?#)|@import|\bon\w+=\"", document) == []
    assert len(document.encode()) < 4_000_000


def test_ids_are_there_once(document):
    ids = [given["id"] for _, given in Page(document).tags if "id" in given]
    assert len(ids) == len(set(ids))


def test_the_figures_behind_a_picture_are_those_of_the_metric(document, b2c):
    [part] = re.findall(r"<h3><bdi>How far they get</bdi></h3>.*?</article>", document, re.S)
    rows = re.findall(r"<tr>(.*?)</tr>", part)
    heads, *cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    table = ck.funnel(b2c)
    at = heads.index("deals")
    assert [int(row[at].replace(",", "")) for row in cells] == table["deals"].tolist()
    assert [re.sub("<.*?>", "", row[heads.index("stage")]) for row in cells] == table[
        "stage"
    ].tolist()


def test_what_changed_since_a_day_is_the_waterfall(document, b2c):
    bridge = ck.waterfall(b2c, "2025-09-30", b2c.as_of).set_index("item")["deals"]
    section = document[
        document.index('<section id="since">') : document.index('<section id="period">')
    ]
    assert f"{bridge['opening']:,.0f} deals" in section
    assert f"{bridge['closing']:,.0f} deals" in section


def test_the_period_is_the_last_complete_one(document, b2c):
    section = document[document.index('<section id="period">') :]
    assert "1 Jul 2025 to 30 Sep 2025" in section
    won = ck.kpis(b2c, period="quarter").set_index("measure").loc["won_deals", "value"]
    at_hand = b2c.deals[b2c.deals["closed_at"].between("2025-07-01", "2025-09-30 23:59:59")]
    assert won == at_hand["outcome"].eq("won").sum()
    assert re.search(rf"<td><bdi>Won deals</bdi></td><td[^>]*>{won:.0f}</td>", section)


def test_stages_of_several_pipelines_are_shown_for_each(tmp_path):
    south = DEALS.replace("North", "South").replace("\nd", "\ns").split("\n", 1)[1]
    (tmp_path / "deals.csv").write_text(DEALS + south, encoding="utf-8")
    text = Page(written(ck.load(tmp_path / "deals.csv"))).text
    assert "What each step is for · North" in text and "What each step is for · South" in text


def test_what_has_no_answer_is_told_with_what_to_export(small):
    text = Page(written(small)).text
    assert "What this file does not answer" in text
    gaps = text[text.index("What this file does not answer") :]
    assert "There are no leads here." in gaps
    assert "ck." not in text and "pass " not in gaps


def test_a_chosen_part_says_what_was_chosen(small):
    text = Page(
        written(small.where(owner="Zoltan Moss", created_at=slice("2025-03-01", None)))
    ).text
    assert "Only owner: Zoltan Moss" in text
    assert "Only created at: 2025-03-01 – …" in text


def test_names_that_are_html_stay_names(tmp_path):
    hostile = '"<script>alert(1)</script> <b>roof"'
    lines = DEALS.replace("Umbrella roof", hostile).replace(
        "Ada Stone", '"<img src=x onerror=alert(2)>"'
    )
    (tmp_path / "deals.csv").write_text(lines, encoding="utf-8")
    page = Page(written(ck.load(tmp_path / "deals.csv")))
    assert not {tag for tag, _ in page.tags} & {"script", "img"}


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ("7d", "2025-02-26"),
        ("2w", "2025-02-19"),
        ("1m", "2025-02-05"),
        ("2025-02-01", "2025-02-01"),
    ],
)
def test_since_is_a_day_or_a_time_before_the_last_one(small, since, first):
    page = since_page(small, since)
    day = pd.Timestamp(first)
    assert page.title == f"Since {day.day} {day:%b %Y}"
    assert {part.asks.keywords["start"] for part in page.parts} == {day}


@pytest.mark.parametrize("since", ["2025-03-05", "2026-01-01"])
def test_since_must_be_before_the_last_day(small, since):
    with pytest.raises(QuestionError, match="Nothing can have changed"):
        written(small, since)


@pytest.mark.parametrize("said", ["soon", "7", "d7", 7])
def test_since_that_is_neither_is_told(small, tmp_path, said):
    with pytest.raises(QuestionError, match="since="):
        ck.report(small, tmp_path / "r.html", since=said)


def test_a_report_of_no_deals_is_told(small, tmp_path):
    none = small.where(owner="Zoltan Moss", stage="Offer", outcome="won")
    with pytest.raises(QuestionError, match="needs deals"):
        ck.report(none, tmp_path / "report.html")


def test_where_it_cannot_be_written_is_told(small, tmp_path):
    with pytest.raises(FileError, match="cannot be written"):
        ck.report(small, tmp_path / "nowhere" / "report.html")


def test_without_a_browser_a_pdf_is_told(small, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "browser", lambda: None)
    with pytest.raises(FileError, match="none was found"):
        ck.report(small, tmp_path / "report.pdf")
    assert not (tmp_path / "report.pdf").exists()


# ---- masks


def test_no_name_is_left_in_a_masked_report(small):
    document = written(masked(small), "2025-02-28", "month")
    assert [name for name in NAMES if name.casefold() in document.casefold()] == []
    assert "Owner 1" in document


def test_no_name_of_a_sample_is_left(b2c):
    hidden = masked(b2c)
    names = {
        str(name) for column in ("name", "account", "owner") for name in b2c.deals[column].dropna()
    }
    names |= {str(name) for name in b2c.leads["owner"].dropna()}
    tables = [hidden.deals, hidden.whole, hidden.visits, hidden.moves, hidden.leads, hidden.notes]
    cells = {str(cell) for table in tables for column in table for cell in table[column].unique()}
    assert not names & cells
    assert not {str(target.get("owner")) for target in hidden.targets} & names


def test_masked_figures_are_those_of_the_file(b2c):
    hidden = masked(b2c)
    for metric in (ck.funnel, ck.stage_durations, ck.cycle_length, ck.kpis, ck.ledger):
        pd.testing.assert_frame_equal(metric(hidden), metric(b2c))
    until = b2c.as_of + pd.Timedelta(days=30)
    for per in ("period", "owner"):
        own, again = (ck.forecast(pipe, until=until, per=per) for pipe in (b2c, hidden))
        levels = ["expected_value", "p10", "p50", "p90"]
        own, again = (rows[levels].sort_values(levels, ignore_index=True) for rows in (own, again))
        pd.testing.assert_frame_equal(own, again)
    by = ck.win_rate(b2c, by="owner").sort_values(["deals", "won"])
    again = ck.win_rate(hidden, by="owner").sort_values(["deals", "won"])
    np.testing.assert_array_equal(by[["deals", "won"]], again[["deals", "won"]])


def test_pseudonyms_stay_when_deals_come(tmp_path, small):
    more = (
        DEALS
        + "d6,Soylent bar,Soylent,Ada Stone,North,New,Open,900,2025-03-06,,,s@soylent.example\n"
    )
    (tmp_path / "more.csv").write_text(more, encoding="utf-8")
    later = masked(ck.load(tmp_path / "more.csv")).deals
    before = masked(small).deals
    columns = ["deal_id", "name", "account", "owner"]
    pd.testing.assert_frame_equal(later[columns].head(5), before[columns])


def loaded(tmp_path, text, name="deals.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return ck.load(tmp_path / name)


def all_cells(pipe):
    frames = [pipe.deals, pipe.visits, pipe.moves, pipe.leads, pipe.notes, *pipe.beside.values()]
    cells = [str(cell) for frame in frames for column in frame for cell in frame[column].unique()]
    return " ".join([*cells, str((pipe.orders, pipe.after, pipe.conditions, pipe.targets))])


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("Umbrella",), "lost to UMBRELLA"),
        (("Umbrella & Sons", "Umbrella"), "umbrella-sons, Umbrella & Sons or UMBRELLA"),
        (("HP",), "HP was cheaper"),
        (("Ada Stone",), "ask ada.stone@ours.example"),
        (("华为公司",), "输给华为公司了"),
        (("王伟",), "王伟离开了"),
        (("شرکت پارس",), "باخت به شرکت پارس"),
        (("ИП Иванов",), "ип иванов дешевле"),
        (("Globex (UK)*",), "Globex UK"),
        (("A-17",), "twin of a-17"),
    ],
)
def test_a_name_within_a_text_is_found_however_it_is_written(names, reason):
    told = Seeker([(name, f"Name {at}") for at, name in enumerate(names)]).text(reason)
    left = [name for name in re.findall(r"\w+", " ".join(names).casefold())]
    assert "Name 0" in told and not {*left} & {*re.findall(r"\w+", told.casefold())}


@pytest.mark.parametrize("text", ["12 months", "Umbrellas", "newer", "Won", "new"])
def test_what_is_no_name_stays(text):
    names = [("12", "Name 1"), ("Umbrella", "Name 2"), ("New", "Name 3"), ("won", "Name 4")]
    assert Seeker(names, ["New", "won"]).text(text) == text


def test_many_names_are_found_in_many_texts_at_once():
    names = [(f"Company {at} of Somewhere", f"Account {at}") for at in range(20_000)]
    seeker = Seeker(names)
    started = time.perf_counter()
    told = [seeker.text(f"we lost to company {at} of somewhere, sadly") for at in range(20_000)]
    assert told[17] == "we lost to Account 17, sadly"
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("hidden", ["pipeline", "stage", "reason"])
def test_names_of_pipelines_and_stages_that_hold_a_name_hold_none(tmp_path, hidden):
    text = {
        "pipeline": DEALS.replace("North", "Renewals of Umbrella").replace(
            "d5,Hooli lamp,Hooli,Zoltan Moss,Renewals of Umbrella",
            "d5,Hooli lamp,Hooli,Zoltan Moss,renewals of UMBRELLA",
        ),
        "stage": DEALS.replace("Offer", "With Umbrella"),
        "reason": DEALS.replace("Lost to", "LOST TO THE").replace("THE Umbrella", "THE UMBRELLA"),
    }[hidden]
    pipe = loaded(tmp_path, text)
    made = masked(pipe)
    assert "umbrella" not in all_cells(made).casefold()
    assert len(made.pipelines) == len(pipe.pipelines)
    pd.testing.assert_frame_equal(
        ck.stage_durations(made, by="pipeline").select_dtypes("number")
        if pipe.recorded
        else ck.win_rate(made),
        ck.stage_durations(pipe, by="pipeline").select_dtypes("number")
        if pipe.recorded
        else ck.win_rate(pipe),
    )
    assert set(made.deals["pipeline"].dropna()) == set(made.pipelines)
    assert set(made.deals["stage"].dropna()) <= set(made.names("stage"))


def test_a_deal_that_is_called_like_a_stage_changes_no_stage(tmp_path):
    pipe = loaded(tmp_path, DEALS.replace("Globex door", "New").replace("Acme pump", "Won"))
    assert masked(pipe).names("stage") == pipe.names("stage")
    assert (
        masked(pipe).visits["to_stage"].dropna().tolist()
        == pipe.visits["to_stage"].dropna().tolist()
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"owner": "Ada Stone"},
        {"account": ["Umbrella", "Acme"]},
        {"lost_reason": "Lost to Umbrella"},
        {"Contact": "u@umbrella.example"},
        {"owner": slice("Ada Stone", "Zoltan Moss")},
    ],
)
def test_what_was_asked_for_holds_no_name(small, asked):
    made = masked(small.where(**asked))
    assert [name for name in NAMES if name.casefold() in all_cells(made).casefold()] == []
    assert list(made.conditions) == list(asked)


def test_a_file_whose_name_is_in_that_of_another_is_not_half_masked(tmp_path):
    notes = pd.DataFrame({"file": ["ella.csv", "umbrella.csv"]}).reindex(
        columns=["file", "step", "note", "fate", "rows", "effect", "fix"], fill_value=""
    )
    notes["note"] = "Beside umbrella.csv."
    pipe = loaded(tmp_path, DEALS)
    assert set(masked(replace(pipe, notes=notes)).notes["note"]) == {"Beside file 2."}


def test_an_owner_of_a_lead_keeps_its_number_when_owners_of_deals_come(tmp_path, small):
    leads = pd.DataFrame(
        {"lead_id": ["l1"], "owner": ["Lena Lead"], "created_at": [pd.Timestamp("2025-03-01")]}
    )
    more = loaded(tmp_path, DEALS + "d6,x,y,Nina New,North,New,Open,900,2025-03-06,,,\n")
    before, later = (
        masked(replace(pipe, leads=leads)).leads["owner"].tolist() for pipe in (small, more)
    )
    assert before == later == ["Owner 3"]


def test_own_columns_of_kinds_stay_and_texts_go():
    kinds = ["small", "large"] * 10
    deals = pd.DataFrame(
        {"deal_id": range(20), "stage": "New", "created_at": "2025-01-01", "Size": kinds}
    )
    deals["Remark"] = [f"met person {n}" for n in range(20)]
    deals["Score"] = range(20)
    assert own_kinds(deals) >= {"Size", "Score"} and "Remark" not in own_kinds(deals)


#: header, what its cells hold in turn
TELLING = {
    "Link": ("https://crm.example/in/1", "https://crm.example/in/2"),
    "Site": ("www.stonework.example", "none"),
    "Asked by": ("info@stonework.example", ""),
    "Called": ("+49 30 1234567", "555-123-4567"),
    "Number": ("48 600 123 457", "none"),
    "Umbrella agrees": ("yes", "no"),
    "Likes Zoltán": ("1", "0"),
    "Friend": ("of ada-s", "of none"),
    "Twin": ("a globex thing", "none"),
}
STAYING = {
    "Size": ("Small", "Large"),
    "Range": ("0-50,000", "50,000 and more"),
    "Since": ("2024-01-31", "2025-01-31"),
    "Form": ("A/B", "e.g. 3.5"),
    "Deal agreed": ("Yes", "No"),
    "Adapted": ("Mossy", "Stonewall"),  # names within other words are none
}


def with_own(header: str, cells: tuple[str, str]) -> str:
    lines = DEALS.replace("Umbrella roof", "Yes to a good deal").splitlines()
    told = [f"{lines[0]},{header}"]
    for at in range(4):
        for row, line in enumerate(lines[1:]):
            told.append(f'{line.replace("d", f"d{at}", 1)},"{cells[(at + row) % 2]}"')
    return "\n".join(told) + "\n"


@pytest.mark.parametrize("header", TELLING)
def test_own_columns_that_tell_a_name_go_and_notes_do_not_quote_it(tmp_path, header):
    pipe = loaded(tmp_path, with_own(header, TELLING[header]))
    assert header in pipe.deals and header in own_kinds(pipe.deals)
    made = masked(pipe.where(**{header: pipe.deals[header].iloc[0]}))
    assert header not in made.deals and header not in made.changes
    notes = " ".join(made.notes[["note", "effect", "fix"]].astype("str").to_numpy().ravel())
    assert not [name for name in ("Umbrella", "Zolt") if name in notes + str(made.conditions)]


@pytest.mark.parametrize("header", STAYING)
def test_own_columns_that_tell_no_name_stay(tmp_path, header):
    pipe = loaded(tmp_path, with_own(header, STAYING[header]))
    made = masked(pipe)
    assert header in made.deals and set(made.deals[header]) == set(pipe.deals[header])
    assert any(f'"{header}"' in note for note in made.notes["note"])


def test_owners_that_keep_their_names_may_be_told(tmp_path):
    pipe = loaded(tmp_path, with_own("Likes Zoltan", ("yes", "no")))
    assert "Likes Zoltan" in masked(pipe, owners=False).deals


# ---- the digest


def test_the_digest_counts_what_a_hand_counts(small):
    told = ck.digest(small, since="2025-03-01")
    lines = [
        line.split(". ", 1)[1] for line in told.replace("\N{NO-BREAK SPACE}", " ").splitlines()[2:]
    ]
    assert told.startswith("Sales from 2 Mar 2025 to 5 Mar 2025\n")
    assert lines[:5] == [
        "2 new deals came in (3.5 k).",
        "1 deal was won (1 k).",
        "Of 2 decided 1 was won: too few to judge.",
        "1 deal was lost (2 k); the reason named most is “Lost to Umbrella” (once).",
        "3 deals are open now (7.5 k), 3 (7 k) on 1 Mar 2025.",
    ]


def test_the_digest_knows_how_many_were_open_before(small):
    told = ck.digest(small, since="2025-03-04").replace("\N{NO-BREAK SPACE}", " ")
    assert "3 deals are open now (7.5 k), 2 (7 k) on 4 Mar 2025." in told


def test_the_digest_is_masked(small):
    told = ck.digest(small, since="2025-03-01", mask=True)
    assert [name for name in NAMES if name.casefold() in told.casefold()] == []


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_the_same(b2c, form):
    plain = [line.split(". ", 1)[1] for line in ck.digest(b2c, since="1m").splitlines()[2:]]
    told = ck.digest(b2c, since="1m", form=form)
    assert 8 <= len(plain) <= 10
    assert all(line in told.replace("\\", "") for line in plain)


def digest_lines(pipe, **asked):
    told = ck.digest(pipe, **asked).replace("\N{NO-BREAK SPACE}", " ")
    return [line.split(". ", 1)[1] for line in told.splitlines()[2:]]


@pytest.mark.parametrize("won", [0, 1, 2, 12])
@pytest.mark.parametrize("amount", ["10", ""])
def test_one_and_many_are_told_apart(tmp_path, won, amount):
    rows = [
        f"w{n},a{n},b,Ada,North,New,Won,{amount},2025-01-0{1 + n % 9},2025-03-0{1 + n % 9},,"
        for n in range(won)
    ]
    text = "\n".join(
        [DEALS.splitlines()[0], *rows, f"o,x,y,Ada,North,New,Open,{amount},2025-03-01,,,"]
    )
    told = "\n".join(digest_lines(loaded(tmp_path, text), since="12m"))
    assert not re.search(
        r"\b1 (deals|wins|days|were|are)\b|\b1 deal (were|are)|[02-9] (deal|win|day|was|is)\b", told
    )


def test_none_has_moved_is_said_of_those_that_could(tmp_path):
    days = ["2025-01-01", "2025-01-02", "2025-01-20"]
    events = pd.DataFrame(
        {"deal_id": ["a", "b", "b"], "stage": ["New", "New", "Lost"], "at": pd.to_datetime(days)}
    )
    lines = digest_lines(ck.from_events(events, stages=["New", "Offer"]), since="7d")
    assert "1 deal was lost." in lines
    assert "The 1 deal that was open then and still is has not moved." in lines


def test_what_is_not_known_is_not_none():
    pipe = ck.load(ck.sample("pipedrive_spanish.csv"))
    first = pipe.as_of - pd.DateOffset(months=1)
    rows = ck.waterfall(pipe, first, pipe.as_of).set_index("item")["deals"]
    assert rows[["new", "won", "lost", "opening"]].isna().all()
    lines = digest_lines(pipe, since="1m")
    assert (
        lines[0].startswith(f"{rows['closing']:.0f} deals are open now") and " on " not in lines[0]
    )
    assert not any(
        word in line for line in lines for word in ("came in", "won.", "lost.", "decided")
    )


@pytest.mark.parametrize("reason", ["too *dear* [here](http://x)", "`a` | b ~c~", "<b>_x_"])
def test_nothing_of_a_reason_is_read_as_markdown(tmp_path, reason):
    pipe = loaded(tmp_path, DEALS.replace("Lost to Umbrella", reason))
    told = ck.digest(pipe, since="2025-03-01", form="markdown")
    [line] = [line for line in told.splitlines() if "named most" in line]
    bare = re.sub(r"\\.", "", line)
    assert not re.search(r"[`*_\[\]|~<]", bare)


def test_a_long_reason_of_several_lines_is_one_short_line(tmp_path):
    pipe = loaded(tmp_path, DEALS.replace("Lost to Umbrella", '"' + "so many words\n" * 40 + '"'))
    lines = ck.digest(pipe, since="2025-03-01").splitlines()
    assert all(re.match(r"\d+\. ", line) and len(line) < 200 for line in lines[2:])


# ---- every table


@pytest.fixture(scope="module")
def folder(b2c, tmp_path_factory):
    path = tmp_path_factory.mktemp("tables")
    ck.export(b2c, path)
    return path


def test_tables_are_those_of_the_metrics(folder, b2c):
    read = pd.read_csv(folder / "funnel.csv")
    pd.testing.assert_frame_equal(
        read[["stage", "deals"]],
        ck.funnel(b2c)[["stage", "deals"]].astype({"stage": str}),
        check_dtype=False,
    )
    assert len(pd.read_csv(folder / "deals.csv")) == len(b2c.deals)
    assert {"visits.csv", "notes.csv", "win_rate.csv", "changes-became.csv"} <= {
        path.name for path in folder.iterdir()
    }


def test_what_is_not_there_says_why(folder):
    gaps = pd.read_csv(folder / "not_answered.csv")
    assert "lead_funnel" in set(gaps["table"]) and gaps["why"].notna().all()
    assert not any((folder / f"{name}.csv").exists() for name in gaps["table"])


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_other_forms_hold_the_same(small, tmp_path, form):
    paths = ck.export(small, tmp_path / "out", form=form)
    if form == "xlsx":
        [path] = paths
        deals = pd.read_excel(path, sheet_name="deals", engine="calamine")
    else:
        deals = pd.read_parquet(tmp_path / "out" / "deals.parquet")
    assert deals["amount"].tolist() == small.deals["amount"].tolist()
    assert pd.api.types.is_datetime64_any_dtype(deals["created_at"])
    assert deals["name"].tolist() == small.deals["name"].tolist()


def test_nothing_in_a_file_runs_in_a_spreadsheet(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS.replace("Umbrella roof", "=1+1"), encoding="utf-8")
    ck.export(ck.load(tmp_path / "deals.csv"), tmp_path / "out")
    assert '"=1+1' not in (tmp_path / "out" / "deals.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in (tmp_path / "out" / "deals.csv").read_text(encoding="utf-8-sig")


def test_masked_tables_hold_no_name(small, tmp_path):
    for path in ck.export(small, tmp_path / "out", mask=True):
        text = path.read_text(encoding="utf-8-sig").casefold()
        assert [
            name for name in NAMES if name.casefold() in text and "benchmark" not in path.name
        ] == []


AWKWARD = [
    "A/B",
    "a/b",
    "A B",
    "A_B",
    "..",
    ".",
    "con",
    "NUL",
    "فروش",
    "販売" * 60,
    "=1+1",
    "x" * 300,
    "became",
]


def test_awkward_pipelines_have_files_of_their_own(tmp_path):
    stages = ["New", "Offer", "Won"]
    events = pd.DataFrame(
        [
            (f"d{at}", name, stage, pd.Timestamp("2025-01-01") + pd.Timedelta(days=at + step))
            for at, name in enumerate(AWKWARD)
            for step, stage in enumerate(stages)
        ],
        columns=["deal_id", "pipeline", "stage", "at"],
    )
    pipe = ck.from_events(events)
    assert len(pipe.pipelines) == len(AWKWARD)
    names = list(stems(pipe.pipelines).values())
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[\w]+", name) and len(name.encode()) <= 90 for name in names)
    [*found] = of_each_pipeline("ledger", ck.ledger, pipe)
    assert {table["pipeline"].iloc[0] for _, table in found} == set(pipe.pipelines)


def test_what_no_pipeline_answers_is_told_once(tmp_path):
    pipe = loaded(
        tmp_path,
        DEALS.replace(
            "d5,Hooli lamp,Hooli,Zoltan Moss,North", "d5,Hooli lamp,Hooli,Zoltan Moss,South"
        ),
    )
    assert len(pipe.pipelines) == 2
    assert [name for name, _ in of_each_pipeline("lead_funnel", ck.lead_funnel, pipe)] == [
        "lead_funnel"
    ]


def test_a_table_that_needs_to_be_told_more_is_there(folder, b2c):
    assert len(pd.read_csv(folder / "waterfall.csv")) == len(ck.waterfall(b2c, every="month"))


def test_tables_of_other_engines_are_written(tmp_path):
    events = pl.DataFrame({
        "deal_id": ["a", "a"], "stage": ["New", "Offer"],
        "at": [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-05")],
    })  # fmt: skip
    ck.export(ck.from_events(events), tmp_path)
    assert len(pd.read_csv(tmp_path / "visits.csv")) == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [("fa", "مسئول ۱"), ("ar", "المسؤول 1"), ("pl", "Właściciel 1"), ("bg", "Отговорник 1")],
)
def test_pseudonyms_are_in_the_language(name, told, small):
    with speaking(name):
        shown = masked(small)
    assert told in set(shown.deals["owner"])
    assert not shown.deals["owner"].str.contains("Owner").any()
    assert not shown.notes["file"].str.contains("file").any()
