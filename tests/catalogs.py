"""The catalogs of translated sentences: which messages there are, and the files brought up to date.

    python -m tests.catalogs          adds to every catalog what it lacks, untranslated, and drops what is gone

Messages are found in two ways: in the code, where `_`, `say` and `many` are given them and where constants are
templates; and by writing the report of a few samples, since legends and titles are handed on before they are told.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import count, pairwise
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

import cycle_kit as ck
from cycle_kit import charts, dashboard, locale, metrics, reports, shipped
from cycle_kit.charts import (
    answerable,
    axes,
    bars,
    leads,
    measured,
    method_names,
    stages,
    told,
    trend,
    words,
)
from cycle_kit.charts.spoken_tables import FATES, STEPS
from cycle_kit.charts.theme import COLOURS
from cycle_kit.config.keys import OURS
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.import_names import TAKEN
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.dashboard.pages.chapters import TITLES
from cycle_kit.dialects import plain
from cycle_kit.files.separator import SEPARATORS
from cycle_kit.loading import order
from cycle_kit.locale import notebooks, sentences
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.metrics.changes import EDGES
from cycle_kit.metrics.discounts import BANDS
from cycle_kit.reports.digest import digest
from cycle_kit.reports.report import written
from tests import phrases

#: a message: itself, or its singular and its plural
Message = str | tuple[str, str]

LANGUAGES = [name for name in locale.LOCALES if name != locale.ENGLISH]
ROOMS = [Path(room.__path__[0]) for room in (charts, dashboard, reports)]
METRICS = Path(metrics.__path__[0])
#: rooms whose errors and notes are read by people who look at pages
LIBRARY = [
    "metrics",
    "benchmarks",
    "loading",
    "files",
    "config",
    "warehouse",
    "values",
    "dialects",
    "reports",
    "dashboard/pages",
]
#: what is no word of a message
SIGNS = re.compile(r"{[^}]*}|<[^>]*>|\[/?[a-z_]*\]|&\w+;")
PLACE = re.compile(r"{[?+!#-]?\w*(?::[^}]*)?}")
CODE = re.compile(r"%[\w(-]|[<\\\\]|\(\?|\.str\.|^select ")  # what is no sentence
PHRASES = ("one_or_more", "require_history")  # are given what stands within a sentence
ANY_PLACE = re.compile(r"{\w*(?::[^{}]*)?}")
BY_COUNT = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
#: what only templates of `told` have
TEMPLATE = re.compile(r"{[?+!#-]?\w+:[a-z_#–]+\d*}| \|\| | // |\[few\]|{[?+!#-]\w")
WRITTEN = {"hubspot_deals.csv": "B2C", "event_log.csv": "", "salesforce_opportunities.csv": ""}


def has_words(text: str) -> bool:
    """Whether there is something to translate: letters, or the way from one thing to another."""
    return bool(re.search("[A-Za-z→]", SIGNS.sub("", text)))


def messages(kept: Iterable[Message] = ()) -> list[Message]:
    """All of them, each once, in their order; `kept`: what is in the catalogs, where it stays whole."""
    written_down = dict.fromkeys(
        [*in_code(), *of_metrics(), *of_who(), *named(), *of_library(), *of_notebooks()]
    )
    filled = [sentences.pattern_of(one) for one in written_down if sentences.PLACE.search(str(one))]
    found = [*written_down, *parts_shown({*written_down, *kept}, filled)]
    pairs = {each for message in found if isinstance(message, tuple) for each in message}
    return [
        one
        for one in dict.fromkeys(found)
        if isinstance(one, tuple) or one not in pairs or "{" not in one
    ]


# ---- in the code


def in_code() -> Iterator[Message]:
    for path in sorted(path for room in ROOMS for path in room.rglob("*.py")):
        yield from filter(spoken, of_module(path.read_text(encoding="utf-8")))
    yield from of_templates()


def of_templates() -> Iterator[str]:
    """What a page says without a kernel."""
    for path in sorted(Path(dashboard.__path__[0]).rglob("*.j2")):
        yield from re.findall(r'told\("([^"]+)"\)', path.read_text(encoding="utf-8"))


def spoken(message: Message) -> bool:
    return has_words(message if isinstance(message, str) else message[1])


def of_module(code: str) -> Iterator[Message]:
    tree = ast.parse(code)
    used = {id(each) for each in docstrings(tree)}
    # a module that tells rows has the `say` of `told`
    plain = not re.search(r"told import [^\n]*\bsay\b", code)
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name == "many" and len(call.args) > 2:
            one, more = map(literal, call.args[1:3])
            used |= {id(call.args[1]), id(call.args[2])}
            if one and more:
                yield one, more
        elif call.args and (name == "_" or (name == "say" and plain)):
            for part in ast.walk(call.args[0]):
                text = literal(part)
                if text and id(part) not in used:
                    used |= {id(each) for each in ast.walk(part)}
                    yield text
    for beside in (two for part in ast.walk(tree) for two in in_twos(part)):
        one, more = map(literal, beside)
        if "{n}" in one and "{n}" in more and not used & set(map(id, beside)):
            used |= set(map(id, beside))
            yield one, more
    yield from of_signs(tree)
    for part in ast.walk(tree):
        text = literal(part) if isinstance(part, ast.Constant) and id(part) not in used else ""
        if (PLACE.search(text) and TEMPLATE.search(text)) or "[/]" in text:
            yield from of_template(text)
        elif (is_sentence(text) or is_filled_later(text)) and not CODE.search(text):
            yield text


def of_signs(tree: ast.AST) -> Iterator[str]:
    """What stands beside a colour's name, in a tuple or a dict: what a mark is, in a legend or where one points."""
    for part in ast.walk(tree):
        for one, other in beside(part):
            if literal(one) in COLOURS:
                ways = (other.body, other.orelse) if isinstance(other, ast.IfExp) else (other,)
                found = (text for text in map(literal, ways) if text not in COLOURS)
                yield from (text for text in found if text and not re.search("[_{]", text))


