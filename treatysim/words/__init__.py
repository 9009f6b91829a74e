"""Every sentence of the output, from one catalogue: ``words/<language>.toml``, and the names of States beside it.

Another language is another data file with the same keys, chosen by the environment variable
``TREATYSIM_LANGUAGE``; keys, codes and days are the same in every language.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from treatysim.errors import UnknownName

LANGUAGE = "TREATYSIM_LANGUAGE"


@cache
def catalogue(language: str | None = None) -> dict[str, Any]:
    """The sentences of a language (``en`` unless the environment says otherwise), by section and key."""
    language = language or os.environ.get(LANGUAGE) or "en"
    file = files("treatysim.words") / f"{language}.toml"
    if not language.isalpha() or not file.is_file():
        raise UnknownName(f"{LANGUAGE}={language}: there is no catalogue words/{language}.toml; try en")
    return tomllib.loads(file.read_text("utf-8"))


def say(section: str, key: str, **facts: object) -> str:
    """The sentence ``section.key`` with its facts filled in.

    >>> say("standings", "former-party")
    'former Party'
    """
    sentence: str = catalogue()[section][key]
    return sentence.format(**facts)


@cache
def states() -> dict[str, str]:
    """Every State code that is known (ISO 3166-1 alpha-3, extinct ones and the European Union), with its name."""
    text = (files("treatysim.words") / "states.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


def day_text(day: int) -> str:
    """A day (an ordinal) written out.

    >>> day_text(734290)
    '2 June 2011'
    """
    when = date.fromordinal(day)
    month = catalogue()["calendar"]["months"][when.month - 1]
    return say("calendar", "date", day=when.day, month=month, year=when.year)


def name(who: str | None) -> str:
    """How a sentence names a State, the Depositary or the Parties.

    >>> name("KAZ"), name("DEPOSITARY")
    ('Kazakhstan', 'the Depositary')
    >>> name("RUS")
    'the Russian Federation'
    """
    named: dict[str, str] = catalogue()["names"]
    return named.get(who or "") or states().get(who or "", who or "")


def plain_name(state: str) -> str:
    """How a table names a State.

    >>> plain_name("RUS")
    'Russian Federation'
    """
    return states().get(state, state)


def names(who: Iterable[str]) -> str:
    """Several names, as a sentence lists them.

    >>> names(["CHN", "KAZ", "RUS"])
    'China, Kazakhstan and the Russian Federation'
    """
    listed = [name(one) for one in who]
    if len(listed) < 2:
        return "".join(listed)
    return say("lists", "and", first=", ".join(listed[:-1]), last=listed[-1])


def capital(sentence: str) -> str:
    """The sentence with its first letter in upper case."""
    return sentence[:1].upper() + sentence[1:]


def act_text(kind: str, by: str, of: str | None, subject: str | None, instrument: str | None) -> str:
    """What an act did, as a sentence."""
    about = say("subjects", subject) if subject else ""
    what = say("instruments", instrument) if instrument else ""
    return capital(say("acts", kind, by=name(by), of=name(of), about=about, instrument=what))


def effect_text(kind: str, state: str | None, of: str | None, amended: tuple[str, ...]) -> str:
    """What an effect brought, as a sentence; for a State bound after an amendment, that it is by the amended text."""
    sentence = capital(say("effects", kind, state=name(state), of=of or ""))
    return f"{sentence}{say('effects', 'as-amended', effects=', '.join(amended))}" if amended else sentence


def finding_text(code: str, state: str | None, facts: Mapping[str, str | None]) -> str:
    """What is irregular, or what no authority settles, as it stands within a sentence."""
    return say("findings", code, **{"state": name(state), "who": name(state), **facts})


def fault_text(kind: str, /, *, near: str = "", **facts: object) -> tuple[str, str, str]:
    """What a fault found, what was expected, and what to do: write the name that is near, if there is one.

    >>> fault_text("unknown-key", name="'acs'", known="one of: acts, title", near="'acts'")
    ("unknown key 'acs'", 'one of: acts, title', "write 'acts'")
    """
    found, expected, do = (part.format(**facts) for part in catalogue()["faults"][kind])
    return found, expected, say("wording", "write", name=near) if near else do
