"""What a piece of HTML lets a reader say: only that is heard, whatever a client sends."""

from html.parser import HTMLParser
from typing import Any


class Offered(HTMLParser):
    """The words, fields and lists of a piece of HTML, by the attributes that live.js reads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: set[str] = set()
        self.fields: dict[str, set[str] | None] = {}  # with the values of a list, None: any text
        self.lists: set[str] = set()
        self.items: set[str] = set()
        self._list = ""  # the field that options belong to
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        for name, known in (
            ("data-say", self.words),
            ("data-drop", self.lists),
            ("data-drag", self.items),
        ):
            if name in told:
                known.add(told[name])
        if "data-choose" in told:
            self._list = told["data-choose"] if tag == "select" else ""
            self.fields[told["data-choose"]] = set() if tag == "select" else None
        values = self.fields.get(self._list)
        if tag == "option" and values is not None:
            values.add(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""

    def said(self, word: Any) -> bool:
        """Whether this word is on a button, or moves an item of a list to a place in it."""
        return isinstance(word, str) and (word in self.words or self._moved(word))

    def chosen(self, word: Any, value: Any) -> bool:
        """Whether there is such a field, and such a value where it is a list."""
        if not isinstance(word, str) or not isinstance(value, str) or word not in self.fields:
            return False
        values = self.fields[word]
        return values is None or value in values

    def _moved(self, word: str) -> bool:
        command, _, rest = word.partition(" ")
        place_in, _, item = rest.partition(" ")
        place, _, item = item.partition(" ")
        return (
            command == "move"
            and place_in in self.lists
            and item in self.items
            and place.isdecimal()
            and place.isascii()
        )
