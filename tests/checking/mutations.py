"""A timeline changed in one place: every way of it that ``verify`` must notice, enumerated by walking the document.

Each mutation is a sentence and the changed document; the document's own digest is made anew, as one would who wants
the change to pass.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from treatysim.law.digest import digest

Json = dict[str, Any]
Path = tuple[str | int, ...]
Mutation = tuple[str, Callable[[], Json]]

STANDINGS = ("signatory", "contracting", "party", "withdrawing", "former-party", "applicant", "acceding", "third")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value of a document, with its place."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def at(said: Json, path: Path) -> Any:
    found: Any = said
    for key in path:
        found = found[key]
    return found


def renewed(said: Json) -> Json:
    """The document with a digest of its own that is right."""
    said["digest"] = digest({key: value for key, value in said.items() if key != "digest"})
    return said


def changed(said: Json, path: Path, value: Any) -> Mutation:
    def make() -> Json:
        new = copy.deepcopy(said)
        at(new, path[:-1])[path[-1]] = value
        return renewed(new)

    return f"{'.'.join(map(str, path))}: {value!r} for {at(said, path)!r}", make


def of(said: Json, make: Callable[[Json], None], name: str) -> Mutation:
    def made() -> Json:
        new = copy.deepcopy(said)
        make(new)
        return renewed(new)

    return name, made


def days(said: Json) -> Iterator[Mutation]:
    """Every date a day earlier and a day later, but those that nothing else in the document rests on."""
    for path, value in leaves(said):
        if isinstance(value, str) and DAY.fullmatch(value) and not believed(said, path):
            for other in (-1, 1):
                yield changed(said, path, (date.fromisoformat(value) + timedelta(other)).isoformat())


def believed(said: Json, path: Path) -> bool:
    """The dates that cannot be noticed even in principle: they are given, and nothing that stands there follows.

    The last day simulated, if nothing falls due, comes or is done about it; the day of an act that was not simulated;
    what a notice names or when it was sent, where its own day does not rest on it; the chances of an uncertain date.
    """
    if path == ("scenario", "through") or path[:1] != ("acts",):
        return path == ("scenario", "through")
    act = said["acts"][path[1]]
    if path[2] in ("sent", "intended"):
        named = [inner[:-1] for inner, value in leaves(said) if inner[-1] == "what" and value == path[2]]
        return not any(at(said, place)["of"][0]["act"] == act["id"] for place in named)
    return act["admitted"] is None or path[2] == "uncertain"


def premises(said: Json) -> Iterator[Mutation]:
    """Every act and every effect on which something rests, for each other one of the document; where they are
    thousands, every two-hundredth, for its neighbours."""
    acts = [act["id"] for act in said["acts"] if act["admitted"]]
    effects = [row["id"] for row in (*said["timeline"], *said["coming"]) if row["act"] is None]
    named = [(path, value) for path, value in leaves(said) if "reason" in path and path[-1] in ("act", "effect")]
    thin = len(named) > 1000
    for path, value in named[::200] if thin else named:
        known = acts if path[-1] == "act" else effects
        place = known.index(value)
        for other in known[max(0, place - 1) : place + 2] if thin else known:
            if other != value:
                yield changed(said, path, other)


def parameters(said: Json) -> Iterator[Mutation]:
    """Every parameter of a clause, and every number in a reason, a little larger."""
    for path, value in leaves(said):
        in_clause = path[0] == "clauses" and "parameters" in path
        if in_clause or ("reason" in path and path[-1] in ("n", "days", "months", "years", "percent", "quantity")):
            larger = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}0"
            yield changed(said, path, larger)


def standings(said: Json) -> Iterator[Mutation]:
    """Every standing, for every other."""
    for place, row in enumerate(said["states"]):
        for word in STANDINGS:
            if word != row["standing"]:
                yield changed(said, ("states", place, "standing"), word)


def statuses(said: Json) -> Iterator[Mutation]:
    """Every flag of what rests on a supposed act, and every status of a duty, but of acts on which nothing rests."""
    for place, row in enumerate(said["obligations"]):
        for word in ("pending", "performed", "performed-late", "overdue", "expected", "held", "continuing", "lapsed"):
            if word != row["status"]:
                yield changed(said, ("obligations", place, "status"), word)
    for path, value in leaves(said):
        if path[-1] in ("supposed", "performed_supposed") and path[0] != "acts":
            yield changed(said, path, not value)


def dropped(said: Json) -> Iterator[Mutation]:
    """Every effect, gone with its reason."""
    for part in ("timeline", "coming"):
        for place, row in enumerate(said[part]):
            if row["act"] is None:
                yield of(said, lambda new, part=part, place=place: new[part].pop(place), f"{part} without {row['id']}")


def threshold(said: Json) -> Iterator[Mutation]:
    """The threshold made 3: in the clause, in each reason, in all of them together."""
    entry = next(place for place, it in enumerate(said["clauses"]) if it["kind"] == "entry-into-force")
    clause: Path = ("clauses", entry, "parameters", "threshold")
    places = [clause, *(path for path, _ in leaves(said) if path[-1] == "n" and "reason" in path)]
    if at(said, clause) == 3:
        return
    for path in places:
        if at(said, path) != 3:
            yield changed(said, path, 3)

    def everywhere(new: Json) -> None:
        for path in places:
            at(new, path[:-1])[path[-1]] = 3
            if path != clause:
                del at(new, (*path[:-1], "of"))[3:]

    yield of(said, everywhere, "the threshold made 3 everywhere, with three in each reason")


def strangers(said: Json) -> Iterator[Mutation]:
    """A notification on which something rests, by a State that has not signed, wherever it stands."""
    resting = {value for path, value in leaves(said) if path[-1] == "act" and "reason" in path}
    for place, act in enumerate(said["acts"]):
        if act["id"] in resting and act["act"] == "notification":

            def made(new: Json, place: int = place, name: str = act["id"]) -> None:
                new["acts"][place]["by"] = "NOR"
                for row in (*new["timeline"], *new["findings"]):
                    row["state"] = "NOR" if row["act"] == name else row["state"]

            yield of(said, made, f"{act['id']} by Norway")


KINDS = (days, premises, parameters, standings, statuses, dropped, threshold, strangers)
