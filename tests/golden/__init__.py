"""What cycle_kit says and draws, written down: every figure, sentence, note and table of some exports.

    python -m tests.golden [--only NAME]

writes `tests/golden/*.txt` anew; `test_golden` compares. A figure or table stands there by a short
sum, and a figure's texts in full, so that a change shows what became of which words.
"""