def beside(part: ast.AST) -> Iterable[tuple[ast.AST | None, ast.AST]]:
    if isinstance(part, ast.Dict):
        return zip(part.keys, part.values, strict=True)
    elements = part.elts if isinstance(part, ast.Tuple) else []
    return [*pairwise(elements), *pairwise(reversed(elements))]


def in_twos(part: ast.AST) -> Iterable[tuple[ast.AST, ast.AST]]:
    """What stands beside each other in a tuple or a call: a singular and its plural are handed on so."""
    if isinstance(part, ast.Tuple):
        return pairwise(part.elts)
    return pairwise(part.args) if isinstance(part, ast.Call) else ()


def is_filled_later(text: str) -> bool:
    """A text with named places that is kept in a list or under a name until it is said."""
    own = re.findall("[A-Za-z]{2,}", SIGNS.sub("", text))
    return bool(re.search(r"{[a-z]\w*}", text)) and len(own) > 1 and "\n" not in text


def docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for part in ast.walk(tree):
        if isinstance(part, ast.Module | ast.FunctionDef | ast.ClassDef):
            first = part.body[0] if part.body else None
            if isinstance(first, ast.Expr):
                yield first.value


def literal(part: ast.AST | None) -> str:
    """The text that is written there, also in two parts; "" for anything else."""
    if isinstance(part, ast.Constant):
        return part.value if isinstance(part.value, str) else ""
    if isinstance(part, ast.Name):
        return words.GAP if part.id == "GAP" else ""
    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
        ends = literal(part.left), literal(part.right)
        return "".join(ends) if all(ends) else ""
    return ""


def of_template(text: str) -> Iterator[Message]:
    for sentence in (one for ways in told.sentences_of(text) for one in ways):
        yield sentence.one if sentence.one == sentence.more else (sentence.one, sentence.more)


