"""`cycle-kit lab`: the notebooks in a folder of one's own, from wherever they are installed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cycle_kit import shipped
from cycle_kit.cli import app, lab
from cycle_kit.errors import FileError


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[list[str]]:
    """What would be started, in an empty folder."""
    found: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lab, "run", lambda command: found.append(command) or 0)
    monkeypatch.setattr(lab, "check_free", lambda host, port: None)
    return found


def typed(*arguments: str):
    return CliRunner().invoke(app, ["lab", *arguments])


def test_an_empty_folder_gets_notebooks_and_what_they_read(asked):
    done = typed("--no-browser", "--port", "8899")
    assert done.exit_code == 0, done.output
    [command] = asked
    assert command[:3] == [sys.executable, "-m", "jupyterlab"] and "--no-browser" in command
    notebooks = Path(command[3])
    [first] = [one for one in command if one.startswith("--LabApp.default_url=/lab/tree/")]
    assert (notebooks / first.rpartition("/")[2]).is_file()
    assert sorted(path.name for path in notebooks.glob("*.ipynb")) == sorted(
        path.name for path in shipped.notebook("manager").parent.glob("*.ipynb")
    )
    for notebook in notebooks.glob("*.ipynb"):
        text = notebook.read_text(encoding="utf-8").replace('\\"', '"')
        for path in re.findall(r'"(\.\./data/samples/[\w./]+)', text):
            assert (notebooks / path).is_file()
    assert not list(Path("cycle_kit_lab").rglob("*.py"))


def test_notebooks_in_a_language_stand_beside_the_others(asked):
    typed("mine")
    assert typed("mine", "--locale", "fa").exit_code == 0
    english, persian = (Path(command[3]) for command in asked)
    assert (english.name, persian.name) == ("notebooks", "notebooks_fa")
    assert 'LOCALE = \\"fa\\"' in (persian / "01_funnel.ipynb").read_text(encoding="utf-8")
    assert "LOCALE = None" in (english / "01_funnel.ipynb").read_text(encoding="utf-8")


def test_what_one_has_changed_stays(asked):
    typed("mine")
    changed = Path("mine/notebooks/01_funnel.ipynb")
    changed.write_text("{}", encoding="utf-8")
    Path("mine/notebooks/04_team.ipynb").unlink()
    done = typed("mine")
    assert "1 file put there" in done.output
    assert changed.read_text(encoding="utf-8") == "{}"
    assert "as you left it" in typed("mine").output


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be written"):
        shipped.copied(tmp_path / "file")


def test_a_server_that_ends_gives_its_end(capfd):
    assert lab.run([sys.executable, "-c", "raise SystemExit(3)"]) == 3


WAITS = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"


@pytest.mark.skipif(os.name == "nt", reason="ends processes by signals")
def test_who_ends_the_command_ends_the_server():
    asked = f"import sys; from cycle_kit.cli import lab; lab.run([sys.executable, '-c', {WAITS!r}])"
    command = subprocess.Popen([sys.executable, "-c", asked], stdout=subprocess.PIPE, text=True)
    assert command.stdout is not None
    server = int(command.stdout.readline())
    command.send_signal(signal.SIGTERM)
    command.wait(30)
    until = time.monotonic() + 10
    while is_there(server) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_there(server)


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
