"""Answers in five languages: every sentence has its translation, figures and dates are written as the language does."""

import re
import tomllib
from collections import Counter
from datetime import date

import pandas as pd
import pytest
from babel import Locale as Cldr
from persiantools.jdatetime import JalaliDate

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts import defined, kpis, told, words
from cycle_kit.charts.direction import directed
from cycle_kit.charts.told import PLACE
from cycle_kit.dashboard import import_names, marks
from cycle_kit.dashboard.cards import cards_html
from cycle_kit.dashboard.deals_table import row_html
from cycle_kit.dashboard.explain import why_so
from cycle_kit.dashboard.findings import compared
from cycle_kit.dashboard.import_result import broken_settings_html, error_html
from cycle_kit.dashboard.manager import manager_page
from cycle_kit.dashboard.pages import the_file
from cycle_kit.dashboard.pages.team import of_owner
from cycle_kit.dialects.plain import DIALECTS
from cycle_kit.errors import QuestionError
from cycle_kit.files.separator import SEPARATORS
from cycle_kit.loading.order import PASSED, UNKNOWN
from cycle_kit.locale import LOCALES, Told, locale_of, now, speaking, translated, translated_of
from cycle_kit.locale.sentences import pattern_of, retold
from cycle_kit.metrics.definitions import DEFINED, definition, measures
from cycle_kit.metrics.headlines import headlines, months
from cycle_kit.reports.html_tables import table_html
from cycle_kit.reports.report import written
from tests import catalogs
from tests.companies import events
from tests.deal_paths import pipe_of
from tests.test_reports import DEALS, Page

LANGUAGES = catalogs.LANGUAGES
NOT_LATIN = ("ar", "bg", "fa")
LEFTWARDS, RIGHTWARDS = "\u2067", "\u2069"


@pytest.fixture(scope="module")
def pipe(tmp_path_factory):
    path = tmp_path_factory.mktemp("umbrella") / "umbrella_deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return ck.load(path).where(pipeline="North")


# ---- figures and dates


FIGURES = {
    "en": ("71 %", "−4.2 %", "44–61 %", "€412 k", "−13.7 k PLN", "1,240", "12,400", "31 Oct 2025"),
    "pl": ("71%", "−4,2%", "44–61%", "412 tys. €", "−13,7 tys. PLN", "1240", "12 400", "31 paź 2025"),
    "bg": ("71%", "−4,2%", "44–61%", "412 хил. €", "−13,7 хил. PLN", "1240", "12 400", "31 окт 2025"),
    "ar": ("71%", "\u200e−4.2%", "44–61%", "412 ألف €", "\u200e−13.7 ألف PLN", "1,240", "12,400", "31 أكتوبر 2025"),
    "fa": ("۷۱٪", "\u200e−۴٫۲٪", "۴۴–۶۱٪", "۴۱۲ هزار €", "\u200e−۱۳٫۷ هزار PLN", "۱٬۲۴۰", "۱۲٬۴۰۰", "۹ آبان ۱۴۰۴"),
}  # fmt: skip


@pytest.mark.parametrize("name", LOCALES)
def test_figures_and_dates_are_written_as_the_language_does(name):
    with speaking(name):
        shown = (
            words.share(0.714), words.share(-0.042), words.between(0.44, 0.61), words.money(412_345, "EUR"),
            words.money(-13_700, "PLN"), words.number(1240), words.number(12_400),
            words.date(pd.Timestamp("2025-10-31")),
        )  # fmt: skip
    assert tuple(one.replace("\xa0", " ") for one in shown) == FIGURES[name]


def test_every_day_is_that_of_the_persian_calendar():
    months = locale_of("fa").calendar_months
    digits = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    with speaking("fa"):
        for day in pd.date_range("2023-03-01", "2026-04-01", freq="5D"):
            known = JalaliDate(date(day.year, day.month, day.day))
            told = words.date(day).translate(digits)
            assert told == f"{known.day} {months[known.month - 1]} {known.year}"


