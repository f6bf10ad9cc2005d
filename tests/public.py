"""The metrics that the package has, found in its source."""

import ast
from pathlib import Path

import cycle_kit


def public_metrics() -> set[str]:
    """Names of the functions with `@metric` above them."""
    files = (Path(cycle_kit.__file__).parent / "metrics").glob("*.py")
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    functions = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {
        function.name
        for function in functions
        if any(isinstance(d, ast.Name) and d.id == "metric" for d in function.decorator_list)
    }
