"""What an export is now: the sentence at the top of the import page, the account below it, or the error."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.charts.words import _, date, deals, full_money, many, number, say
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.page_words import COLUMNS, way_html, way_to
from cycle_kit.dashboard.page_words import told_html as told_so
from cycle_kit.errors import CycleKitError
from cycle_kit.loading.preview import Preview
from cycle_kit.pipeline import Pipeline

LEAST = (
    "Under {place}, choose at least which column is the stage, then the ID of the deal, when it was created and "
    "when it was closed."
)
STAGE = "Under {place}, choose which column is the stage, or the status."


def result_html(seen: Preview) -> str:
    """How the deals stand, in one sentence; or what stands in the way, and what to do."""
    if seen.error is not None:
        return error_html(seen.error, least_html(seen))
    pipe = seen.pipe
    assert pipe is not None
    counts = pipe.deals["outcome"].value_counts()
    told = say(
        "{deals}: {open} open, {won} won, {lost} lost, {dropped} dropped.",
        deals=deals(len(pipe.deals)),
        **{name: number(counts.get(name, 0)) for name in ("open", "won", "lost", "dropped")},
    )
    unknown = int(counts.get("unknown", 0))
    if unknown:
        told += " " + say("Of {n} nobody knows how they ended.", n=number(unknown))
    part = (
        say("Of the first {n} rows; all are read once it is kept.", n=number(seen.rows))
        if seen.rows
        else ""
    )
    more = f'<p class="ck-soft">{words(part)}</p>' if part else ""
    return f'<div class="ck-box ck-quiet" role="status"><p><b>{words(told)}</b></p>{more}</div>'


def broken_settings_html(error: CycleKitError) -> str:
    """What is wrong with the cycle.toml that is there, and what becomes of it."""
    told = [f"<b>{told_so(error.wrong)}</b>", told_so(error.there), way_html(error.fix)]
    after = _(
        "The page below goes without what is wrong in it. What you keep there takes its place; "
        "what is in it now is moved aside."
    )
    lines = "".join(f"<p>{line}</p>" for line in told if line)
    return f'<div class="ck-box ck-ready" role="alert">{lines}<p class="ck-soft">{words(after)}</p></div>'


def error_html(error: CycleKitError, least: str = "") -> str:
    """What stands in the way, and what to do: `least`, where there is no more to be said than that."""
    lines = [f"<b>{told_so(error.wrong)}</b>", told_so(error.there), least or way_html(error.fix)]
    told = "".join(f"<p>{line}</p>" for line in lines if line)
    return f'<div class="ck-box ck-ready" role="alert">{told}</div>'


def least_html(seen: Preview) -> str:
    """What to choose first, as long as nothing says how deals stand."""
    taken = set(seen.columns["column"])
    if seen.columns.empty or taken & {"stage", "status"}:
        return ""
    dated = taken & {"deal_id", "created_at", "closed_at"}
    return say(words(_(STAGE if dated else LEAST)), place=way_to(COLUMNS))


def account_html(seen: Preview) -> str:
    """What it was read as, what is known of it, and what is worth mending."""
    lines = [
        say("{file} was read as {layout}.", file=file, layout=_(title))
        for file, title in seen.layouts.items()
        if title
    ]
    told = "".join(f"<p>{told_so(line)}</p>" for line in [*lines, *facts(seen.pipe)])
    return told + (worth_mending(seen.pipe.notes) if seen.pipe else "")


def facts(pipe: Pipeline | None) -> list[str]:
    """The span of time, the money and the history: what other choices below would change at once."""
    if pipe is None:
        return []
    history = (
        _("The way through the stages is known.")
        if pipe.recorded
        else _("The way through the stages is not in this export.")
    )
    return [*created(pipe.deals), *money_won(pipe), history]


def created(frame: pd.DataFrame) -> list[str]:
    if "created_at" not in frame or frame["created_at"].isna().all():
        return []
    first, last = frame["created_at"].min(), frame["created_at"].max()
    return [
        say("The deals were created from {first} to {last}.", first=date(first), last=date(last))
    ]


def money_won(pipe: Pipeline) -> list[str]:
    value = pipe.deals["value"].where(pipe.deals["outcome"] == "won")
    if pipe.deals["amount"].isna().all() or (pipe.deals["outcome"] != "won").all():
        return []
    if value.isna().all():
        return [_("The amounts are in several currencies, so there are no sums of money.")]
    return [say("Won deals sum to {money}.", money=full_money(value.sum(), pipe.currency))]


def told_apart(*texts: str) -> str:
    """Sentences of a note one by one, since not every one ends with a point."""
    return " ".join(told_so(text) for text in texts if text)


def worth_mending(notes: pd.DataFrame) -> str:
    """The notes that come with something to do, folded away."""
    mend = notes[notes["fix"] != ""]
    mend = mend[~mend["note"].str.startswith("Order of stages")]
    if mend.empty:
        return ""
    told = many(len(mend), "{n} thing worth mending", "{n} things worth mending")
    items = "".join(
        f"<li>{told_apart(str(row.note), str(row.effect))} {way_html(row.fix)}</li>"
        for row in mend.itertuples()
    )
    return (
        f'<details data-key="mend" data-stays><summary data-stand="mend">{words(told)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def kept_html(settings_text: str) -> str:
    """What would be kept, to look at before it is."""
    told = words(_("What will be kept"))
    return (
        f'<details data-key="kept" data-stays><summary data-stand="kept">{told}</summary>'
        f'<pre dir="auto" tabindex="0" class="ck-scroll">{words(settings_text)}</pre></details>'
    )


def told_html(text: str, values: Mapping[str, object] | None = None) -> str:
    """A sentence in a quiet box, read out when it comes."""
    return f'<div class="ck-box ck-quiet" role="status">{words(say(text, **(values or {})))}</div>'