def test_the_languages_for_type_checkers_are_those_that_there_are():
    assert set(Told.__args__) == set(LOCALES)


@pytest.mark.parametrize("name", LOCALES)
def test_a_language_lacks_nothing_that_another_has(name):
    told = locale_of(name)
    assert len(told.digits) == 10 and len(told.months) == 12 and len(told.magnitudes) == 3
    assert told.direction == ("rtl" if name in ("ar", "fa") else "ltr")
    assert bool(told.calendar) == (len(told.calendar_months) == 12)


def test_what_is_spoken_ends_with_its_block_and_after_an_error():
    with pytest.raises(ValueError), speaking("pl"):
        assert now().name == "pl"
        raise ValueError
    assert now().name == "en"
    with speaking(""):
        assert now().name == "en"


def test_a_language_that_is_none_of_ours_is_an_error_with_the_line_to_type(pipe):
    with pytest.raises(QuestionError, match="Answers are not told in 'pll'") as caught:
        locale_of("pll")
    assert 'locale="pl"' in str(caught.value)
    with pytest.raises(QuestionError, match="locale"):
        ck.digest(pipe, locale="Polish")


# ---- the catalogs


@pytest.fixture(scope="module")
def known():
    return {name: catalogs.read(name) for name in LANGUAGES}


