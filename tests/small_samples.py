"""The small samples made anew, once for all tests, and the deals they tell of."""

from functools import cache

from tests.sample_oracles import truth  # and with it the maker's folder on the path

# isort: split
from maker.deals import Deal
from maker.exports import writers
from maker.small import few


@cache
def few_deals() -> list[Deal]:
    """The hundred deals of the small samples."""
    return few(truth.story())


@cache
def small_files() -> dict[str, bytes]:
    """{file name: content}."""
    return {name: written(few_deals()) for name, written in writers().items()}
