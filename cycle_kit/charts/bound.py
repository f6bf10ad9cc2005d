"""Which names a cell of a notebook binds and reads, from where it was stopped."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

#: a line and a column of code, as Python counts them
Place = tuple[int, int]
#: a scope of its own: what is bound in it is not bound outside
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
#: magics whose last argument is code that runs among the names of the notebook
RUNNING = {"time", "capture", "prun"}


def statement_at(body: Sequence[ast.stmt], here: Place) -> int | None:
    """Which statement of a body has this place in it."""
    ends = (((one.lineno, one.col_offset), (one.end_lineno, one.end_col_offset)) for one in body)
    return next((at for at, (start, end) in enumerate(ends) if start <= here < end), None)


def unbound(body: Sequence[ast.stmt], here: Place) -> Iterator[str]:
    """The names that a body stopped in this place has not bound, or not in full: those of that statement and of all
    that follow it; of an `if` those of the way that was taken."""
    at = statement_at(body, here)
    if at is None:
        return
    stopped, ways = body[at], [body[at]]
    if isinstance(stopped, ast.If):
        taken = [
            way for way in (stopped.body, stopped.orelse) if statement_at(way, here) is not None
        ]
        if taken:
            yield from unbound(taken[0], here)
            ways = []
    for statement in [*ways, *body[at + 1 :]]:
        yield from bound(statement)


def bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement gives a value where it stands."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    if isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    for statement in in_magic(node):
        yield from bound(statement)
    if isinstance(node, LOOPS):  # its own names stay in it, those of `:=` do not
        walrus = (one.target for one in ast.walk(node) if isinstance(one, ast.NamedExpr))
        yield from (one.id for one in walrus)
    elif not isinstance(node, SCOPES):
        for part in ast.iter_child_nodes(node):
            yield from bound(part)


def read(node: ast.AST) -> set[str]:
    """The names whose values a statement uses where it stands."""
    within = [node, *(one for part in ast.walk(node) for one in in_magic(part))]
    names = (one for part in within for one in ast.walk(part) if isinstance(one, ast.Name))
    return {one.id for one in names if isinstance(one.ctx, ast.Load)}


def in_magic(node: ast.AST) -> list[ast.stmt]:
    """The statements that `%time` and the like run, from the call that IPython makes of them."""
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") not in (
        "run_line_magic",
        "run_cell_magic",
    ):
        return []
    said = [one.value for one in node.args if isinstance(one, ast.Constant)]
    if len(said) < 2 or said[0] not in RUNNING:
        return []
    try:
        return ast.parse(str(said[-1])).body
    except SyntaxError:
        return []