def forms_of(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def places_in(text: str) -> list[str]:
    return sorted(set(re.findall(r"{[^}]*}", text)))


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_is_translated_in_all_forms_and_keeps_its_places(name, known):
    faults = []
    for message in known[name]:
        if not message.id:
            continue
        ways = message.id if isinstance(message.id, tuple) else (message.id,)
        told = forms_of(message)
        if not all(told) or len(told) != (known[name].num_plurals if len(ways) > 1 else 1):
            faults.append(ways[0])
        fitting = [set(places_in(way)) for way in ways]
        for form in told:
            places = set(places_in(form))
            # a form for one or two may name its number in words
            if places not in fitting and not any(places < way for way in fitting if len(ways) > 1):
                faults.append(f"{ways[0]}: {form}")
        for sign in ("[muted]", "[/]", "[few]", "<b>", "<br>"):
            if any(form.count(sign) != ways[-1].count(sign) for form in told):
                faults.append(f"{ways[0]}: {sign}")
    assert not faults


def test_the_catalogs_have_what_the_code_says(known):
    """As it is written down; what reports show besides is in the test below."""
    wanted = {
        *catalogs.in_code(),
        *catalogs.of_metrics(),
        *catalogs.of_who(),
        *catalogs.named(),
        *catalogs.of_library(),
        *catalogs.of_notebooks(),
    }
    pairs = {each for one in wanted if isinstance(one, tuple) for each in one}
    wanted = {one for one in wanted if isinstance(one, tuple) or one not in pairs or "{" not in one}
    for name in LANGUAGES:
        there = {message.id for message in known[name]}
        lacking = sorted(map(str, wanted - there))
        assert not lacking, f"python -m tests.catalogs, and translate: {lacking[:20]}"


COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)
#: by CLDR, where our catalogs have fewer forms or another order
ORDER = {
    "ar": ["zero", "one", "two", "few", "many", "other"],
    "pl": ["one", "few", "many"],
    "bg": ["one", "other"],
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_counts_have_the_form_of_the_language(name):
    with speaking(name):
        from cycle_kit.locale import catalog

        for count in COUNTS:
            form = catalog(name).plural(count)
            if name == "fa":
                assert form == 0
            else:
                assert ORDER[name][form] == Cldr(name).plural_form(count)


def value_for(form: str) -> object:
    """Something that a place of this form takes."""
    if form == "date":
        return pd.Timestamp("2025-10-31")
    return "B2B" if form in ("", "_", "text", "titled") or form.startswith("name") else 2.5


def row_for(ways: tuple[str, ...]) -> dict[str, object]:
    found = [place for way in ways for place in PLACE.findall(way)]
    row = {
        name: value_for(form.removesuffix("–"))
        for sign, name, form in found
        if sign not in ("!", "-")
    }
    return row | {"currency": "EUR", "measure": "won_deals"}


def is_template(text: str) -> bool:
    return bool(re.search(r"{[?+!#-]\w|{\w+:", text))


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_can_be_filled_for_every_count(name, known):
    """And nothing of it stays open: neither a brace nor a sign that only templates have."""
    tried = 0
    for message in (one for one in known[name] if one.id):
        ways = message.id if isinstance(message.id, tuple) else (message.id, message.id)
        if re.search(r"{\W|{\d", ways[1]):
            continue  # code with braces, and sentences of the library, which have a test of their own
        with speaking(name):
            if is_template(ways[1]):
                sentence = told.pair(" || ".join(dict.fromkeys(ways)))
                row = row_for(ways)
                shown = [
                    told.filled(sentence, row | {sentence.count: n})
                    for n in COUNTS
                    if sentence.count or n == 1
                ]
            elif isinstance(message.id, tuple):
                places = {place.strip("{}"): "B2B" for way in ways for place in places_in(way)}
                shown = [
                    words.many(n, *ways, **{p: v for p, v in places.items() if p != "n"})
                    for n in COUNTS
                ]
            else:
                continue
        tried += len(shown)
        assert not [one for one in shown if re.search(r"{[+?!#-]?\w+:?|\|\||\[muted\]", one)], ways
    assert tried > 1000


def test_polish_counts_by_hand():
    with speaking("pl"):
        told = [words.deals(count) for count in COUNTS]
    stems = [
        "transakcji",
        "transakcja",
        "transakcje",
        "transakcje",
        "transakcji",
        "transakcji",
        "transakcji",
        "transakcji",
    ]
    assert told == [f"{count} {stem}" for count, stem in zip(COUNTS, stems, strict=True)]


# ---- whole texts


def test_a_sentence_with_a_figure_is_retold():
    said = "Too few to judge: 1,204 earlier deals were like it."
    assert retold(said) == said
    with speaking("fa"):
        assert "۱٬۲۰۴" in retold(said) and not re.search("[A-Za-z]", retold(said))
    with speaking("pl"):
        both = retold(f"{said} Something that nobody knows.")
        assert both.startswith("Za mało") and both.endswith("Something that nobody knows.")


def test_names_within_a_sentence_stay_as_they_are():
    said = 'There is no column "Proposal" here, and "open" is none.'
    template = 'There is no column "{0}" here, and "{1}" is none.'
    assert pattern_of(template).fullmatch(said).groups() == ("Proposal", "open")


# ---- as it is shown


class Seen(Page):
    """The text that a reader sees: neither rules nor scripts, nor what names the rows of a table."""

    hidden = 0

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data):
        if not self.hidden:
            super().handle_data(data)


def text_of(document: str) -> str:
    return Seen(document).text


def latin_words(text: str, pipe: ck.Pipeline) -> list[str]:
    """Latin words that are neither of the data, nor quoted, nor names and code that every language writes so."""
    published = ck.benchmarks()[["publisher", "title", "url", "industry", "market", "segment"]]
    frames = [
        frame.select_dtypes(exclude=["number", "datetime"]) for frame in (pipe.deals, pipe.visits)
    ]
    said = " ".join(
        str(cell) for frame in (*frames, published) for cell in frame.to_numpy().ravel()
    )
    guide = tomllib.loads((catalogs.METRICS / "step_guide.toml").read_text(encoding="utf-8"))
    sources = " ".join(step.get("source", "") for step in guide.values())
    names = {*re.findall(r"[A-Za-z]{3,}", f"{said} {sources}"), *PROPER} - {
        "lost",
        "dropped",
        "open",
    }
    aside = (
        r"https?://\S+|[«“„\"][^«»“”„\"\n]*[»”“\"]|[a-z_]+=\S+|cycle\.toml|ck\.\w+|\w+\.csv|\w+…"
    )
    return [
        word for word in re.findall(r"[A-Za-z]{3,}", re.sub(aside, "", text)) if word not in names
    ]


