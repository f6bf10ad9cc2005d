"""The small samples made anew, once for all tests, and the deals they tell of."""

from functools import cache

from tests.sample_oracles import truth

from maker.deals import Deal  # noqa: I001 - the folder of the maker is found by the import above
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
