"""The small samples: one module per CRM, each with `FILES`, {file name: what writes it from the few deals}."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from ..deals import Deal

Writer = Callable[[list[Deal]], bytes]


def writers() -> dict[str, Writer]:
    """{file name: function from `few(story())` to the file's content}, by name."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    found = {
        name: file for module in modules for name, file in getattr(module, "FILES", {}).items()
    }
    return dict(sorted(found.items()))
