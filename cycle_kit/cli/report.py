"""What `cycle-kit check` prints: the deals and their stages, then the notes by what they are about.

Prose is wrapped in a terminal. A line to type never is, so that it can be copied whole; in a pipe nothing is.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cycle_kit.cli.spoken import spoken, spoken_fix, typed_in
from cycle_kit.cli.typed import PLACES, as_typed
from cycle_kit.errors import listed, one_or_more

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from cycle_kit.pipeline import Pipeline

MOST_STAGES = 12
#: with more different names than this, a column of stages is none, and its cells are not told
MOST_NAMES = 50
KEPT = ("deal", "lead", "move", "line", "share", "activity")
IN_ORDER = "<the stages in their order>"


def report(pipe: "Pipeline", console: Console, *, command: str, stages: Iterable[str] = ()) -> None:
    """All of it. `command`: what was typed, to be typed again with more; `stages`: those named in it."""
    say(console, head(pipe))
    say(console, standing(pipe))
    for line in stage_lines(pipe):
        say(console, line)
    if unseen := never_entered(pipe, stages):
        say(console, f"No deal was ever in {listed(unseen)}, which --stages names.")
    notes = pipe.notes
    fate, columns = notes["fate"], notes["step"].eq("columns")
    plain = fate.eq("") & ~columns
    known = order_notes(notes) & pipe.ordered
    noteworthy = plain & ~known & (notes["effect"].ne("") | notes["fix"].ne(""))
    several = len(set(notes["file"]) - {""}) > 1
    read = notes[fate.isin(KEPT) | (plain & ~noteworthy)]
    out = notes[fate.ne("") & ~fate.isin(KEPT)]
    section(console, "What was read", read, several=several)
    for line in sums(notes, several=several):
        say(console, line, indent=2)
    section(console, "What was left out", out, several=several)
    section(console, "What to look at", notes[noteworthy], several=several)
    section(console, "Columns not used", notes[columns & fate.eq("")], several=several)
    say(console, Text("\nWhat to do next", style="bold"))
    for line in next_lines(pipe, command):
        to_type = line.startswith(("> ", "cycle-kit "))
        say(console, Text(line, style="cyan" if to_type else ""), indent=2, whole=to_type)


# -- the deals and their stages ------------------------------------------------------------------


def head(pipe: "Pipeline") -> str:
    deals = one_or_more(len(pipe.deals), "{n} deal", "{n} deals")
    day = f", as of {pipe.as_of:%d %B %Y}" if pipe.as_of == pipe.as_of else ""
    return f"{deals} ({pipe.crm}){day}"


def standing(pipe: "Pipeline") -> str:
    """How many deals are won, lost, dropped and open; of those that ended nobody knows how, too."""
    counts = pipe.deals["outcome"].value_counts()
    told = [f"{counts.get(name, 0):,} {name}" for name in ("won", "lost", "dropped", "open")]
    unknown = int(counts.get("unknown", 0))
    return ", ".join([*told, *([f"{unknown:,} in a way that nobody knows"] if unknown else [])])


def stage_lines(pipe: "Pipeline") -> Iterable[str]:
    """The stages of each pipeline: as a way where their order is known, else as a list that says so."""
    orders = list(pipe.orders.items())
    for name, stages in orders[:MOST_STAGES]:
        yield stage_line(name, stages, known=pipe.ordered)
    if len(orders) > MOST_STAGES:
        yield f"and {len(orders) - MOST_STAGES} more pipelines"


def stage_line(name: str, stages: Sequence[str], *, known: bool) -> str:
    if len(stages) > MOST_NAMES:
        told = f"{len(stages):,} different names, too many for stages"
    elif not stages:
        told = "no open stage is known"
    else:
        more = f" and {len(stages) - MOST_STAGES} more" if len(stages) > MOST_STAGES else ""
        told = (" > " if known else ", ").join(stages[:MOST_STAGES]) + more
    whose = name or "Stages"
    if not known and 1 < len(stages) <= MOST_NAMES:
        return f"{whose}, in no known order: {told}"
    return f"{whose}: {told}" if name or not (known and 0 < len(stages) <= MOST_NAMES) else told


def order_notes(notes: "DataFrame") -> "Series":
    """Which notes tell where the order of stages comes from."""
    return notes["step"].eq("stages") & notes["note"].str.startswith("Order of stages")


def never_entered(pipe: "Pipeline", stages: Iterable[str]) -> list[str]:
    """Those of the stages that no deal is or was in."""
    seen = {*pipe.visits["stage"].astype(str), *pipe.deals["stage"].astype(str)}
    return [stage for stage in dict.fromkeys(stages) if stage not in seen]


# -- the notes -----------------------------------------------------------------------------------


def section(console: Console, title: str, notes: "DataFrame", *, several: bool) -> None:
    """The notes below a title, those of each file below its name where there are several files."""
    if notes.empty:
        return
    say(console, Text(f"\n{title}", style="bold"))
    for file, theirs in notes.groupby("file", sort=False):
        if several:
            say(console, Text(str(file or "All files"), style="underline"))
        for note in theirs.to_dict("records"):
            tell(console, note)


def tell(console: Console, note: dict) -> None:
    """One note: how many rows it is of and what it says, what that changes, what to type."""
    say(console, told_of(note), indent=2)
    if note["effect"]:
        say(console, Text(spoken(note["effect"]), style="dim"), indent=4)
    if note["fix"]:
        fix = spoken_fix(note["fix"])
        say(console, Text(f"> {fix}", style="cyan"), indent=4, whole=bool(typed_in(note["fix"])))


def told_of(note: dict) -> str:
    """How many rows a note is of, and what it says."""
    count = f"{note['rows']:,}  " if note["rows"] > 0 and note["fate"] else ""
    return f"{count}{spoken(note['note'])}"


def sums(notes: "DataFrame", *, several: bool) -> Iterable[str]:
    """The rows of each file, and how many of them are in the numbers."""
    counted = notes[notes["fate"].ne("")]
    for file, theirs in counted.groupby("file", sort=False):
        rows = int(theirs["rows"].sum())
        out = rows - int(theirs.loc[theirs["fate"].isin(KEPT), "rows"].sum())
        whose = f" of {file}" if several and file else ""
        all_told = one_or_more(rows, "{n} row in all", "{n} rows in all")
        yield f"{all_told}{whose}" + (f", {out:,} of them left out" if out else "")


# -- what to do ----------------------------------------------------------------------------------


def next_lines(pipe: "Pipeline", command: str) -> list[str]:
    """The one most useful line: what to type where that helps most, else what to mend, else the page."""
    notes = pipe.notes
    if not pipe.ordered and (order := order_to_type(pipe)):
        return [
            "Put the stages into their order, the first one first, and type them in the place of <...>;",
            "one that is an ending goes behind --won, --lost or --dropped instead:",
            f"{command} {order}",
        ]
    choices = order_notes(notes) | notes["step"].eq("periods")  # as good as any other, until said
    useful = notes[notes["effect"].ne("") & notes["fix"].ne("") & ~choices]
    if useful.empty:
        return [
            "Nothing to mend. The page of these deals:",
            command.replace("check", "dashboard", 1),
        ]
    note = min(useful.to_dict("records"), key=usefulness)
    lines = [told_of(note), f"> {spoken_fix(note['fix'])}"]
    options = typed_in(note["fix"])
    if len(options) == 1 and to_paste(options[0]):
        lines.append(f"{command} {options[0]}")
    return lines


def usefulness(note: dict) -> tuple[bool, bool, bool]:
    """Small for a note whose line needs no thought; then for doubts, and rows left out last."""
    options = typed_in(note["fix"])
    return not any(map(to_paste, options)), bool(note["fate"]), not options


def to_paste(options: str) -> bool:
    """Whether options can be typed as they stand: without a place that the reader fills."""
    return options.startswith("--") and "..." not in options and options not in PLACES.values()


def order_to_type(pipe: "Pipeline") -> str:
    """The option that says the order of the stages, with a place for them: whoever copied them as they
    stand would say an order that nobody knows."""
    orders = {name: [IN_ORDER] for name, stages in pipe.orders.items() if len(stages) > 1}
    if not orders or sum(map(len, pipe.orders.values())) > MOST_NAMES:
        return ""
    if not any(pipe.orders):
        return as_typed("stages", orders[""])
    return as_typed(
        "stages", {name: orders.get(name, stages) for name, stages in pipe.orders.items()}
    )


# -- on paper ------------------------------------------------------------------------------------


def say(console: Console, text: str | Text, *, indent: int = 0, whole: bool = False) -> None:
    """A paragraph: wrapped to a terminal's width, unless it is to be copied whole."""
    text = Text(text) if isinstance(text, str) else text
    if whole or not console.is_terminal:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)
    else:
        console.print(Padding(text, (0, 0, 0, indent)))
