"""Three steps above the answers of the sample, from a look at them to a file of one's own."""

from pathlib import Path

from cycle_kit import shipped
from cycle_kit.charts.words import _, number, say
from cycle_kit.dashboard.live import button, words

COMMAND = "cycle-kit dashboard your_export.csv"


def is_for(source: Path) -> bool:
    """Whether newcomers look at what is shown: one of the samples."""
    return shipped.is_sample(source)


def tour_html() -> str:
    """The steps in a line, each with what is to be pressed or typed, and what closes it."""
    steps = (
        say(
            "{press}: press a bar there, and its deals are listed.",
            press=button(words(_("Where deals stop")), "page stops"),
        ),
        say(
            "{press}: what each column and word was taken for.",
            press=button(words(_("How this file was read")), "import"),
        ),
        say("Your own file, in a terminal: {command}", command=f"<code>{words(COMMAND)}</code>"),
    )
    items = "".join(
        f"<li><b>{words(number(place))}</b> {step}</li>" for place, step in enumerate(steps, 1)
    )
    about = words(_("New here?"))
    close = button("×", "tour off", look="ck-close", label=_("Hide these steps"))
    return f'<aside aria-label="{about}"><strong>{about}</strong><ol>{items}</ol>{close}</aside>'
