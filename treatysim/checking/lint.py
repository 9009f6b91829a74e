"""The drafting linter: looks for the gaps of a treaty, rule by rule, and reports only what a simulation confirms.

A gap is one of the text: general law may fill it, or a clause of the file that stands for general law, and it is a gap
still; both are said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from treatysim.checking.countings import same_words
from treatysim.checking.gaps import RULES, Gap, Gaps, NoGap
from treatysim.checking.roads import never_in_force, no_road
from treatysim.checking.silences import (
    amendment_without_date,
    below_threshold,
    blocked_accession,
    duty_without_consequence,
    withdrawn_instrument,
)
from treatysim.checking.stories import Untellable
from treatysim.law.treaty import Treaty

_LOOKS: dict[str, Callable[[Treaty], Iterator[Gap | NoGap]]] = {
    "never-in-force": never_in_force,
    "blocked-accession": blocked_accession,
    "withdrawn-instrument": withdrawn_instrument,
    "below-threshold": below_threshold,
    "amendment-without-date": amendment_without_date,
    "same-words": same_words,
    "duty-without-consequence": duty_without_consequence,
    "no-road": no_road,
}


def gaps(treaty: Treaty) -> Gaps:
    """The gaps of a treaty, by the rules in their order, each with a witness that shows it when it is simulated.

    >>> from treatysim.files import load_treaty
    >>> [gap.rule for gap in gaps(load_treaty("budapest-2001")).found]
    ['withdrawn-instrument', 'below-threshold']
    """
    seen: list[Gap | NoGap] = []
    untold: list[str] = []
    for rule in RULES:
        try:
            seen += _LOOKS[rule](treaty)
        except Untellable:
            untold.append(rule)
    found = tuple(one for one in seen if isinstance(one, Gap))
    return Gaps(treaty, found, tuple(untold), tuple(one for one in seen if isinstance(one, NoGap)))
