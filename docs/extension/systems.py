"""A page per system: of those that are recognised from declaration and sample, of others how to name the columns."""

from functools import cache
from pathlib import Path

import pandas as pd

import cycle_kit as ck
from cycle_kit.dialects.unattested import HOW_TOS, columns_to_pass
from cycle_kit.pipeline import Pipeline
from tests.readme_crms import TABLE, languages, samples_of

HEAD = "<!-- made by `make docs` from the declarations -->\n\n"
#: sections of a page: a question, and the metric that answers it where the export can
FIRST = {
    "Where deals stop": ("funnel", "ck.funnel_chart(ck.funnel(one))"),
    "How long they wait": ("stage_durations", "ck.stage_durations_chart(ck.stage_durations(one))"),
    "How long the whole way takes": ("cycle_length", "ck.cycle_length_chart(ck.cycle_length(one))"),
    "How many are won": (
        "win_rate",
        'ck.win_rate(one)[["deals", "won", "win_rate", "low", "high"]]',
    ),
    "Why they are lost": ("loss_reasons", "ck.loss_reasons_chart(ck.loss_reasons(one))"),
}


def titles() -> dict[str, str]:
    """{name of a page: the system}: those that are recognised, and those whose columns are named."""
    layouts = ck.crms()
    layouts = layouts[layouts["table"] != "leads"]
    pairs = zip(layouts["crm"], layouts["title"], strict=True)
    found = {slug(title if crm == "plain" else crm): title for crm, title in pairs}
    return found | {slug(how.title): how.title for how in HOW_TOS}


def page(name: str) -> str:
    """The text of a page."""
    title, layouts = titles()[name], ck.crms()
    group = layouts[(layouts["title"] == title) & (layouts["table"] != "leads")]
    if len(group):
        return known(title, group)
    return by_hand(next(how for how in HOW_TOS if how.title == title))


def slug(title: str) -> str:
    return title.lower().replace(" ", "_").replace("!", "")


def write(folder: Path, *, computed: bool) -> None:
    """All pages, where Sphinx looks for them; without `computed` their titles alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, title in titles().items():
        save(folder / f"{name}.md", page(name) if computed else f"# From {title} to the page\n")


def listed() -> str:
    """The table of contents of these pages."""
    rows = "\n".join(f"{title} <from/{name}>" for name, title in titles().items())
    return f"```{{toctree}}\n:maxdepth: 1\n\n{rows}\n```\n"


def save(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def known(title: str, group: pd.DataFrame) -> str:
    """The page of a system that is recognised."""
    crm = group["crm"].iloc[0]
    crm = title if crm == "plain" else crm
    made = loading(crm)
    return "\n".join(
        [
            HEAD,
            f"# From {title} to the page\n",
            "## Export\n",
            *(f"> {export}\n" for export in group["export"].drop_duplicates()),
            f"Headers are known in: {languages(group)}.\n",
            *typed(crm),
            "## What was understood\n",
            f"Here with a sample of such an export:\n\n```{{run}}\n{made.rstrip()}\n"
            'pipe.notes[["step", "note", "rows"]]\n```\n',
            *answers(crm),
        ]
    )


def typed(crm: str) -> list[str]:
    """What to type: of systems whose history is a file of its own with both."""
    history = len(files(crm)) > 1
    also = " --history your_history.csv" if history else ""
    return [
        "## Look, then open the page\n",
        "```console",
        f"cycle-kit check your_export.csv{also}",
        f"cycle-kit dashboard your_export.csv{also}",
        "```\n",
    ]


def files(crm: str) -> list[Path]:
    return [] if crm == "a plain table of deals" else samples_of(crm)


def loading(crm: str) -> str:
    """The lines that load the sample, with the order of stages where the file does not tell it."""
    paths = files(crm)
    if not paths:
        source = f"pd.DataFrame({TABLE.to_dict('list')})"
    elif shipped(paths):
        named = [f'ck.sample("{path.name}")' for path in paths]
        source = named[0] if len(named) == 1 else f"[{', '.join(named)}]"
    else:
        source = f'"{paths[0]}"'
    pipe = loaded(crm)
    order = "" if pipe.ordered else f", stages={orders(pipe)}"
    many = len(pipe.pipelines) > 1
    one = f'pipe.where(pipeline="{pipe.pipelines[0]}")' if many else "pipe"
    return f"pipe = ck.load({source}{order})\none = {one}\n"


@cache
def loaded(crm: str) -> Pipeline:
    """The sample as it is, its stages in no order where the file does not tell it."""
    return ck.load(files(crm) or TABLE)


def shipped(paths: list[Path]) -> bool:
    return "samples" in paths[0].parts


def orders(pipe: Pipeline) -> str:
    """The order of stages as one would type it."""
    orders = {name: list(stages) for name, stages in pipe.orders.items()}
    return repr(orders if len(orders) > 1 else next(iter(orders.values())))


def answers(crm: str) -> list[str]:
    """First figures of the sample, and what such an export does not answer."""
    pipe = loaded(crm)
    pipe = pipe if pipe.ordered else ck.load(files(crm) or TABLE, stages=pipe.orders)
    one = pipe.where(pipeline=pipe.pipelines[0]) if len(pipe.pipelines) > 1 else pipe
    said = ck.answerable(one).set_index("metric")
    parts = []
    for heading, (metric, line) in FIRST.items():
        if said["answer"][metric] != "no":
            parts.append(f"## {heading}\n\n```{{run}}\n{line}\n```\n")
    whole = linked(said.index[said["answer"] == "yes"])
    parts.append(f"## What this sample answers\n\nWhole: {whole}.\n")
    return [*parts, *without(said[said["answer"] != "yes"])]


def without(said: pd.DataFrame) -> list[str]:
    """What is answered in part, or not at all: a row for each reason."""
    if not len(said):
        return []
    rows = ["| why | export | answered in part | not at all |", "|---|---|---|---|"]
    for (why, export), group in said.groupby(["why", "export_this"], sort=False):
        partly = group["answer"] == "partly"
        rows.append(
            f"| {why} | {export} | {linked(group.index[partly])} | {linked(group.index[~partly])} |"
        )
    return ["What more it would take for the rest:\n", *rows]


def linked(metrics) -> str:
    return ", ".join(f"[{name}](/metrics/{name}.md)" for name in metrics)


def by_hand(how) -> str:
    """The page of a system whose headers nobody attests."""
    note = f"{how.notes}\n" if how.notes else ""
    return "\n".join(
        [
            HEAD,
            f"# From {how.title} to the page\n",
            "The headers of its exports are attested nowhere, so you name the columns once: ours on the left, the "
            "header of your file on the right. Replace what stands in angle brackets by what the file says.\n",
            "## Export\n",
            f"> {how.export}\n",
            note,
            "## Name the columns\n",
            f'```python\npipe = ck.load("your_export.csv", {columns_to_pass(how)})\n```\n',
            "The import page does the same by hand and keeps it as [cycle.toml](/cycle_toml.md):\n",
            "```console\ncycle-kit dashboard your_export.csv\n```\n",
        ]
    )
