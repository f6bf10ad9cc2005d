"""Questions that an export may not be able to answer: asked one by one, each answer in its place.

`ask` gives the answer or, as a value, the error that says what is missing; `show` draws or tells an
answer, and shows such an error in its place. So a notebook runs to its end on any export:

    rules = ask(ck.funnel_rules, one)
    show(charts.funnel_rules_chart, rules)
    also(lambda table: table.round(2), rules)

In both, what is given by its place is needed: where it has no answer, neither has the question. What
is given by its name is an extra, and left out where it has no answer:
`show(charts.funnel_chart, funnel, rules=rules)` draws the funnel without the rules.
"""

from collections.abc import Callable
from functools import partial
from itertools import chain, repeat
from typing import Annotated, Any

import plotly.graph_objects as go

from cycle_kit.arguments import checked
from cycle_kit.charts.audience import pressable
from cycle_kit.charts.picture import Picture
from cycle_kit.charts.sentences import sentences, unanswered, without_unanswered
from cycle_kit.charts.words import _
from cycle_kit.errors import CycleKitError
from cycle_kit.loading import load
from cycle_kit.signatures import Kind

WAYS = (
    "Or put it right by choosing from lists: in the notebook 00_your_export, or on the page of "
    "`cycle-kit dashboard FILE`."
)
AGAIN = "Not answered: the file was not understood, as the first box says."

Question = Annotated[Callable[..., Any], Kind("a function that answers it", "ck.funnel, pipe")]
Draw = Annotated[Callable[..., Any], Kind("a function that draws", "ck.funnel_chart, table")]
Shape = Annotated[Callable[..., Any], Kind("a function of a table", "pd.DataFrame.head, table")]


@checked
def ask(question: Question, *needed: Any, **extras: Any) -> Any:
    """What `question(*needed, **extras)` gives, or the CycleKitError that says why it has no answer.

    Any other exception is a mistake in the code, and raised as ever.
    """
    missing = unanswered(needed)
    if missing is not None:
        return missing
    try:
        return question(*needed, **without_unanswered(extras))
    except CycleKitError as error:
        found = error.with_traceback(None)
        return once_in_full(found) if question is load else found


def once_in_full(error: CycleKitError) -> CycleKitError:
    """The error of a file that is not understood: told whole where it stands first, with the ways to put it right, and
    in a line wherever else it keeps a question from its answer."""
    whole = type(error)(error.wrong, there=error.there, fix=f"{error.fix} {_(WAYS)}".strip())
    again = CycleKitError(_(AGAIN))
    for form in ("_repr_html_", "_repr_markdown_"):
        forms = chain([getattr(whole, form)()], repeat(getattr(again, form)()))
        setattr(error, form, partial(next, forms))
    return error


@checked
def also(shape: Shape, *needed: Any, **extras: Any) -> Any:
    """A table below its chart, as `show`; nothing where the chart's place says why there is none."""
    found = show(shape, *needed, **extras)
    return found if unanswered(needed) is None else None


@checked
def show(draw: Draw, *needed: Any, **extras: Any) -> Any:
    """What a chart, or any function of tables, makes of them, as `ask`; a figure as a `Picture`."""
    shown = ask(draw, *needed, **extras)
    name = getattr(draw, "__name__", "").removesuffix("_chart").replace("_", " ")
    return Picture(shown, label=name.capitalize()) if isinstance(shown, go.Figure) else shown


def controls(page: Callable[..., Any], *needed: Any, **extras: Any) -> Any:
    """A page of buttons and sliders, as `show`, where somebody can press them; else how to get there."""
    if pressable():
        return ask(page, *needed, **extras)
    missing = unanswered(needed)
    told = _("Run this cell in JupyterLab to get the controls that belong here.")
    return sentences(told) if missing is None else missing
