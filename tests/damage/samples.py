"""Every sample by its name, as it is."""

from functools import cache

from tests.damage.layouts_lists import lists
from tests.damage.layouts_local import local
from tests.damage.layouts_new import undeclared
from tests.damage.layouts_systems import systems
from tests.damage.sample import Sample
from tests.damage.tables import Export


@cache
def samples() -> dict[str, Sample]:
    declared = [*systems(), *local(), *lists()]
    return {sample.name: sample for sample in [*declared, *undeclared(declared)]}


@cache
def clean(name: str) -> Export:
    return samples()[name].export()