def of_metrics() -> Iterator[str]:
    """What metrics say of themselves, sentence by sentence, and what each step is for."""
    for step, said in tomllib.loads(
        (METRICS / "step_guide.toml").read_text(encoding="utf-8")
    ).items():
        yield from (step, said["goal"], *said["questions"], *said["next_actions"])
    for file in ("catalogue.toml", "measures.toml"):
        yield from sentences_in(tomllib.loads((METRICS / file).read_text(encoding="utf-8")))


def sentences_in(said: dict) -> Iterator[str]:
    for key, value in said.items():
        if isinstance(value, dict):
            yield from sentences_in(value)
        elif key in ("counts", "who", "missing", "partial", "export"):
            for sentence in filter(has_words, sentences.END.split(value.strip())):
                yield from parts_of(sentence) if ANY_PLACE.search(sentence) else [sentence]


def of_who() -> Iterator[Message]:
    """The words for those who are counted in a metric, stand beside them or are left out."""
    for card in CARDS.values():
        for part in (card.counted, *card.beside, *card.left_out):
            if part:
                yield part.one, part.many
    code = ast.parse((METRICS / "who.py").read_text(encoding="utf-8"))
    for call in (one for one in ast.walk(code) if isinstance(one, ast.Call)):
        texts = [text for text in map(literal, call.args) if text.startswith("{n} ")]
        if texts:
            yield texts[0], texts[-1]


def named() -> Iterator[str]:
    """Words that stand in lists of their own."""
    yield from (*marks.MONTHS, *axes.JALALI_MONTHS, "day", "week", "month", "quarter", "year")
    yield from (
        "closings",
        "creations",
        "deals",
        "leads",
        "activities",
        "pipeline",
        "owner",
        "account",
        "stage",
        "open",
    )
    yield from (
        *EDGES,
        "reason",
        "source",
        "segment",
        "too few",
        "team",
        "region",
        "industry",
        "product",
    )
    yield from (
        "Counts {0}, which your data does not tell from others.",
        "{0} open deal",
        "{0} open deals",
    )
    yield from phrases.PHRASES
    yield from (word for said in bars.REASONS.values() for word in said[:2])
    yield from (*trend.DARKER.values(), *(said[2] for said in answerable.ANSWERS.values()))
    yield from (
        "the only one tried",
        "the usual one: too few past dates to choose by",
        "Order of stages: {0} ({1}).",
        'Order of stages of "{0}": {1} ({2}).',
        order.PASSED,
        order.UNKNOWN,
        *dict.fromkeys(one.title for one in plain.DIALECTS),
        *TAKEN.values(),
        *SEPARATORS.values(),
        *(name.replace("_", " ") for name, card in CARDS.items() if card.must is not None),
        *(said[0] for said in measured.MEASURES.values()),
        *method_names.METHODS.values(),
        *stages.RULES,
        *(said[1].capitalize() for said in leads.STANDS.values()),
        leads.MOST_CAME,
        leads.OF_KNOWN,
        *FATES.values(),
        *STEPS.values(),
        *BANDS,
    )
    told_of = ["definition", "why_not", "segment", "statistic", "n_of", "spans", "counts"]
    published = ck.benchmarks()[told_of]
    for cell in published.astype("object").to_numpy().ravel():
        yield from filter(has_words, sentences.END.split(cell) if isinstance(cell, str) else [])


def of_library() -> Iterator[str]:
    """The sentences of errors and notes, with numbered places where a figure or a name is filled in."""
    house = locale.FOLDER.parent
    paths = [
        *house.glob("*.py"),
        *(path for room in LIBRARY for path in (house / room).rglob("*.py")),
    ]
    for path in sorted(paths):
        told = any(room in path.parents for room in ROOMS)  # which say what begins with a figure
        yield from of_errors(path.read_text(encoding="utf-8"), figures_first=not told)


