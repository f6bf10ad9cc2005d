"""What the page says when there is little or nothing to show, and how old the data is."""

from collections.abc import Sequence

import pandas as pd

from cycle_kit.charts.words import FEW, _, commas, date, many, say
from cycle_kit.dashboard.live import button, words
from cycle_kit.dashboard.page_words import is_python, told_html, way_html
from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.locale import LOCALES, locale_of, now
from cycle_kit.metrics.choices import age_days
from cycle_kit.pipeline import Pipeline

MOST_CODES = 10
OLD = 7  # days after which the title line asks for a new export


def title_html(name: str, as_of: pd.Timestamp, today: pd.Timestamp) -> str:
    """ "Sales cycle · deals.csv, as of 31 Oct 2025 (22 days ago)" """
    age = age_days(as_of, today)
    ago = many(age, "{n} day ago", "{n} days ago") if age else _("today")
    told = say("{file}, as of {date}", file=name, date=date(as_of))
    old = f' <span class="ck-old">{words(_("export again for newer figures"))}</span>'
    return (
        f'<h1>{words(_("Sales cycle"))}</h1><p class="ck-of">{words(told)} '
        f"<span>({words(ago)})</span>{old if age > OLD else ''} {how_read()} · {as_file()}</p>"
        f"{tuned_html()}"
    )


def tuned_html() -> str:
    """The reader's own choices: light or dark, and the language."""
    return f'<span class="ck-tuned">{ground_html()}{languages_html()}</span>'


def ground_html() -> str:
    """Light or dark, which the browser keeps to itself: the element is declared in the template, ground.js."""
    grounds = {"": _("like the system"), "light": _("light"), "dark": _("dark")}
    options = "".join(
        f'<option value="{key}">{words(name)}</option>' for key, name in grounds.items()
    )
    return (
        f'<cycle-kit-ground><select class="ck-tune" data-stand="ground" '
        f'aria-label="{words(_("Light or dark"))}">{options}</select></cycle-kit-ground>'
    )


def languages_html() -> str:
    """The languages of the page, each by its own name."""
    options = "".join(
        f'<option value="{name}"{" selected" if name == now().name else ""}>{words(locale_of(name).called)}</option>'
        for name in LOCALES
    )
    return (
        '<select class="ck-tune ck-languages" data-choose="locale" '
        f'aria-label="{words(_("Language"))}">{options}</select>'
    )


def how_read() -> str:
    """The way to the import page."""
    return button(words(_("How this file was read")), "import")


def as_file() -> str:
    """The way to a file of all pages."""
    return button(words(_("Take it along as a file")), "report")


def writing_html() -> str:
    """While that file is written."""
    told = _("All pages are being written into one file. That takes up to a minute.")
    return f'<div class="ck-box ck-quiet" role="status">{words(told)}</div>'


def importing_html(*, public: bool) -> str:
    """Above the import page, the way back; `public`: nothing can be kept there."""
    way = button(_("Back to the answers"), "back")
    told = words(
        _("What each column, word and stage was taken for. You may try other choices here.")
        if public
        else _("What each column, word and stage was taken for. What you keep here counts at once.")
    )
    return f'<div class="ck-box ck-quiet" role="status"><p>{told}</p><p>{way}</p></div>'


def plain_title_html(name: str) -> str:
    """The title line of a file that could not be read."""
    return f'<h1>{words(_("Sales cycle"))}</h1><p class="ck-of">{words(name)}</p>{tuned_html()}'


def reading_html(name: str) -> str:
    """While a file that has changed is read again."""
    told = say("{file} has changed and is being read again.", file=name)
    return f'<div class="ck-box ck-quiet" role="status">{words(told)}</div>'


def gone_html(name: str, read: pd.Timestamp) -> str:
    """Where the file has been taken away."""
    told = say(
        "{file} is not there any more. What you see was read at {time}.",
        file=name,
        time=clock(read),
    )
    return _aside(words(told))


def kept_html(error: CycleKitError, read: pd.Timestamp) -> str:
    """Where the file that is there now cannot be read, and the one before still stands."""
    told = say(
        "The file has changed and cannot be read. What you see was read at {time}.",
        time=clock(read),
    )
    return _aside(f"<b>{words(told)}</b> {told_html(error.wrong)} {how_read()}")


def lost_html(asked: Sequence[str]) -> str:
    """What was chosen and is not in the file that has come."""
    told = say(
        "The new file does not have {what}: that choice is taken back.",
        what=commas(f'"{each}"' for each in asked[:MOST_CODES]),
    )
    return _aside(words(told))