#: methods keep their names
PROPER = {"Kaplan", "Meier", "Aalen", "Johansen", "Wilson", "Brier", "SPIN", "BANT", "CRM", "CSV"}


@pytest.mark.parametrize("name", NOT_LATIN)
def test_a_page_in_another_script_has_no_english_words(name, pipe):
    with speaking(name):
        document = written(pipe, "30d", "month")
    found = latin_words(text_of(document), pipe)
    assert not found


@pytest.mark.parametrize("name", NOT_LATIN)
def test_what_a_figure_counts_is_told_in_the_language_with_the_same_numbers(name, pipe):
    own = {*PROPER, "Offer"}
    for metric in [*DEFINED, *(one.replace("<stage>", "Offer") for one in measures())]:
        with speaking(name):
            told = " ".join(defined.here(pipe, metric))
        assert not set(re.findall(r"[A-Za-z]{3,}", re.sub("`.*?`", "", told))) - own, metric
        english = " ".join(defined.here(pipe, metric))
        assert english.startswith(definition(metric)), metric
        assert Counter(counts_in(english)) == Counter(counts_in(told, name)), metric


def counts_in(told: str, name: str = "en") -> list[str]:
    """The whole numbers of who is counted, behind "n ="."""
    digits = str.maketrans(locale_of(name).digits, "0123456789")
    return re.findall(r"\d+", told.partition("n =")[2].translate(digits))


def test_words_of_the_export_keep_their_order_in_the_table_of_deals():
    own = {"name": "Acme (1) Ltd.", "account": "100% sure", "owner": "Ada L.", "stage": "شرکت A."}
    row = {"deal_id": "D1", "outcome": "open", "value": 1, "created_at": None, "closed_at": None}
    told = row_html({**row, **own, "days": None}, "EUR", planned="Call (2)")
    assert all(f"<bdi>{each}</bdi>" in told for each in (*own.values(), "Call (2)"))


OCTOBER = {"start": pd.Timestamp("2025-10-01"), "end": pd.Timestamp("2025-10-31")}
MARKED = [
    marks.EVERY, marks.CALLS, marks.OPEN, marks.staying("Offer", 12), marks.of_curve([90]), of_owner(["Offer"]),
    *(marks.of_funnel(["Offer", part]) for part in ("", "open", "conversion", "unknown")), marks.of_funnel(["won"]),
    *(marks.of_losses(["Offer", outcome, None]) for outcome in ("lost", "dropped")),
    *(marks.of_card({"measure": one, "label": "2025-10", **OCTOBER})
      for one in ("new_deals", "open_deals", "won_deals", "win_rate", "median_cycle_days", "velocity_per_day")),
]  # fmt: skip


@pytest.mark.parametrize("name", NOT_LATIN)
@pytest.mark.parametrize("mark", MARKED, ids=lambda mark: mark.one)
def test_what_was_clicked_is_told_in_the_language(name, mark):
    with speaking(name):
        for count in COUNTS:
            told = mark.told(count)
            own = {*mark.values.values()} | {"Offer"}
            left = re.findall(
                "[A-Za-z]{3,}", "".join(re.split("|".join(map(re.escape, own)), told))
            )
            assert not left and words.number(count) in told


@pytest.mark.parametrize("name", NOT_LATIN)
def test_phrases_within_what_the_library_says_are_told_in_the_language(name):
    """Names stay as they are."""
    said = (
        "the usual one: too few past dates to choose by", "the nearest at 4 past dates",
        "the usual one: history was nearer at 3 past dates, but not clearly", "There is 1 open deal.",
        f'Order of stages of "Offer": Offer → New → Other ({PASSED}).', f"Order of stages: Offer → New ({UNKNOWN}).",
        *(one.title for one in DIALECTS),
    )  # fmt: skip
    with speaking(name):
        told = [*map(words._, said), why_so(said[0]), why_so(said[2])]
    left = {word for one in told for word in re.findall("[A-Za-z]{3,}", one)}
    assert left == {"Offer", "New", "Other"}
    assert any("Offer → New → Other" in one for one in told)


