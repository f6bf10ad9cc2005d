"""A cycle.toml that nobody wrote: whatever is in it, one clear error, at once."""

import os
import time

import pytest

from cycle_kit import config
from cycle_kit.errors import CycleKitError

FIX = "docs/cycle_toml.md says what may stand in it."


def said(path) -> str:
    started = time.process_time()
    with pytest.raises(CycleKitError) as error:
        config.read(path)
    assert time.process_time() - started < 2
    return str(error.value)


UNREADABLE = {
    "lists in lists": (
        "a = " + "[" * 100_000,
        "Brackets stand within brackets more often than can be read.",
    ),
    "tables in tables": (
        "a = " + "{a=" * 80_000,
        "Brackets stand within brackets more often than can be read.",
    ),
    "a key of many parts": (
        "a" + ".a" * 100_000 + " = 1",
        "Line 1 has a name of more than 50 parts.",
    ),
    "a table of many parts": (
        "# steps\n[" + "a." * 100_000 + "a]",
        "Line 2 has a name of more than 50 parts.",
    ),
    "a key of many parts within": (
        "a = {b" + ".b" * 100_000 + " = 1}",
        "Line 1 has a name of more than 50 parts.",
    ),
    "a long number": ("a = " + "1" * 10_000, "A number in it has more digits than can be read."),
    "a huge file": ("#" * 300_000, "It is larger than 250 kB."),
}


@pytest.mark.parametrize(("text", "there"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_no_parser_should_try(text, there, tmp_path):
    path = tmp_path / "cycle.toml"
    path.write_text(text, encoding="utf-8")
    assert said(path) == (
        f"cycle.toml is not a cycle.toml that can be read.\n{there}\nTake that out; {FIX}"
    )


MANY = {
    "keys": "\n".join(f"k{n} = 1" for n in range(20_000)),
    "tables": "\n".join(f"[t{n}]" for n in range(20_000)),
    "items": "[[targets]]\n" * 15_000,
    "stages": "stages = [" + '"a", ' * 40_000 + "]",
    "brackets that close": "stages = " + "[" * 90 + "]" * 90,
    "quotes": '"' + '\\"' * 100_000 + '" = 1',
    "blanks": " " * 200_000 + "a",
    "carriage returns": "a\r" * 100_000,
    "a zero byte": 'won = "\0"',
    "a half character": 'won = "\\ud800"',
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_many_of_a_kind(text, tmp_path):
    path = tmp_path / "cycle.toml"
    path.write_text(text, encoding="utf-8", newline="")
    assert said(path).startswith("cycle.toml")


def test_dots_in_texts_and_remarks_are_no_parts_of_a_name(tmp_path):
    path = tmp_path / "cycle.toml"
    dots = "e.g. " * 60
    path.write_text(
        f'# {dots}\nstages = ["{dots}", "b"] # {dots}\nwon = "{dots}"\n', encoding="utf-8"
    )
    assert config.read(path).stages == [dots, "b"]


@pytest.mark.parametrize("text", [b"\xff\xfe" * 100, b'won = "caf\xe9"'])
def test_bytes_that_are_no_text(text, tmp_path):
    path = tmp_path / "cycle.toml"
    path.write_bytes(text)
    assert said(path) == "cycle.toml is not in UTF-8.\nLine 1 has other signs.\nSave it as UTF-8."


def test_names_that_are_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    (tmp_path / "folder.toml").mkdir()
    assert said(tmp_path / "pipe.toml").startswith('"pipe.toml" is a pipe, not a file')
    assert said("/dev/zero").startswith('"zero" is a device, not a file')
    for name in ("loop.toml", "folder.toml", "none.toml", "a\0b.toml", "caf\udce9.toml"):
        assert said(tmp_path / name).encode("utf-8").startswith(b"There is no file ")


def test_beside_an_export_only_a_file_counts(tmp_path):
    (tmp_path / "deals.csv").write_text("a,b\n1,2\n")
    os.mkfifo(tmp_path / "cycle.toml")
    assert config.beside(tmp_path / "deals.csv") is None
    assert config.beside("a\0b.csv") is None