def of_errors(code: str, *, figures_first: bool) -> Iterator[str]:
    """`figures_first`: sentences that begin with a figure, too: "{n:,} of {of:,} lines have no amount." """
    whole = is_said if figures_first else is_sentence
    tree = ast.parse(code)
    inner = {
        id(each)
        for part in ast.walk(tree)
        if isinstance(part, ast.JoinedStr)
        for each in ast.walk(part)
    }
    aside = {id(each) for each in docstrings(tree)} | inner
    for part in ast.walk(tree):
        if isinstance(part, ast.Call) and getattr(part.func, "id", "") in PHRASES:
            texts = filter(has_words, map(literal, part.args))
            yield from (text.replace("{n}", "{0}") for text in texts if not CODE.search(text))
        if isinstance(part, ast.JoinedStr):
            yield from parts_of(numbered(part))
        elif isinstance(part, ast.Constant) and id(part) not in aside and whole(part.value):
            yield from parts_of(part.value)


def is_sentence(value: object) -> bool:
    return isinstance(value, str) and bool(
        re.fullmatch(r"[A-Z].* .*[.?!:]", value.strip(), re.DOTALL)
    )


def is_said(value: object) -> bool:
    return is_sentence(value) or (
        isinstance(value, str)
        and bool(re.fullmatch(r"{\w*(?::[^{}]*)?} [a-z].* .*[.?!]", value.strip(), re.DOTALL))
    )


def numbered(part: ast.JoinedStr) -> str:
    """An f-string with its places by number."""
    places = count()
    return "".join(
        str(each.value) if isinstance(each, ast.Constant) else f"{{{next(places)}}}"
        for each in part.values
    )


def parts_of(text: str) -> Iterator[str]:
    """Its sentences, each with places from 0 on; those with two words of their own at least, in singular and plural."""
    for said in sentences.END.split(text.strip()):
        sentence = said.removeprefix("| ")  # behind it stands the plural
        places = {
            name: f"{{{at}}}" for at, name in enumerate(dict.fromkeys(ANY_PLACE.findall(sentence)))
        }
        told = ANY_PLACE.sub(lambda place, places=places: places[place[0]], sentence)
        own = len(re.findall("[A-Za-z]{2,}", sentences.PLACE.sub("", told)))
        if own > max(1, len(places)) and not CODE.search(told):
            yield from dict.fromkeys(BY_COUNT.sub(rf"\{form}", told) for form in (1, 2))


def of_notebooks() -> Iterator[str]:
    """The text of the notebooks, line by line, without code and links."""
    for path in sorted(shipped.notebook("manager").parent.glob("*.ipynb")):
        yield from filter(has_words, notebooks.messages(path.read_text(encoding="utf-8")))


# ---- as they are shown


def parts_shown(known: set[Message], filled: list[re.Pattern]) -> Iterator[Message]:
    """Of what is shown that is not written down as it is, each sentence that no template fits."""
    for message in shown():
        if isinstance(message, tuple) or message in known:
            yield message
            continue
        for part in sentences.END.split(message):
            if (
                has_words(part)
                and not has_figures(part)
                and not any(pattern.fullmatch(part) for pattern in filled)
            ):
                yield part


@cache
def shown() -> tuple[Message, ...]:
    """What passes the door while reports of a few samples are written."""
    with listening() as heard:
        for name, pipeline in WRITTEN.items():
            pipe = ck.load(ck.sample(name))
            pipe = pipe.where(pipeline=pipeline) if pipeline else pipe
            written(pipe, "45d", "quarter")
            digest(pipe, since="45d")
            turn_all_pages(name)
            for each in names_in(pipe):
                heard.pop(each, None)
    return tuple(heard)


def turn_all_pages(sample: str) -> None:
    """The page of a file, all its questions, and how the file was read."""
    page = ManagerPage(ck.sample(sample))
    for key in TITLES:
        page._turn(key)
    page.show_import()