@pytest.mark.parametrize("name", NOT_LATIN)
def test_fields_and_questions_have_names_in_the_language_and_lists_its_comma(name, pipe):
    with speaking(name):
        fields = [import_names.named(field) for field in import_names.TAKEN]
        lacked = the_file.lacking(ck.answerable(pipe))
        fitting = [words._(separator) for separator in SEPARATORS.values()]
    shown = " ".join([*fields, *fitting, re.sub("<code.*?</code>|<[^>]*>", "", lacked)])
    assert not set(re.findall("[a-z]{3,}", re.sub("«.*?»|“.*?”|„.*?“", "", shown)))
    assert name == "bg" or "\u060c" in lacked


SAID_WITHIN = [
    ('2 of 40 cells of "Close Date" could not be read as dates (lines 26, 37).', "Close Date"),
    ("Mend the closing dates in the CRM (lines 3, 4, 5, 6, 7 and 9 more).", "CRM"),
    ('"Close Date": day before month (told by 4 cells).', "Close Date"),
    ("Read as a plain table of deals (utf-8, comma).", "utf-8"),
    ("Read as Bigin by Zoho CRM (cp1252, semicolon).", "Bigin by Zoho CRM cp1252"),
    ("rows that are no data: 1 blank row (line 9), 2 rows of totals (lines 3, 7 and 9 more)", ""),
    ('The only open stage of "Main" is Offer.', "Main Offer"),
    ("Weeks start on Saturday, by the language (fa).", "fa"),
    ('65 open deals have a date that is past in "Close Date".', "Close Date"),
    ("They count as open, and the date is left out: if they ended, they lack in the rates.", ""),
    ("Compare these deals (line 3) with their history in the CRM.", "CRM"),
    ("cycle.toml sets targets for an owner that no deal has: targets 3, 4.", "cycle toml"),
    (
        '"Status" and "Stage" disagree on how 4 deals stand: "Won" beside "Open" (4).',
        "Status Stage Won Open",
    ),
    (
        '"Status" in b.csv says of 4 deals how they stand in words that are not known: "Foo" (3 deals), "B" (1 deal).',
        "Status b csv Foo B",
    ),
    ("Compare the spelling with the file, if it is not somebody new.", ""),
    ("1 of its 3 filled cells is something else (line 4).", ""),
    ("Order of stages: New → Offer (the steps of a sales cycle with these names).", "New Offer"),
    ("Read as Kommo (amoCRM) (utf-8, comma).", "Kommo amoCRM utf-8"),
    (
        'The amount of 16 won deals is "Real"; that of the others is "Est. revenue".',
        "Real Est revenue",
    ),
    ('"State" says how deals stand: its cells are known outcomes.', "State"),
    (
        "2 rows that were left out look like deals (lines 3 and 4): their cells stand in the wrong columns.",
        "",
    ),
    (
        '6 deals of a.csv are closed by "Status", and nothing says how they ended; they stand in "Foo" (6 deals).',
        "a csv Status Foo",
    ),
    ('Its headers are "a b", "files" and 2 more.', "a b files"),
    ('2 tables of different deals were put together: "a.xlsx", "b.xlsx".', "a b xlsx"),
    ('"owner" is not known.', "owner"),
    (
        'What speaks for it: "open": 40 of 40 rows hold 33 different texts; "won": 1 of 40 rows hold dates.',
        "open won",
    ),
    ("rows that are no data: 1 row of nothing but figures (line 27)", ""),
    (
        'Say what they mean, each word where it belongs: lost=["Gone", "Ghosted"] (or won=, dropped=, open=).',
        "lost Gone Ghosted won dropped open",
    ),
]


