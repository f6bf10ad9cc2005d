"""What pages say of a metric, from the catalogue; and every chart with the line that makes it."""

import tomllib
from functools import cache

from cycle_kit.metrics.catalogue import CARDS, FACTS, Card
from cycle_kit.metrics.definitions import DEFINED

from .running import DOCS


@cache
def lines() -> dict[str, dict[str, str]]:
    """{question: {metric: the line that draws it}}."""
    return tomllib.loads((DOCS / "gallery.toml").read_text(encoding="utf-8"))


def line_of(metric: str) -> str:
    """The line that draws a metric; "" where nothing does."""
    return next((line[metric] for line in lines().values() if metric in line), "")


def counted(metric: str) -> str:
    """What is counted, who is, and what the export has to have."""
    card = DEFINED[metric]
    rows = [f"**What is counted.** {card.counts}", f"**Who.** {card.who}"]
    needs = needed(card)
    if needs:
        rows.append("**What the export has to have.**\n\n" + "\n".join(f"- {one}" for one in needs))
    return "\n\n".join(rows)


def needed(card: Card) -> list[str]:
    """What is missing without each fact, and what to export."""
    must = [fact for fact in card.must or () if FACTS[fact].export]
    better = [fact for fact in card.better if not FACTS[fact].export.startswith("Nothing")]
    return [FACTS[fact].export for fact in must] + [
        f"Better with it: {FACTS[fact].export[0].lower()}{FACTS[fact].export[1:]}"
        for fact in better
    ]


def drawn(metric: str) -> str:
    """The line that draws a metric, run."""
    return f"```{{run}}\n{line_of(metric)}\n```\n"


def gallery() -> str:
    """Every chart below the question that it answers."""
    parts = []
    for question, charts in lines().items():
        parts.append(f"## {question}\n")
        for metric in charts:
            about = (
                f"{CARDS[metric].counts} [More](/metrics/{metric}.md)" if metric in DEFINED else ""
            )
            parts.append(f"### {metric}\n\n{about}\n\n{drawn(metric)}")
    return "\n".join(parts)


def listed() -> str:
    """The pages of all metrics below their questions, and a hidden table of contents."""
    parts, told = [], set()
    for question, charts in {**lines(), "Beside these": dict.fromkeys(DEFINED, "")}.items():
        names = [name for name in charts if name in DEFINED and name not in told]
        told.update(names)
        rows = [f"- [{name}](/metrics/{name}.md): {CARDS[name].counts}" for name in names]
        parts.append("\n".join([f"## {question}\n", *rows]))
    tree = "\n".join(f"metrics/{name}" for name in sorted(DEFINED))
    return "\n\n".join(parts) + f"\n\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n"
