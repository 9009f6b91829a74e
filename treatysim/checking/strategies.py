"""Hypothesis strategies for readings, acts and whole scenarios of any treaty file.

A life is drawn as so many consents to be bound and then steps, each some days behind an earlier one: an act of any
kind that the clauses know, by somebody who could think of it, or the same answer by several signatories.  Days come
from narrow windows round every period of the treaty, and a life begins about month ends and leap days.  Examples
shrink to few acts on plain days, under the default readings.

>>> from hypothesis import find
>>> from treatysim.files import load_treaty
>>> from treatysim.simulation import simulate
>>> scenario = find(scenarios(load_treaty("sco-iis-2009")), lambda life: simulate(life).first("entry-into-force"))
>>> [act.kind for act in scenario.acts]
['notification', 'notification', 'notification', 'notification']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, product
from typing import Any

from hypothesis import strategies as st

from treatysim.checking.cast import Cast, cast_of
from treatysim.checking.drafting import drafted
from treatysim.checking.openings import beginnings, consent_of, openings, until_entry
from treatysim.checking.steps import AGAIN, ANSWERS, CONSENTS, FOLLOWS, NEXT_DAY, SAME_DAY, Distance, Step, later, told
from treatysim.checking.tales import Tale, tales
from treatysim.law.acts import ACTS
from treatysim.law.clause import UNITS
from treatysim.law.days import Period
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty

MOST_STEPS = 12
"""So many steps a life has at most after its beginning; a step of a story is several acts."""


def readings(treaty: Treaty, fixed: Mapping[str, str] | None = None) -> st.SearchStrategy[dict[str, str]]:
    """Choices on the axes that a treaty leaves open, those in ``fixed`` as they are; the simplest is no other choice.

    >>> from treatysim.files import load_treaty
    >>> from hypothesis import find
    >>> find(readings(load_treaty("sco-iis-2009")), lambda chosen: len(chosen) == 1)
    {'acceptor-set': 'at-last-acceptance'}
    """
    fixed = fixed or {}
    other = {axis: st.sampled_from(AXES[axis].order[1:]) for axis in treaty.axes if axis not in fixed}
    one = st.sampled_from(sorted(other)).flatmap(lambda axis: st.fixed_dictionaries({axis: other[axis]}))
    several = st.fixed_dictionaries({}, optional=other)
    chosen: st.SearchStrategy[dict[str, str]] = (
        st.one_of(st.just({}), one, several, several.map(dict)) if other else st.just({})
    )
    return chosen.map(lambda found: {**found, **fixed})


def periods(treaty: Treaty) -> tuple[Period, ...]:
    """Every period that the clauses of a treaty count, the shortest first.

    >>> from treatysim.files import load_treaty
    >>> [period.days for period in periods(load_treaty("sco-iis-2009"))]
    [15, 30, 60, 90, 0]
    """
    found = set()
    for clause in treaty.clauses:
        found.add(tuple(int(clause.parameters.get(unit, 0)) for unit in UNITS))
        for name, value in clause.parameters.items():
            if name.endswith(("-days", "-years")):
                found.add((0, 0, int(value)) if name.endswith("-days") else (int(value), 0, 0))
    return tuple(Period(*units) for units in sorted(found - {(0, 0, 0)}))


def distances(treaty: Treaty) -> st.SearchStrategy[Distance]:
    """How far a step lies behind another: a day or none, or a period of the treaty and a day more or less."""
    far = _far(treaty)
    return st.sampled_from([NEXT_DAY, SAME_DAY, *far[: len(far) // 2], NEXT_DAY, SAME_DAY, *far[len(far) // 2 :]])


def _far(treaty: Treaty) -> list[Distance]:
    return [*((period, more) for period in periods(treaty) for more in (0, 1, -1)), (Period(), 2)]


def acts(treaty: Treaty) -> st.SearchStrategy[dict[str, Any]]:
    """An act of any kind that the treaty knows, as a plain mapping without its date, for
    :func:`treatysim.checking.steps.told` to place; mostly by somebody, or about something, that makes sense.

    >>> from treatysim.files import load_treaty
    >>> from hypothesis import find
    >>> find(acts(load_treaty("sco-iis-2009")), lambda act: act["act"] == "acceptance")
    {'act': 'acceptance', 'by': 'CHN'}
    """
    return st.one_of([acts_of_kind(treaty, kind) for kind in (*treaty.acts, *_busy(treaty))])


def acts_of_kind(treaty: Treaty, kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """An act of one kind that the treaty knows, as :func:`acts` gives it."""
    return st.sampled_from(_weighed(treaty, cast_of(treaty), kind, _far(treaty)))


def _busy(treaty: Treaty) -> list[str]:
    """The kinds of act on which most of a life turns, so that they are drawn more often."""
    return [kind for kind in treaty.acts if kind in (*CONSENTS, "accession", "withdrawal")]


def _weighed(treaty: Treaty, cast: Cast, kind: str, far: Sequence[Distance]) -> list[dict[str, Any]]:
    """Every act of a kind that is drawn, those that make sense first and three times as often as all others."""
    regular = list(_acts(treaty, cast, kind, far, irregular=False))
    if kind in CONSENTS:
        regular += [{key: value for key, value in act.items() if key != "by"} for act in regular]
    irregular = [act for act in _acts(treaty, cast, kind, far, irregular=True) if act not in regular]
    return regular * (1 + 3 * len(irregular) // len(regular)) + irregular


def _acts(treaty: Treaty, cast: Cast, kind: str, far: Sequence[Distance], irregular: bool) -> Iterator[dict[str, Any]]:
    """The acts of a kind with every value of its fields; irregular: by anybody, and about anybody."""
    about = ACTS[kind]
    insiders, outsiders = (
        (cast.anybody, cast.anybody) if irregular else (cast.signatories or cast.anybody, cast.outsiders)
    )
    subjects = [clause.parameters["subject"] for clause in treaty.clauses if "subject" in clause.parameters]
    values: dict[str, Sequence[Any]] = {
        "by": outsiders if kind == "accession" else insiders,
        "of": cast.anybody,
        "subject": subjects,
        "between": [list(cast.anybody[:1]), list(cast.anybody[-2:])],
        "instrument": [one for clause in treaty.clauses for one in clause.parameters.get("instruments", ())],
        "intended": far,
        "sent": far,
        "period": [1, 2, 30],
    }
    needs = [name for name in ("by", *about.needs) if name != "by" or about.author != "depositary"]
    follows = FOLLOWS.get(kind, ("",))[0]
    if not irregular or follows not in ("by", "of") or kind == "project-completed":
        needs = [name for name in needs if name != follows]
    may = [*about.may, "sent"] if "intended" in about.may else about.may
    for chosen in product(*(values[name] for name in needs)):
        act = {"act": kind, **dict(zip(needs, chosen, strict=True))}
        yield act
        if not irregular:
            yield from (act | {name: value} for name in may for value in values[name])


def _sequels(treaty: Treaty) -> st.SearchStrategy[dict[str, Any]]:
    """What the State that acted last does next: another act that the same clause knows, or consent, or accession."""
    simple = {kind: _bare(treaty, kind) for kind in treaty.acts if set(ACTS[kind].needs) <= {"instrument"}}
    found = {}
    for clause in treaty.operative:
        own = [kind for kind in clause.knows if kind in simple and ACTS[kind].author != "depositary"]
        entering = [kind for kind in (*CONSENTS, "accession") if kind in simple and kind not in own]
        found.update({kind: [simple[sequel] for sequel in (*own, *entering)] for kind in clause.knows})
    most = max((len(sequels) for sequels in found.values()), default=0)
    if not most:
        return st.nothing()
    return st.sampled_from(range(most)).map(lambda place: {"sequels": found, "place": place})


def _bare(treaty: Treaty, kind: str) -> dict[str, Any]:
    """An act of a kind with nothing in it that need not be, by the State that acted last."""
    consent = consent_of(treaty) or {}
    return {**(consent if consent.get("act") == kind else {"act": kind}), "by": AGAIN}


def _answers(treaty: Treaty, cast: Cast) -> st.SearchStrategy[dict[str, Any]]:
    """The answers of several signatories to an accession or a proposal, the last one or one made just before: of one
    signatory, of all, or of nearly all."""
    everyone = len(cast.signatories)
    founders = min(everyone, len(cast.founders))
    counts = (1, everyone, founders, everyone, everyone - 1, founders)
    kinds = []
    for kind, answer in ANSWERS.items():
        if kind in treaty.acts and answer in treaty.acts:
            asking = list(_acts(treaty, cast, kind, (), irregular=False))
            found = [*asking, {"act": answer}, *asking]
            kinds.append(st.sampled_from([act | {"count": count} for count in counts for act in found]))
    return st.one_of(kinds) if kinds else st.nothing()


def lives(treaty: Treaty) -> st.SearchStrategy[list[dict[str, Any]]]:
    """The acts of a life, as plain mappings with ordinal days, in the order of their days."""
    cast = cast_of(treaty)
    # each mapped, or one_of would take them apart and draw every kind of act as often as all answers together
    sequels = _sequels(treaty)
    does = st.one_of(acts(treaty).map(dict), sequels, _answers(treaty, cast).map(dict), sequels)
    step = st.builds(Step, does, distances(treaty), st.sampled_from([0, 0, 0, 1, 2, 4]))
    sorts = [st.sampled_from(told) for told in tales(treaty, cast, consent_of(treaty))]
    told_of = [st.builds(_told_in_part, st.one_of(sorts), _PARTS) for _ in range(3)] if sorts else []
    tale = st.one_of(st.just(()), *told_of)
    steps = st.lists(step, max_size=MOST_STEPS if treaty.acts else 0)
    wait = st.sampled_from([SAME_DAY, *until_entry(treaty)])
    told_by = partial(told, cast)
    told_with = st.builds(_in_a_row, tale, steps, tale)
    return st.builds(told_by, beginnings(treaty), openings(treaty), wait, told_with)


_WHOLE = 2**12 - 1
_PARTS = st.sampled_from([*range(8), *[_WHOLE] * 16])
"""Which steps of a tale are told, as bits: mostly all; or some of the first three."""


def _told_in_part(tale: Tale, part: int) -> Tale:
    return tuple(step for place, step in enumerate(tale) if part >> place & 1)


def _in_a_row(*rows: Sequence[Step]) -> list[Step]:
    return list(chain.from_iterable(rows))


def scenarios(treaty: Treaty, fixed: Mapping[str, str] | None = None) -> st.SearchStrategy[Scenario]:
    """A whole scenario of a treaty, regular or not; ``fixed`` are the readings that are not drawn.

    ``through`` is left out, or a day at a distance behind one of the last acts.
    """

    def scenario(life: list[dict[str, Any]], chosen: dict[str, str], ends: tuple[int, Distance] | None) -> Scenario:
        days = sorted({int(act["date"]) for act in life}) or [treaty.opens]
        through = None if ends is None else later(days[max(0, len(days) - 1 - ends[0])], ends[1])
        return drafted(treaty, life, chosen, through)

    ends = st.tuples(st.sampled_from([0, 1, 2, 3]), distances(treaty))
    return st.builds(scenario, lives(treaty), readings(treaty, fixed), st.one_of(st.none(), st.none(), ends))