@pytest.mark.parametrize(
    ("name", "shown"), [("fa", "۸۷٪"), ("ar", "87%"), ("pl", "87%"), ("bg", "87%")]
)
def test_a_share_within_a_sentence_is_written_as_the_language_does(name, shown):
    with speaking(name):
        assert shown in retold("Only 87 % of the deals have an owner.")


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "typed"),
    [
        (
            'Put them into their order, the first one first, and pass them to ck.load as stages=["A b", "C"] '
            "(in a notebook: STAGES).",
            'stages=["A b", "C"]',
        ),
        (
            'Say what they mean, each word where it belongs: lost=["Gone", "Ghosted"] (or won=, dropped=, open=).',
            'lost=["Gone", "Ghosted"]',
        ),
        (
            'Write it as ck.waterfall(pipe, start="2025-01-01", end="2025-06-30").',
            'ck.waterfall(pipe, start="2025-01-01", end="2025-06-30")',
        ),
        (
            'Leave it out with columns={"amount": ""}, name another column there, or mend these cells.',
            'columns={"amount": ""}',
        ),
    ],
)
def test_what_is_typed_stays_code(name, said, typed):
    with speaking(name):
        told = retold(said)
    assert typed in told and told != said


@pytest.mark.parametrize("name", NOT_LATIN)
@pytest.mark.parametrize(("said", "own"), SAID_WITHIN)
def test_what_stands_within_a_note_is_told_too(name, said, own):
    with speaking(name):
        told = retold(said)
    assert {*re.findall(r"[A-Za-z]\w*", told)} <= {*re.findall(r"[A-Za-z]\w*", own)}, told
    assert name == "bg" or not re.search(r"[\u0600-\u06ff], ", told)


@pytest.mark.parametrize("name", LANGUAGES)
def test_names_that_look_like_notes_stay(name):
    """Of what is no list of ours, and of names with a word in brackets, nothing is told."""
    with speaking(name):
        for said in ("Closed (lost)", "Ada, Ben", "Offer, lost", "won", "Signed (open)"):
            template = "Order of stages: {0} ({1})."
            told = retold(template.format(said, PASSED))
            assert said in told or said == "won", told


@pytest.mark.parametrize("name", LANGUAGES)
def test_words_beside_each_other_have_the_comma_of_the_language(name):
    with speaking(name):
        assert told.joined(["a", "", "b"], ", ") == f"a{now().comma}b"
        assert told.say("{a}, {b}", {"a": "x, y", "b": 1}) == f"x, y{now().comma}1"


@pytest.mark.parametrize("name", LANGUAGES)
def test_what_comes_in_a_day_is_told_in_the_language(name, pipe):
    found = ck.kpis(pipe, period="year")
    (row,) = found[found["measure"].eq("velocity_per_day")].to_dict("records")
    row |= {"value": 3500.0, "previous": 2200.0, "currency": ""}
    with speaking(name):
        told_so = words.say("{money}/d", money=words.money(3500.0))
        assert kpis.carded(row, [])["shown"] == told_so
        assert kpis.carded(row | {"measure": "won_value"}, [])["shown"] == words.money(3500.0)
        assert kpis.carded(row | {"value": float("nan")}, [])["shown"] == words.MISSING


@pytest.mark.parametrize("name", LANGUAGES)
def test_arrows_of_ways_point_where_the_language_is_read_to(name):
    table = ck.paths(pipe_of(["ABW", "ABW", "ABL", "AW"]))
    with speaking(name):
        drawn, told_so = charts.paths_chart(table), str(charts.paths_words(table))
        there, against = ("←", "→") if now().leftwards else ("→", "←")
    shown = "".join(note.text for note in drawn.layout.annotations) + str(drawn.data)
    assert f"A {there} B" in told_so and f"A {there} B" in shown and against not in told_so
    asked = [bar.customdata for bar in drawn.data if bar.customdata is not None]
    clicked = {each[0] for bar in asked for each in bar if each is not None}
    assert "A → B" in clicked  # a question to the table, which has no language


def test_a_number_and_what_stands_small_beside_it_are_two_words(pipe):
    page = cards_html(headlines(pipe), months(pipe), currency="EUR")
    assert "<small" in page and not re.search(r"[^\s>]<small", page)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("more", [-3, -1, 0, 2])
