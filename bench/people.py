"""The kinds of companies of equal people that `compare` is measured on, and in which of them people do differ."""

from __future__ import annotations

from bench import habits_of_teams as habits
from bench.kinds_of_teams import Team

LATE = 0.7  # people join within this part of the time
KINDS: dict[str, Team] = {
    "plain": Team(),
    "plain, people joined at different times": Team(joining=LATE),
    "plain, two segments": Team(segments=True),
    "plain, few deals": Team(deals=300),
    "cut at the left": Team(cut=0.4),
    "cut at the left, people joined": Team(cut=0.35, joining=LATE),
    "cut at the left, long cycles": Team(cut=0.5, days=180, joining=LATE),
    "left, deals passed on to one": Team(leaving=0.2, passed_on="one"),
    "left, deals passed on to all": Team(leaving=0.3, passed_on="all"),
    "left and joined, deals passed on": Team(leaving=0.2, passed_on="all", joining=LATE),
    "left, deals passed on, losers linger": Team(leaving=0.2, passed_on="one", lingering=2.0),
    "left, deals passed on, long cycles, losers linger": Team(
        leaving=0.2, passed_on="one", lingering=2.5, days=120
    ),
    "joined and were given open deals, losers linger": Team(
        taken_over=True, joining=LATE, lingering=2.5
    ),
    "joined and were given open deals": Team(taken_over=True, joining=0.7),
    "market slowed, people joined": Team(slower=2.5, joining=LATE),
    "market slowed at once, people joined": Team(slower=2.5, sudden=True, joining=LATE),
    "market quickened, people joined": Team(slower=0.4, joining=LATE),
    "win rate fell, people joined": Team(rate_moves=-2.0, joining=LATE),
    "win rate rose, losers linger, people joined": Team(
        rate_moves=2.0, lingering=2.0, joining=LATE
    ),
    "amounts rose, people joined": Team(amounts_move=4.0, joining=LATE),
    "growing, losers linger, people joined": Team(growing=5.0, lingering=2.5, joining=LATE),
    "seasons, people joined": Team(seasons=0.8, joining=LATE),
    "large deals take longer, specialised": Team(size_tells=0.5, specialised=1.0),
    "large deals take much longer, specialised": Team(size_tells=0.8, specialised=1.5),
    "two sizes of deals, specialised": Team(size_tells=0.4, two_sizes=True, specialised=0.45),
    "large deals are won less often, specialised": Team(odds_by_size=0.7, specialised=1.0),
    "large deals take longer, half without amount": Team(
        size_tells=0.5, specialised=1.0, amounts_missing=0.3
    ),
    "large deals take longer, market slowed, joined": Team(
        size_tells=0.5, specialised=1.0, slower=2.0, joining=LATE
    ),
    "cut at the left, market slowed, joined": Team(cut=0.35, slower=2.0, joining=LATE),
    "renewals beside new, specialised": Team(renewals=True),
    "specialised by region": Team(regions=True),
    "short cycles, days only, market slowed, joined": Team(
        days=6.0, daily=True, slower=2.0, joining=LATE
    ),
    "two teams in two markets": Team(habit=habits.two_teams),
    "two teams in two markets, few deals": Team(habit=habits.two_teams, deals=600),
    "a region each": Team(habit=habits.a_region_each),
    "a region each, 20 people": Team(habit=habits.a_region_each, owners=20),
    "thirty products, specialised": Team(habit=habits.many_products),
    "one takes over what is old": Team(habit=habits.taken_over_when_old),
    "one takes over what is old, losers linger": Team(
        habit=habits.taken_over_when_old, lingering=2.5
    ),
    "hired for the season": Team(habit=habits.hired_for_the_season, seasons=0.8),
    "60 people, 5 deals each": Team(owners=60, deals=300),
    "40 people, 12 deals each": Team(owners=40, deals=480),
    "one keeps lost deals open": Team(habit=habits.never_closed),
    "many keep lost deals open": Team(habit=habits.mostly_not_closed),
    "cleaned up on one day": Team(habit=habits.cleaned_up, lingering=2.5, days=90),
    "cleaned up on one day, joined": Team(
        habit=habits.cleaned_up, lingering=2.5, days=90, joining=LATE
    ),
    "one cleans up": Team(habit=habits.one_cleans_up, lingering=2.5, days=90),
    "some type in amounts of won deals only": Team(habit=habits.amounts_of_won_only),
    "... where large deals are won less often": Team(
        habit=habits.amounts_of_won_only, odds_by_size=0.7
    ),
    "imported on one day": Team(habit=habits.imported),
    "imported on one day, losers linger": Team(habit=habits.imported, lingering=2.5),
    "renewals as a product, specialised": Team(habit=habits.renewals_unnamed),
    "young": Team(span_days=200, deals=800, joining=LATE),
}

#: kinds in which a figure of people differs in truth, whyever: their won amounts, how long they leave deals
#: open, or which they give up
DIFFER = {
    "amount": tuple(name for name, team in KINDS.items() if team.specialised),
    "days": ("one keeps lost deals open", "many keep lost deals open", "one cleans up"),
    "share": ("one cleans up",),  # some of what is closed as lost would have been won
}