def names_in(pipe: ck.Pipeline) -> set[str]:
    """The words of the data, which are shown as they are."""
    texts = pipe.deals.select_dtypes(exclude=["number", "datetime"])
    found = {str(value) for column in texts for value in texts[column].dropna().unique()}
    return (found | {*pipe.names("stage"), *pipe.deals, *pipe.leads, *OURS}) - {
        *words.ENDS,
        *map(str.capitalize, (*words.ENDS, "open", "new")),
    }


class Passed(str):
    """A message that was told; what is filled into it is none anew."""

    done: set[str]

    def format(self, *given: object, **named: object) -> str:
        result = super().format(*given, **named)
        self.done.add(result)
        return result


@contextmanager
def listening() -> Iterator[dict[Message, None]]:
    """The messages that are told meanwhile; not what has been told already and is handed on."""
    heard: dict[Message, None] = {}
    done: set[str] = set()
    plain, plural, filled = words.translated, words.translated_of, told.filled

    def passed(text: str) -> str:
        result = Passed(text)
        result.done = done
        return result

    def one(text: str) -> str:
        if has_words(text) and not is_told(text, done):
            heard[text] = None
        return passed(plain(text))

    def form(single: str, more: str, count: object) -> str:
        heard[single, more] = None
        return passed(plural(single, more, count))

    def kept(*given, **named) -> str:
        result = filled(*given, **named)
        done.add(result)
        return result

    words.translated, words.translated_of, told.translated_of, told.filled = one, form, form, kept
    try:
        yield heard
    finally:
        words.translated, words.translated_of, told.translated_of = plain, plural, plural
        told.filled = filled


def is_told(text: str, done: set[str]) -> bool:
    """Whether it is, or holds, what was made of a message before."""
    return (
        text in done or any(line in done for line in sentences.END.split(text)) or has_figures(text)
    )


def has_figures(text: str) -> bool:
    """Dates and amounts of the data in a text that is no template."""
    return "{" not in text and bool(
        re.search(r"^\d|\d, \d|\.csv|\d{4}|\d\N{NO-BREAK SPACE}|[€$]\d", text)
    )


# ---- the files


def path_of(language: str) -> Path:
    return locale.FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def renewed(catalog: Catalog, found: list[Message]) -> Catalog:
    """The same catalog with these messages, those that it had with their translations."""
    new = Catalog(locale=catalog.locale, charset="utf-8", fuzzy=False)
    new._num_plurals, new._plural_expr = catalog.num_plurals, catalog.plural_expr
    for message in found:
        known = catalog.get(message)
        new.add(message, known.string if known and known.id == message else None)
    return new


def write(language: str, catalog: Catalog) -> None:
    """One message under the other, in lines as long as they are, without dates: a change is what has changed."""
    head = f"# How cycle_kit says its sentences in {locale.locale_of(language).called}; a test tells what is missing.\n"
    plurals = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    lines = [head + 'msgid ""\nmsgstr ""', '"Content-Type: text/plain; charset=utf-8\\n"']
    lines += [f'"Language: {language}\\n"', f'"Plural-Forms: {plurals}\\n"', ""]
    inner = BytesIO()
    write_po(inner, catalog, width=0, omit_header=True, sort_output=False)
    path_of(language).write_text(
        "\n".join(lines) + "\n" + inner.getvalue().decode(), encoding="utf-8"
    )


def main() -> int:
    found = messages(message.id for message in read(LANGUAGES[0]))
    for language in LANGUAGES:
        catalog = renewed(read(language), found)
        write(language, catalog)
        lacking = sum(not told_in(message) for message in catalog if message.id)
        print(f"{language}: {len(found)} messages, {lacking} to be translated")
    return 0


def told_in(message) -> bool:
    """Whether a message of a catalog is translated, in all its forms."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


if __name__ == "__main__":
    sys.exit(main())