def test_a_month_is_compared_with_the_one_before_in_the_language(name, more):
    row = pd.Series({"more": more, "previous_label": "2025-09", "n": 20, "previous_n": 20})
    english = compared(row)
    with speaking(name):
        assert not {"than", "fewer", "more", "many"} & set(compared(row).split()), english


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_digest_says_the_same_figures_in_every_language(name, pipe):
    english = figures_in(ck.digest(pipe, since="30d"))
    told = ck.digest(pipe, since="30d", locale=name)
    assert now().name == "en"
    assert sorted(english) == sorted(figures_in(told, name))


def figures_in(told: str, name: str = "en") -> list[str]:
    """The shares and small counts; dates and money are written otherwise."""
    digits = str.maketrans(locale_of(name).digits + locale_of(name).decimal, "0123456789.")
    lines = told.translate(digits).replace("\xa0", " ").replace("٪", "%").splitlines()[2:]
    return [share for line in lines for share in re.findall(r"(\d+) ?%", line)]


def test_the_direction_and_the_language_stand_in_the_document(pipe, tmp_path):
    told = ck.report(pipe, tmp_path / "r.html", locale="ar").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in told
    assert '<html lang="pl" dir="ltr">' in ck.report(
        pipe, tmp_path / "r.html", locale="pl"
    ).read_text(encoding="utf-8")