def unknown_html(asked: Sequence[str]) -> str:
    """What the page's address asks for and this export does not have."""
    told = say(
        "The address asks for {what}, which this export does not have. Everything else it asks for is chosen below.",
        what=commas(f'"{each}"' for each in asked[:MOST_CODES]),
    )
    return _aside(words(told))


def cut_html(name: str) -> str:
    """Where the file ends within a record."""
    told = say(
        "{file} ends within a record: it may have been cut off, or is still being written.",
        file=name,
    )
    return _aside(words(told))


def kept_cut_html(name: str, read: pd.Timestamp) -> str:
    """Where the file that is there now ends within a record, and the one before still stands."""
    told = say("What you see was read at {time}, from the file before.", time=clock(read))
    return cut_html(name).replace("</div>", f" {words(told)}</div>")


def _aside(html: str) -> str:
    return f'<div class="ck-box ck-ready" role="alert">{html}</div>'


def clock(moment: pd.Timestamp) -> str:
    return f"{moment:%H:%M}"


def broken_html(error: CycleKitError) -> str:
    """An error's text in a calm box."""
    parts = [f"<b>{told_html(error.wrong)}</b>", told_html(error.there), way_html(error.fix)]
    told = "".join(f"<p>{part}</p>" for part in parts if part)
    after = words(
        _("Put it right below and keep it, or replace the file: this page then reads it again.")
        if not isinstance(error, FileError)
        else _("As soon as the file is replaced, this page reads it again.")
    )
    return f'<div class="ck-box ck-ready" role="alert">{told}<p class="ck-soft">{after}</p></div>'


def asked_html() -> str:
    """Above the import page, which says what is asked."""
    told = _("This page needs a word from you before it can answer.")
    after = _("Put it right below and keep it, or replace the file: this page then reads it again.")
    return f'<div class="ck-box ck-quiet" role="status"><p>{words(told)}</p><p class="ck-soft">{words(after)}</p></div>'


def few_html(count: int) -> str:
    """Nothing for many deals; a sentence for few, and one with a way out for none."""
    if count == 0:
        told, way = words(_("No deals match these filters.")), button(_("Show all deals"), "reset")
        return f'<div class="ck-box ck-ready" role="status"><p><b>{told}</b></p><p>{way}</p></div>'
    if count < FEW:
        told = many(
            count,
            "Only {n} deal matches: too few to judge anything by.",
            "Only {n} deals match: too few to judge anything by.",
        )
        return f'<div class="ck-box ck-quiet" role="status">{words(told)}</div>'
    return ""


def money_html(pipe: Pipeline) -> str:
    """Where amounts are there and no sum of them: why, and the two ways to have one."""
    deals = pipe.deals
    if deals["amount"].isna().all() or deals["value"].notna().any():
        return ""
    codes = sorted(deals["currency"].dropna().unique())[:MOST_CODES]
    told = say(
        "Amounts are in {codes}, and nothing says what one is worth in the other: sums of money are left empty.",
        codes=commas(codes),
    )
    base, *others = codes or ["EUR"]
    rates = ", ".join(f"{code} = 1.0" for code in others)
    line = (
        f"<code>currency = {{base = &quot;{words(base)}&quot;, rates = {{{words(rates)}}}}}</code>"
    )
    way = button(words(_("Say it here")), "import")
    or_write = say(
        words(_("or write it with your rates at the top of cycle.toml: {line}")), line=line
    )
    return f'<div class="ck-box ck-quiet" role="status"><p>{words(told)}</p><p>{way} {or_write}</p></div>'


def needs_html(error: CycleKitError, export: str) -> str:
    """In the place of a chart: why it cannot be drawn, and what to export instead."""
    way = way_html(export or error.fix)
    told = f"<p><b>{told_html(error.wrong)}</b></p>" + (
        f"<p>{told_html(error.there)}</p>" if error.there else ""
    )
    way = f"<p>{way}</p>" if way else ""
    return f'<div class="ck-needs ck-ready">{told}{way}</div>'


def lacks_html(sentence: str) -> str:
    """In the place of a chart that has nothing to draw: what it says instead."""
    way = way_html(sentence) if is_python(sentence) else words(sentence)
    return f'<div class="ck-needs ck-ready"><p>{way}</p></div>'


def choose_html() -> str:
    """Where the stages of several pipelines would have to share one chart."""
    told = words(_("Each pipeline has its own stages. Choose one above to see them."))
    return f'<div class="ck-needs">{told}</div>'
