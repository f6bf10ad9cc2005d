"""Every known export layout, found by looking at the modules of this package."""

from importlib import import_module
from pkgutil import iter_modules

from cycle_kit.dialects.dialect import Dialect as Dialect


def known() -> tuple[Dialect, ...]:
    """All declared dialects, in the order of their modules' names."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(dialect for module in modules for dialect in getattr(module, "DIALECTS", ()))