def test_what_cycle_toml_says_is_the_language_where_none_is_asked_for(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    (tmp_path / "cycle.toml").write_text('locale = "bg"\n', encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv")
    assert pipe.locale == "bg" and ck.digest(pipe).startswith("Продажби")
    assert ck.digest(pipe, locale="en").startswith("Sales")


def test_the_words_of_a_picture_run_leftwards_and_what_is_clicked_stays():
    figure = {
        "data": [{"text": ["a → b<br>c"], "customdata": [["Offer"]], "type": "bar", "x": [1]}],
        "layout": {},
    }
    assert directed(figure) is figure
    with speaking("fa"):
        found = directed(figure)
    line = f"{LEFTWARDS}a → b{RIGHTWARDS}<br>{LEFTWARDS}c{RIGHTWARDS}"
    assert found["data"][0]["text"] == [line] and found["data"][0]["customdata"] == [["Offer"]]
    assert found["data"][0]["type"] == "bar" and found["layout"]["separators"] == "٫٬"
    with speaking("pl"):
        assert directed(figure)["data"] == figure["data"]


@pytest.mark.parametrize("name", ("ar", "fa"))
def test_names_and_signs_keep_their_place_in_a_line_from_right_to_left(name):
    with speaking(name):
        assert words.name("B2B") == "\u2068B2B\u2069"
        assert words.plus(words.trimmed(5, 0)).startswith("\u200e+")
    assert words.name("B2B") == "B2B"


def test_stages_that_are_called_as_our_own_words_stay_as_they_are(tmp_path):
    """Of our words only the ends of a deal stand among the stages, and a stage cannot be called so."""
    rows = [DEALS.splitlines()[0]]
    for n in range(24):
        stage, status = ("new", "open", "goal")[n % 3], ("Won", "Lost", "Open")[n % 3]
        closed = "" if status == "Open" else f"2025-03-{n + 1:02}"
        rows.append(
            f"d{n},Deal {n},Acme,Ada,North,{stage},{status},{n * 10},2025-02-{n + 1:02},{closed},,"
        )
    (tmp_path / "deals.csv").write_text("\n".join(rows), encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv", stages=["new", "open", "goal"])
    assert pipe.stages == ("new", "open", "goal")
    with speaking("bg"):
        shown = {stage: words.name(stage) for stage in pipe.stages}
        document = written(pipe, "30d")
    assert shown == {stage: stage for stage in pipe.stages}
    assert words.name("won") == "won"
    assert all(re.search(rf"\b{stage}\b", text_of(document)) for stage in pipe.stages)
    assert "created →" not in text_of(
        document
    )  # what stands for the stage of deals that were not there


def test_what_is_no_whole_number_or_none_is_many():
    one, more = "{n:#} deal", "{n:#} deals"
    assert [translated_of(one, more, count) for count in (1, 1.0, 1.5, None, float("nan"))] == [
        one, one, more, more, more,
    ]  # fmt: skip


def test_what_stands_for_the_stage_of_deals_that_were_not_there_is_told():
    log = events("1 new 2024-01-01", "1 done 2024-01-20", "2 new 2024-01-15", "3 new 2024-02-10")
    pipe = ck.from_events(log, stages=["new", "done"])
    table = ck.changes_matrix(pipe, "2024-01-10", "2024-02-10")
    assert set(table["stage_before"].astype(str)) == {"created", "new"}
    with speaking("pl"):
        titles = str(charts.changes_matrix_chart(table).to_dict())
        shown = table_html(table)
    assert "utworzona → new" in titles and "new → done" in titles and "created →" not in titles
    assert "utworzona" in shown and "<bdi>new</bdi>" in shown and "<bdi>created</bdi>" not in shown


def test_a_tag_is_never_broken_over_two_lines():
    told = words.hover(
        '<span style="color:#57616d">Interests, options, alternatives: two authors, 1981</span>'
    )
    assert "<br>" in told and re.findall("<[^<>]*>", told)[0] == '<span style="color:#57616d">'


# ---- the page in a language, whatever its file is like


def test_the_language_counts_on_a_page_whose_file_cannot_be_read(tmp_path):
    (tmp_path / "deals.xlsx").write_bytes(b"PK no workbook")
    with speaking("en"):
        page = manager_page(tmp_path / "deals.xlsx")
        page.arrived("?locale=fa")
        assert now().name == "fa" and "چرخهٔ فروش" in page.head.html
        assert 'value="fa" selected' in page.head.html
        assert "deals.xlsx" in page.note.html and "No table" not in page.note.html
        page.head.on_choose("locale", "pl")
        assert "Cykl sprzedaży" in page.head.html and now().name == "pl"
        (tmp_path / "deals.xlsx").unlink()
        (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
        page.source = tmp_path / "deals.csv"
        page.read()
        page.arrived("?locale=pl&page=team")
        assert page.chapters.at == "team" and "Zespół" in page.nav.html


@pytest.mark.parametrize("name", LANGUAGES)
def test_sentences_that_begin_with_a_latin_name_run_as_their_page(name):
    wrong = QuestionError("deals.csv is empty.", there="Its headers are.", fix="Export it again.")
    with speaking(name):
        shown = error_html(wrong) + broken_settings_html(wrong)
    assert "<p>" in shown and "dir=" not in shown


def test_a_language_is_chosen_while_it_is_shown_how_a_file_was_read(
    tmp_path,
):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    with speaking("en"):
        page = manager_page(tmp_path / "deals.csv")
        page.show_import()
        shown = page.importing
        shown.draft = {"period": "2025-Q4"}
        shown.draw()
        page.speak("bg")
        assert page.importing is shown and page.body.children == (page.note, shown)
        assert page.nav.html == "" and "2025-Q4" in shown.parts[-1].html
        told = re.sub("<[^>]*>", " ", page.note.html + shown.parts[-1].html)
        assert not re.search("[A-Za-z]{3}", told)
        page._said("back")
        assert page.importing is None and "Екип" in page.nav.html
        assert "Цикъл на продажбата" in page.head.html


def test_answers_that_stand_while_a_file_is_broken_are_told_in_the_language(
    tmp_path,
):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    with speaking("en"):
        page = manager_page(tmp_path / "deals.csv")
        (tmp_path / "deals.csv").write_text("", encoding="utf-8")
        page.read()
        broken = page.head.html
        page.speak("pl")
        assert page.chapters in page.body.children and "Zespół" in page.nav.html
        kept = translated(
            "The file has changed and cannot be read. What you see was read at {time}."
        )
        assert kept.partition("{")[0] in page.head.html
        page.speak("en")
        assert page.head.html == broken
