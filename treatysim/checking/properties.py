"""What a property is: a sentence about every life of a treaty, and a function that finds where one breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from treatysim.checking.breaches import told
from treatysim.law.consequences import Effect
from treatysim.law.days import iso
from treatysim.law.formula import Given
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.words import capital, say


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a life breaks a property: what is wrong, in words, and ``about``, a word that ``explain`` understands (a
    day, a State, or the id of an act or effect)."""

    says: str
    about: str = ""


def breach(key: str, about: Effect | Given | str | int = "", **facts: str | int | None) -> Breach:
    """A breach in the words of the catalogue, about an effect, an act, a State, or a day (an ordinal).

    >>> breach("unconsented", "KAZ", state="KAZ")
    Breach(says='Kazakhstan is bound, and no consent of its own stands', about='KAZ')
    """
    match about:
        case Effect():
            word = about.id
        case Given():
            word = about.act.id
        case int():
            word = iso(about) or ""
        case _:
            word = about
    return Breach(capital(say("breaches", key, **told(facts))), word)


def provisions(treaty: Treaty, kinds: Iterable[str], principle: str = "") -> str:
    """What a property or question stands for: the provisions of a treaty's clauses of some kinds, and a principle.

    >>> from treatysim.files import load_treaty
    >>> provisions(load_treaty("sco-iis-2009"), ["withdrawal"], "VCLT 78(b)")
    '12(4), VCLT 78(b)'
    """
    own = [clause.provision for clause in treaty.clauses if clause.kind in kinds]
    return ", ".join(filter(None, dict.fromkeys([*own, principle])))


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a treaty's life.

    ``provision`` is the provision or principle it stands for; ``says`` the sentence; ``holds_on`` the lives of which
    it is said, in words, and ``applies`` whether a life is one of those (None: every one is); ``broken`` finds the
    first breach, or None.  A ``conjecture`` only looks true: nobody promises that it holds.  ``about`` are the kinds of
    clause that it is about; none, if it is about them all.  ``idle``: whether an act that changes nothing could make
    a difference to it that no other property would see.
    """

    name: str
    provision: str
    says: str
    holds_on: str
    broken: Callable[[Timeline], Breach | None]
    applies: Callable[[Timeline], bool] | None = None
    conjecture: bool = False
    about: tuple[str, ...] = ()
    idle: bool = True

    def said_of(self, timeline: Timeline) -> bool:
        """Whether the property is said of a life."""
        return self.applies is None or self.applies(timeline)
