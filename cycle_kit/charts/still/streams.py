"""Streams between places (a Sankey that runs downwards), on a sheet.

Stages stand at the right, the first one on top; where deals ended stands at the bottom, what they ended
in early at the left. So the streams that leave turn off to the left and hardly cross each other.
"""

from dataclasses import dataclass, field
from html import escape

from cycle_kit.charts.still.letters import plain
from cycle_kit.charts.still.looks import each
from cycle_kit.charts.still.sheet import Sheet, attributes

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


def streams(sheet: Sheet, trace: dict) -> str:
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


def bands(sheet, link: dict, rows: list[tuple], nodes, tops, thick: float, scale: float) -> str:
    starts, drawn = {}, []
    for k in sorted(range(len(rows)), key=lambda k: nodes[rows[k][1]].left):
        source, target, value = rows[k]
        if target > source:
            starts[k] = nodes[source].left + nodes[source].out
            nodes[source].out += value * scale
    for k in sorted(range(len(rows)), key=lambda k: nodes[rows[k][0]].left):
        source, target, value = rows[k]
        size = value * scale
        look = {
            "hover": plain(each(link.get("label"), k) or ""),
            "colour": each(link.get("color"), k, "#dddddd"),
        }
        if target <= source:
            middle = thick / 2
            drawn.append(
                upwards(
                    sheet,
                    nodes,
                    (source, target),
                    (tops[source] + middle, tops[target] + middle),
                    size,
                    look,
                )
            )
            continue
        end = nodes[target].left + nodes[target].into
        nodes[target].into += size
        drawn.append(
            band(sheet, (starts[k], tops[source] + thick), (end, tops[target]), size, look)
        )
    return "".join(drawn)


def band(sheet: Sheet, start: tuple, end: tuple, size: float, look: dict) -> str:
    (a, high), (b, low) = start, end
    bend = (high + low) / 2
    there = ["M", (a, high), "C", (a, bend), (b, bend), (b, low), "L", (b + size, low)]
    back = ["C", (b + size, bend), (a + size, bend), (a + size, high), "Z"]
    return sheet.path([*there, *back], look["hover"], fill=look["colour"], fill_opacity=0.9)


def upwards(
    sheet: Sheet, nodes: list[Node], pair: tuple, heights: tuple, size: float, look: dict
) -> str:
    """A thin loop at the right, from a place back to one before it."""
    (low, high), out = heights, LOOP * 0.75
    x = sheet.across(max(nodes[k].right for k in pair))
    path = attributes(
        d=f"M0 {low:.1f}C{out:.0f} {low:.1f} {out:.0f} {high:.1f} 0 {high:.1f}",
        fill="none",
        stroke=look["colour"],
        stroke_width=max(1.5, size * sheet.wide),
    )
    title = f"<title>{escape(look['hover'], quote=False)}</title>"
    return f'<svg x="{x}" overflow="visible"><path{path}>{title}</path></svg>'


def places(sheet: Sheet, trace: dict, nodes: list[Node], tops: list[float], thick: float) -> str:
    look, font = trace.get("node", {}), trace.get("textfont", {})
    words = {"fill": font.get("color"), "size": font.get("size", 12), "pointer_events": "none"}
    drawn = []
    for k, (node, top) in enumerate(zip(nodes, tops, strict=True)):
        label = str(look["label"][k])
        box = (node.left, node.right, top, top + thick)
        drawn.append(sheet.box(*box, plain(label), fill=each(look.get("color"), k, "#888888")))
        middle = ((node.left + node.right) / 2, top + thick / 2)
        drawn.append(sheet.text(middle, label, anchor="middle", **words))
    return "".join(drawn)
