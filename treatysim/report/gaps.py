"""The gaps of a treaty as they are read: what each is, on what authority, what fills it, and its witness as a file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import fill, indent
from typing import cast

from rich.console import Console
from rich.text import Text

from treatysim.checking.gaps import RULES, Gap, Gaps, NoGap
from treatysim.files.saving import named_in
from treatysim.files.writing import scenario_text
from treatysim.report.dates import long_date, period, printable
from treatysim.report.reasons import readings
from treatysim.report.tables import print_heading, print_item, write
from treatysim.words import capital, catalogue, name, names, say

WIDE = 76
"""How long a line of comment in a witness may be."""


def sentence(gap: Gap) -> str:
    """What the witness of a gap shows.

    >>> from treatysim.checking.lint import gaps
    >>> from treatysim.files import load_treaty
    >>> print(sentence(gaps(load_treaty("budapest-2001")).found[1]))
    Bulgaria leaves on 1 September 2002. The Parties left, 4, could not have brought the treaty into force (36(3)). As \
simulated it goes on; nothing in the text says so.
    """
    told: dict[str, object] = {key: long_date(day) for key, day in gap.days.items()}
    told |= {key: names(states) for key, states in gap.states.items()}
    return capital(say("gaps", gap.case, **told, **_words(gap)))


def _words(gap: Gap) -> dict[str, object]:
    """The other words of a sentence, such as are put together from several."""
    told = dict(gap.words)
    if "duty" in told:
        told["bearer"] = name(gap.states["bearers"][0])
        told["duty"] = say("duties", str(told["duty"]), of=names(gap.states["of"]))
    if "period" in told:
        told["period"] = period(cast(Mapping[str, object], told["period"]))
        chosen = cast(Mapping[str, str], told["readings"])
        told["readings"] = say("lint", "readings", readings=readings(chosen)) if chosen else ""
    if "subject" in told:
        told["subject"] = say("subjects", str(told["subject"]))
    return told


def filled(gap: Gap) -> str:
    """What fills a gap: general law, and the clause of the file that stands for it."""
    fills = say("gap-fills", gap.case)
    if gap.filled:
        return say("lint", "filled-here", fills=fills, provision=gap.filled)
    return say("lint", "filled", fills=fills)


def cure(gap: Gap) -> str:
    """What a drafter could do about a gap of its rule, or of its very case where that is another thing."""
    return say("gap-cures", gap.case if gap.case in catalogue()["gap-cures"] else gap.rule)


def reason(absent: NoGap) -> str:
    """Why a rule found no gap where it might have."""
    return say("lint", "absent", rule=absent.rule, says=say("no-gaps", absent.case, **absent.words))


# -- witnesses as files


def witnesses(found: Sequence[Gaps], treaties: Sequence[str], folder: str | None = None) -> list[list[tuple[str, str]]]:
    """For each treaty the witnesses of its gaps: the name of the file, after the rule, and what it holds.

    ``treaties`` are the names under which the treaties were given; paths among them are told from the ``folder`` in
    which the files will lie (None: where the paths were given).
    """
    several, taken = len(found) > 1, dict[str, int]()
    told = []
    for gaps, treaty in zip(found, treaties, strict=True):
        called = named_in(treaty, folder)
        told.append([(_file(gap, gaps, several, taken), witness(gap, called)) for gap in gaps.found])
    return told


def witness(gap: Gap, treaty: str) -> str:
    """The witness of a gap as a scenario file, with what it shows in a comment at its top."""
    says = say("lint", "remark", rule=gap.rule, id=gap.witness.treaty.id, says=sentence(gap))
    titled = replace(gap.witness, title=say("lint", "witness-title", title=say("gap-titles", gap.rule)))
    return scenario_text(titled, treaty, [fill(says, WIDE, break_long_words=False, break_on_hyphens=False)])


def _file(gap: Gap, gaps: Gaps, several: bool, taken: dict[str, int]) -> str:
    treaty = re.sub(r"[^\w.-]+", "-", gaps.treaty.id, flags=re.ASCII).strip(".-")
    stem = f"{treaty}-{gap.rule}" if several else gap.rule
    taken[stem] = taken.get(stem, 0) + 1
    return f"{stem}.yaml" if taken[stem] == 1 else f"{stem}-{taken[stem]}.yaml"


# -- as a report, and as plain values


def print_gaps(gaps: Gaps, told: Sequence[tuple[str, str]], folder: str | None, out: Console) -> None:
    """Lay the gaps of a treaty out: each with its witness as a file, or the place where that was written."""
    about = gaps.treaty
    named = say("lint", "title", name=about.short or about.title, id=about.id, gaps=_number(gaps))
    with out.capture() as captured:
        out.print(Text(printable(named).replace("\n", " "), style="bold"))
    write(captured.get(), out)
    for gap, (file, text) in zip(gaps.found, told, strict=True):
        with out.capture() as captured:
            _print_gap(gap, out)
            key, where = ("witness", file) if folder is None else ("saved", os.path.join(folder, file))
            out.print(Text(printable(say("lint", key, file=where))))
        write(captured.get(), out)
        if folder is None:
            out.file.write(indent(printable(text), "  "))  # as it is: a line of YAML may not be broken
    with out.capture() as captured:
        out.print()
        for note in _notes(gaps):
            out.print(Text(printable(note), style="dim"))
    write(captured.get(), out)


def _print_gap(gap: Gap, out: Console) -> None:
    facts = {"rule": gap.rule, "title": say("gap-titles", gap.rule), "where": ", ".join(gap.provisions)}
    print_heading(say("lint", "heading" if gap.provisions else "heading-text", **facts), out)
    out.print(Text(printable(sentence(gap))))
    print_item(filled(gap), out)
    print_item(say("lint", "authority", authority=say("gap-authorities", gap.rule)), out)
    print_item(say("lint", "cure", cure=cure(gap)), out)


def _number(gaps: Gaps) -> str:
    found = len(gaps.found)
    if gaps.untold and not found:
        return say("lint", "no-gap-told")
    return say("lint", "no-gap" if not found else "one-gap" if found == 1 else "gaps-count", n=found)


def _notes(gaps: Gaps) -> Iterator[str]:
    general = dict.fromkeys(clause.provision for clause in gaps.treaty.clauses if clause.of_general_law)
    if general:
        yield say("lint", "general", provisions=", ".join(general))
    yield from map(reason, gaps.absent)
    if gaps.untold:
        yield say("lint", "untold", rules=", ".join(gaps.untold))
    yield say("lint", "rules", rules=", ".join(rule for rule in RULES if rule not in gaps.untold))
    if gaps.found:
        yield say("lint", "confirmed")
    if gaps.treaty.text:
        yield say("report", "text", text=gaps.treaty.text)


def json_text(found: Sequence[Gaps], told: Sequence[Sequence[tuple[str, str]]], ascii_only: bool = False) -> str:
    """The gaps of one treaty as indented JSON; those of several as a list of the same."""
    said = [_plain(gaps, files) for gaps, files in zip(found, told, strict=True)]
    return json.dumps(said[0] if len(said) == 1 else said, indent=2, ensure_ascii=ascii_only) + "\n"


def _plain(gaps: Gaps, files: Sequence[tuple[str, str]]) -> dict[str, object]:
    return {
        "treaty": gaps.treaty.id,
        "text": gaps.treaty.text,
        "gaps": [_gap(gap, *file) for gap, file in zip(gaps.found, files, strict=True)],
        "no_gap": [{"rule": it.rule, "says": say("no-gaps", it.case, **it.words)} for it in gaps.absent],
        "untold": list(gaps.untold),
    }


def _gap(gap: Gap, file: str, text: str) -> dict[str, object]:
    return {
        "rule": gap.rule,
        "provisions": list(gap.provisions),
        "title": say("gap-titles", gap.rule),
        "says": sentence(gap),
        "filled_by": gap.filled or None,
        "fills": say("gap-fills", gap.case),
        "authority": say("gap-authorities", gap.rule),
        "cure": cure(gap),
        "file": file,
        "witness": text,
    }
