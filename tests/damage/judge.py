"""A damaged export loaded, and which of the outcomes it is: same, told or asked; or a fault."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from contextlib import contextmanager
from signal import SIGALRM, alarm, signal
from threading import current_thread, main_thread
from typing import Any

from cycle_kit.errors import CycleKitError
from tests.damage import notes as said
from tests.damage.compared import Verdict, compared, leaks, short
from tests.damage.tables import Export, Table
from tests.damage.truth import Clean, files_of, known, tables_of

LONGEST = 60  # seconds that one load may take
QUESTIONS = 5  # that one file may ask


@contextmanager
def _in_time():
    """No load may take longer than LONGEST seconds."""
    if current_thread() is not main_thread():
        yield
        return

    def late(*_: Any) -> None:
        raise TimeoutError(f"it takes longer than {LONGEST} seconds")

    before = signal(SIGALRM, late)
    alarm(LONGEST)
    try:
        yield
    finally:
        alarm(0)
        signal(SIGALRM, before)


def judged(export: Export) -> Verdict:
    """The outcome of one damaged export."""
    options: dict[str, Any] = {}
    asked: list[str] = []
    with files_of(export) as load, warnings.catch_warnings(), _in_time():
        warnings.filterwarnings("error", module="cycle_kit")
        for _ in range(QUESTIONS):
            try:
                pipe = load(**options)
            except CycleKitError as error:
                fault = leaks(export, str(error))
                if fault:
                    return Verdict("UNTRUE", f"an error shows a cell of {fault}")
                answer = _answer(export, error, options)
                if isinstance(answer, Verdict):
                    return answer
                asked.append(error.parts[0])
                options = answer
            except Exception as error:
                return Verdict("CRASH", f"{type(error).__name__}: {short(str(error))}")
            else:
                verdict = compared(export, pipe, stages_told="stages" in options)
                if not asked:
                    return verdict
                if verdict.right:
                    return Verdict("asked", asked[0])
                return Verdict("ASTRAY", f"after {short(asked[0])!r}: {verdict.words}")
    return Verdict("ASTRAY", f"asks again and again: {short(asked[-1])}")


def _answer(export: Export, error: CycleKitError, before: Mapping[str, Any]) -> Any:
    """The options with what the error asks for, as a user who knows the file would answer."""
    asked = dict.fromkeys(said.PARAMETER.findall(error.fix))
    if not asked:
        return Verdict("REFUSED", short(" / ".join(error.parts)))
    words = export.promise.asked_about
    if words and not any(word in str(error) for word in words):
        return Verdict("ASTRAY", f"asks, but not about {words[0]!r}: {short(error.parts[0])}")
    answers = known_answers(export)
    new = dict(before)
    for parameter in asked:
        if parameter in answers:
            new[parameter] = answers[parameter]
    if new == before:
        words = short(" / ".join(error.parts))
        return Verdict("ASTRAY", f"no answer to, or asked again: {words}")
    return new


def known_answers(export: Export) -> dict[str, Any]:
    """What a user who knows the file can tell: its columns, words, order of dates and stages."""
    sample, truth = export.sample, known(export.sample.name)
    answers: dict[str, Any] = {"language": sample.language, "as_of": truth.pipe.as_of}
    if sample.dates:
        answers["dates"] = sample.dates
    orders = {name: list(stages) for name, stages in truth.pipe.orders.items()}
    answers["stages"] = orders if len(orders) > 1 else next(iter(orders.values()), [])
    tables = [table for table in tables_of(export) if table.kind == "deals"]
    tables = tables or [table for table in tables_of(export) if table.kind == "history"]
    if tables:
        table = tables[0]
        answers["columns"] = {role: table.headers[place] for role, place in table.roles.items()}
        answers |= _words_of_outcomes(table, truth)
    return {**answers, **export.promise.answers}


def _words_of_outcomes(table: Table, truth: Clean) -> dict[str, list[str]]:
    role = "status" if "status" in table.roles else "stage"
    if role not in table.roles or table.kind != "deals":
        return {}
    words: dict[str, list[str]] = {}
    keys = truth.keys["deals"]
    for row in table.rows:
        if row.origin in keys:
            outcome = truth.deals.loc[keys[row.origin], "outcome"]
            word = table.cell(row, role).strip()
            if word:
                words.setdefault(str(outcome), []).append(word)
    return {outcome: list(dict.fromkeys(found)) for outcome, found in words.items()}
