"""The pages beside the overview, in their order: each a question of a sales manager, as in its notebook."""

from cycle_kit.dashboard.pages import (
    actions,
    ahead,
    benchmarks,
    changes,
    stops,
    team,
    the_file,
    waits,
)

PAGES = {
    each.PAGE.key: each.PAGE
    for each in (stops, waits, benchmarks, team, ahead, actions, changes, the_file)
}
