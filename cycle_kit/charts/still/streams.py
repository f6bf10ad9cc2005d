"""Streams between places (a Sankey that runs downwards), on a sheet.

Stages stand at the right, the first one on top; where deals ended stands at the bottom, what they ended
in early at the left. So the streams that leave turn off to the left and hardly cross each other.
"""

from dataclasses import dataclass, field

from cycle_kit.charts.still.letters import plain
from cycle_kit.charts.still.looks import each
from cycle_kit.charts.still.sheet import Mark, Place, Sheet, element

LOOP = 24  # pixels at the right for streams that run upwards


@dataclass
class Node:
    """A place: how far down (its level), where it stands, and what of its edges is taken."""

    level: int = 0
    size: float = 0.0  # all of these as shares of the sheet's width
    left: float = 0.0
    out: float = 0.0
    into: float = 0.0
    sources: list[int] = field(default_factory=list)

    @property
    def right(self) -> float:
        return self.left + self.size


def streams(sheet: Sheet, trace: dict) -> list[Mark]:
    """Nodes level by level, and a band for each stream; those upwards run at the right, outside."""
    link, look = trace.get("link", {}), trace.get("node", {})
    ends = (link.get("source", []), link.get("target", []), link.get("value", []))
    rows = list(zip(*ends, strict=False))
    nodes = [Node() for _label in look.get("label", [])]
    down = [row for row in rows if row[1] > row[0]]
    levels(nodes, down)
    start, end = trace.get("domain", {}).get("x", (0, 1))
    end -= LOOP / sheet.wide if len(down) < len(rows) else 0
    pad = look.get("pad", 20) / sheet.wide
    scale = sizes(nodes, rows, end - start, pad)
    spread(nodes, start, end, pad)
    bottom, top = trace.get("domain", {}).get("y", (0, 1))
    thick = look.get("thickness", 20)
    last = max((node.level for node in nodes), default=0) or 1
    step = ((top - bottom) * sheet.tall - thick) / last
    tops = [(1 - top) * sheet.tall + node.level * step for node in nodes]
    return bands(sheet, link, rows, nodes, tops, thick, scale) + places(
        sheet, trace, nodes, tops, thick
    )


def levels(nodes: list[Node], down: list[tuple]) -> None:
    """A level below all that leads there; where nothing leads on, the last one."""
    for source, target, _value in sorted(down):
        nodes[target].level = max(nodes[target].level, nodes[source].level + 1)
        nodes[target].sources.append(source)
    last = max((node.level for node in nodes), default=0)
    goes_on = {source for source, _target, _value in down}
    for k, node in enumerate(nodes):
        node.level = node.level if k in goes_on else last


def sizes(nodes: list[Node], rows: list[tuple], room: float, pad: float) -> float:
    """Sets the size of each node, and gives the share of the width that one deal takes."""
    out, into = [0.0] * len(nodes), [0.0] * len(nodes)
    for source, target, value in rows:
        out[source] += value
        into[target] += value
    for k, node in enumerate(nodes):
        node.size = max(out[k], into[k])
    own = [
        [node.size for node in nodes if node.level == level] for level in {n.level for n in nodes}
    ]
    scale = min(
        (max(0.1, room - pad * (len(each) - 1)) / sum(each) for each in own if sum(each)),
        default=0.0,
    )
    for node in nodes:
        node.size *= scale
    return scale


def spread(nodes: list[Node], start: float, end: float, pad: float) -> None:
    """Nodes of a level side by side to the right end; those of the last one over the whole width."""
    last = max((node.level for node in nodes), default=0)
    for level in {node.level for node in nodes}:
        own = sorted((n for n in nodes if n.level == level), key=lambda n: mean_level(n, nodes))
        used = sum(node.size for node in own)
        gap = (end - start - used) / (len(own) - 1) if level == last and len(own) > 1 else pad
        at = end - used - gap * (len(own) - 1)
        for node in own:
            node.left = at
            at += node.size + gap


def mean_level(node: Node, nodes: list[Node]) -> float:
    return sum(nodes[k].level for k in node.sources) / (len(node.sources) or 1)


def bands(
    sheet, link: dict, rows: list[tuple], nodes, tops, thick: float, scale: float
) -> list[Mark]:
    """The streams, as wide as their deals are many; those from the left are drawn first."""
    starts = left_ends(nodes, rows, scale)
    drawn = []
    for k in sorted(range(len(rows)), key=lambda k: nodes[rows[k][0]].left):
        source, target, value = rows[k]
        size, hover = value * scale, plain(each(link.get("label"), k) or "")
        colour = each(link.get("color"), k, "#dddddd")
        if target <= source:
            x = max(nodes[source].right, nodes[target].right)
            heights = (tops[source] + thick / 2, tops[target] + thick / 2)
            drawn.append(upwards(sheet, x, heights, size, hover, colour))
            continue
        end = nodes[target].left + nodes[target].into
        nodes[target].into += size
        places = (starts[k], tops[source] + thick), (end, tops[target])
        drawn.append(band(sheet, *places, size, hover, colour))
    return drawn


def left_ends(nodes: list[Node], rows: list[tuple], scale: float) -> dict[int, float]:
    """Where each stream begins in its place: side by side, in the order of where they lead."""
    starts = {}
    for k in sorted(range(len(rows)), key=lambda k: nodes[rows[k][1]].left):
        source, target, value = rows[k]
        if target > source:
            starts[k] = nodes[source].left + nodes[source].out
            nodes[source].out += value * scale
    return starts


def band(sheet: Sheet, start: Place, end: Place, size: float, hover: str, colour: str) -> Mark:
    (a, high), (b, low) = start, end
    bend = (high + low) / 2
    there = ["M", (a, high), "C", (a, bend), " ", (b, bend), " ", (b, low), "L", (b + size, low)]
    back = ["C", (b + size, bend), " ", (a + size, bend), " ", (a + size, high), "Z"]
    return sheet.path([*there, *back], hover, fill=colour, fill_opacity=0.9)


def upwards(sheet: Sheet, x: float, heights: Place, size: float, hover: str, colour: str) -> Mark:
    """A thin loop at the right, from a place back to one before it."""
    low, high = heights
    out = LOOP * 0.75
    loop = f' d="M0 {low:.1f}C{out:.0f} {low:.1f} {out:.0f} {high:.1f} 0 {high:.1f}"'
    look = {"fill": "none", "stroke": colour, "stroke_width": max(1.5, size * sheet.wide)}
    mark = element("path", loop, hover, look)
    return mark._replace(drawn=f'<svg x="{sheet.across(x)}" overflow="visible">{mark.drawn}</svg>')


def places(
    sheet: Sheet, trace: dict, nodes: list[Node], tops: list[float], thick: float
) -> list[Mark]:
    look, font = trace.get("node", {}), trace.get("textfont", {})
    words = {"fill": font.get("color"), "size": font.get("size", 12), "pointer_events": "none"}
    boxes, names = [], []
    for k, (node, top) in enumerate(zip(nodes, tops, strict=True)):
        label, colour = str(look["label"][k]), each(look.get("color"), k, "#888888")
        boxes.append(
            sheet.box((node.left, node.right), (top, top + thick), plain(label), fill=colour)
        )
        middle = ((node.left + node.right) / 2, top + thick / 2)
        names += sheet.text(middle, label, anchor="middle", **words)
    return boxes + names
