"""The picture of the rooms is that of the import contracts, and the page names what is there."""

import re
from xml.etree import ElementTree

from bench import architecture

ROOT = architecture.ROOT
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_picture_is_drawn_from_the_contracts():
    drawn = architecture.drawn()
    assert architecture.PICTURE.read_text(encoding="utf-8") == drawn, "make architecture"
    words = " ".join(ElementTree.fromstring(drawn).itertext())
    modules = [name for layer in architecture.layers() for name in layer]
    assert [name for name in modules if not re.search(rf"\b{name}\b", words)] == []


def test_every_folder_says_what_comes_out_of_it():
    folders = {name for name, _ in architecture.rooms() if name}
    assert folders == set(architecture.GIVES)


def test_rooms_without_pictures_are_those_of_the_contract():
    assert architecture.colour("metrics") == architecture.colour("files") == architecture.NUMBERS
    assert architecture.colour("charts") == architecture.PICTURES
    assert architecture.colour("dashboard") == architecture.PAGES


def test_files_that_the_page_names_are_there():
    named = re.findall(r"`(cycle_kit/[\w./]+)`", PAGE)
    beside = re.findall(r"`(\w+\.py)`", PAGE)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [name for name in beside if not (ROOT / "cycle_kit" / "files" / name).exists()] == []
