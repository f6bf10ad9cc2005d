"""Two charts beside each other in a notebook, one below the other where there is no room."""

from typing import Annotated, Any, TypeAlias

import plotly.graph_objects as go

from cycle_kit.arguments import checked
from cycle_kit.charts.picture import Picture, pictures
from cycle_kit.charts.still import HEIGHT, SVG, USUAL
from cycle_kit.signatures import Kind

GAP = 24  # pixels between the two
ROW = f"display:flex;flex-wrap:wrap;align-items:flex-start;gap:8px {GAP}px"
#: as narrow as a picture gets (`cycle_kit.charts.still`), else below the other
EACH = "flex:1 1 340px;min-width:0"

Figure: TypeAlias = Annotated[go.Figure, Kind("a chart", "ck.funnel_chart(ck.funnel(pipe))")]


@checked
def side_by_side(a: Figure, b: Figure) -> "SideBySide":
    """Two charts beside each other, as pictures that a saved notebook keeps; below each other where it is narrow."""
    return SideBySide(*(Picture(each, getattr(each, "_drawn_as", "")) for each in (a, b)))


class SideBySide:
    """What `side_by_side` shows."""

    def __init__(self, *shown: Picture):
        self.shown = shown

    def __repr__(self) -> str:
        return f"<SideBySide: {'; '.join(one.label for one in self.shown)}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        drawn = [pictures(one.figure, one.label) for one in self.shown]
        each = "".join(f'<div style="{EACH}">{one["text/html"]}</div>' for one in drawn)
        return {
            "text/plain": repr(self),
            "text/html": f'<div style="{ROW}">{each}</div>',
            "image/svg+xml": self._together([one["image/svg+xml"] for one in drawn]),
        }

    def _together(self, drawn: list[str]) -> str:
        """One picture of all, for viewers that take no HTML."""
        heights = [one.figure.get("layout", {}).get("height") or HEIGHT for one in self.shown]
        inner = "".join(
            one.replace("<svg", f'<svg x="{at * (USUAL + GAP)}"', 1) for at, one in enumerate(drawn)
        )
        width = len(drawn) * (USUAL + GAP) - GAP
        return f'<svg xmlns="{SVG}" width="{width}" height="{max(heights)}">{inner}</svg>'
