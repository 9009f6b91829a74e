"""A timeline verified from itself alone: ``treatysim verify TIMELINE.json``, or ``python verify.py TIMELINE.json``.

A small program that shares nothing with the rest.  From the acts, clauses, readings and signatories in the document it
works every reason out anew, follows every State and duty, and looks whether whatever stands twice agrees.
"""

import hashlib
import itertools
import json
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

Json = dict[Any, Any]
FAR = "null"  # the day of what never comes: as a text, later than every day
COUNTING = {"day-after": 0, "clear-days": 1, "receipt-counted": -1}
RESTS_ON = {  # the acts and effects that an effect or a duty rests on, with what in each must be the State it is about
    "entry-into-force": "notification deposit", "consultation": "entry-into-force consultation",
    "entry-into-force-for": "notification deposit accession-complete:state", "withdrawal-effective": "withdrawal:by",
    "accession-complete": "accession:by acceptance:of entry-into-force withdrawal-effective signature-withdrawn "
    "notification-withdrawn", "authority-exchange": "entry-into-force-for:state",
    "withdrawal-circulated": "withdrawal:by", "": "proposal consent withdrawal-effective entry-into-force termination",
}  # fmt: skip
MOVES = {  # where a State must (?) and must not (!) stand, where it comes to stand (+), and where no longer (-)
    "notification": "?signatories !consents !bound +consents", "deposit": "!consents !bound +consents",
    "notification-withdrawn": "?consents !bound -consents", "accession": "!applications !bound +applications",
    "signature-withdrawn": "?signatories !consents !bound -signatories", "withdrawal": "?bound +notices",
    "accession-withdrawn": "?applications -applications -complete", "withdrawal-revoked": "?notices -notices",
    "accession-complete": "?applications +complete", "withdrawal-effective": "?notices -notices -bound -consents",
    "entry-into-force-for": "!bound +bound +ever -applications -complete",
}  # fmt: skip
STANDINGS = {"notices": "withdrawing", "bound": "party", "complete": "acceding", "applications": "applicant",
             "consents": "contracting", "ever": "former-party", "signatories": "signatory"}  # fmt: skip


def _reached(base: str, said: Json, added: int) -> str:
    def on(day: int, months: int) -> int:
        here, end = date.fromordinal(day), said.get("month-end", "clip")
        year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, min(here.day, last)).toordinal() + (end == "roll" and here.day > last)

    try:  # years and months first, rounded once, then days
        at = on(date.fromisoformat(base).toordinal(), 12 * said.get("years", 0) + said.get("months", 0))
        at += said.get("days", 0) + added
        first = said.get("counting") == "first-of-following-month"
        return date.fromordinal(on(date.fromordinal(at).replace(day=1).toordinal(), 1) if first else at).isoformat()
    except (ValueError, OverflowError):  # the base never comes, or the day lies beyond the calendar
        return FAR


def _leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict | list):
        yield f"{path} (length)".lstrip("."), len(value)
        for key, it in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(f"{path}.{key}" if isinstance(value, dict) else f"{path}[{key}]", it)
    else:
        yield path.lstrip("."), FAR if value is None else value


class _Timeline:
    """One timeline as it is looked through; ``must`` gathers what must stand where."""

    def __init__(self, said: Json) -> None:
        self.said, self.until, self.instrument = said, said["scenario"]["through"], said["instrument"]
        self.clauses = {it["parameters"].get("subject", it["kind"]): it["parameters"] for it in said["clauses"]}
        settled = [item for it in said["clauses"] for item in it.get("settles", {}).items()]
        self.answers: Json = {**dict(settled), **said["readings"]}
        self.given: Json = {act["id"]: {"by": "DEPOSITARY", **act} for act in said["acts"]}
        rows = said["timeline"] + said["coming"]
        self.happened: Json = {row["id"]: {**self.given.get(row["act"], {}), **row} for row in rows}
        self.on: dict[str, Json] = {it: {} for it in (*STANDINGS, "grounds", "seen", "ends", "over", "answers", "used")}
        self.on["signatories"] = {state: {"id": ""} for state in self.instrument["signatories"]}
        self.apart, self.could, self.last, self.must = {*self.instrument["not_additional"]}, set[int](), "", Json()

    def need(self, path: str, unless: object = False, /, **facts: object) -> None:
        for key, value in () if unless else facts.items():
            self.must |= _leaves(f"{path}.{key}", value)

    def day(self, path: str, tree: Json, rests: list[Json]) -> str:
        """The day of a reason, worked out anew; ``rests`` gathers the acts and effects on which it rests."""
        parts = [(f"{path}.{name}[{n}]", it) for name in ("of", "before") for n, it in enumerate(tree.get(name, []))]
        parts += [(f"{path}.{name}", tree[name]) for name in ("then", "else") if name in tree]
        of, op = [self.day(*part, rests) for part in parts], tree["op"]
        day = max(of, default=FAR)
        if op in ("given", "effect"):
            rests.append(self.happened[tree["act" if op == "given" else op]])
            day = rests[-1]["date"]
        elif op == "fixed":
            what = {"signature": "signed", "sent-unknown": "date"}.get(tree["what"], tree["what"])
            day = (rests[-1] if of else self.said["scenario"])[what]
        elif op == "after":
            day = self.after(path, tree, of[0], rests)
        elif op in ("earliest", "if"):
            day = min(of) if op == "earliest" else of[2] if of[0] < of[1] else of[3]
        elif op in ("nth", "share"):
            self.counted(path, tree, of, rests[-len(of) :])
        elif op != "latest":
            raise ValueError(f"no reason is called {op}")
        self.need(path, day=day)
        return day

    def after(self, path: str, tree: Json, base: str, rests: list[Json]) -> str:
        added = sum(COUNTING.get(value, 0) for value in tree["reading"].values())
        said = [it["parameters"] for it in self.said["clauses"] if it["provision"] == tree["provision"]]
        said += [{"days": it["circulation-days"]} for it in said if "circulation-days" in it]
        said += [{"days": it.get("period", 1)} for it in rests if it["kind"] == "proposal"] or [{"days": 1}]
        units = {"years": 0, "months": 0, "days": added}
        way = next((it for it in said if all(it.get(u, 0) + n == tree.get(u, 0) for u, n in units.items())), said[0])
        shown = {u: way.get(u, 0) + n for u, n in units.items() if u in tree or way.get(u, 0) + n}
        self.need(path, wording=way.get("counting", "days-after"), **shown)
        return _reached(base, way, added)

    def counted(self, path: str, tree: Json, of: list[str], rests: list[Json]) -> None:
        said, group, states = self.clauses["entry-into-force"], tree.get("group"), [it["by"] for it in rests]
        if tree["op"] == "share":
            quantity, percent = said["share"]["quantity"], Decimal(said["share"]["percent"])
            held = [Decimal(self.instrument["quantities"][quantity].get(state, 0)) for state in states]
            enough = sum(held[:-1]) < percent <= sum(held)
            self.need(path, quantity=quantity, percent=f"{percent.normalize():f}")
        else:
            n = (said["members"] if group else said)["threshold"]
            among = {len({*self.instrument["groups"][group]} - self.apart)} if group else self.could
            before = [*itertools.takewhile(lambda name: name != rests[-1]["id"], self.on["seen"])]
            first = {it["id"] for it in self.on["consents"].values() if it["by"] not in self.apart and not group}
            enough = len(of) == n == len({*states} - self.apart) and first & {*before} <= {it["id"] for it in rests}
            self.need(path, n=n, **{"from": tree["from"] if tree["from"] in among else max(among)})
        self.need(path, enough and of == sorted(of), of="those that were enough, in their order")

    def grounds(self, path: str, row: Json, name: str, state: str | None) -> tuple[str, list[Json]]:
        """The day of a reason and what it rests on, which must have come before and be of the right kinds."""
        rests, on, tree = list[Json](), self.on, row["reason"]
        day = self.day(f"{path}.reason", tree, rests)
        may = dict(token.partition(":")[::2] for token in RESTS_ON.get(name, RESTS_ON[""]).split())
        fit = [it["id"] in on["seen"] and it["kind"] in may and it.get(may[it["kind"]], state) == state for it in rests]
        answers = {it["id"] for it in rests if it["kind"] in ("acceptance", "consent")}
        asked = state if name == "accession-complete" else rests[0]["id"] if rests else ""
        fit += [answers == {*on["answers"].get(asked, ())}]
        on["used"] |= {it["id"]: row for it in rests}
        self.need(path, all(fit) and (not state or rests[0]["state"] in (None, state)), reason=f"what {name} rests on")
        self.need(path, supposed=any(it["supposed"] for it in rests), provision=tree.get("provision", row["provision"]))
        for way in row.get("alternatives", ()):
            base = tree["of"][0]["day"]
            self.need(f"{path}.alternatives", **{way: _reached(base, self.clauses["accession"], COUNTING[way])})
        return day, rests

    def timeline(self, path: str, shown: Json) -> None:
        """Look at an act or an effect, and let it change where its State stands."""
        row, on = self.happened[shown["id"]], self.on
        state, kind, act = row["state"], row["kind"], self.given.get(row["act"])
        if act:
            self.need(path, date=act["date"], kind=act["act"], state=act["by"], supposed=act["supposed"], reason=None)
        else:
            number = 1 + sum(it["act"] is None for it in on["seen"].values())
            self.need(path, id=f"e{number}", date=self.grounds(path, row, kind, state)[0])
        self.need(path, self.last <= row["date"] and (row["date"] > self.until) == ("coming" in path), date="in order")
        for sign, name in ((token[0], token[1:]) for token in MOVES.get(kind, "").split()):
            if sign in "?!":
                word = "not " if sign == "!" else ""
                self.need(path, (state in on[name]) == (sign == "?"), kind=f"what one {word}in {name} can do")
            elif sign == "+":
                on[name].setdefault(state, [] if name == "ever" else row)
            else:
                on["over"][on[name].pop(state, {"id": ""})["id"]] = row
        for one in [*on["bound"]] if kind == "termination" else [state] if kind == "withdrawal-effective" else []:
            on["ever"][one][-1]["until"] = row["date"]
        if kind == "entry-into-force-for":
            on["ever"][state].append({"from": row["date"], "until": None})
        elif kind == "termination":
            on["grounds"] |= dict.fromkeys((*on["bound"], *on["consents"], *on["applications"]), row)
            on |= {name: {} for name in ("bound", "consents", "applications", "complete", "notices")}
        elif kind in ("accession", "acceptance", "consent"):
            answers = on["answers"].setdefault(row.get("to") or row.get("of") or state, [])
            answers[:] = [*answers, row["id"]] if kind != "accession" else []
        on["grounds"] |= {state: row} if kind in MOVES else {}
        on["ends"] |= {state: row} if row["supposed"] and row["reason"] and "bound" in MOVES.get(kind, "") else {}
        on["seen"][row["id"]], self.last = row, row["date"]
        self.could.add(len({*on["signatories"], *on["consents"]} - self.apart))

    def states(self, path: str, row: Json) -> None:
        on, state = self.on, row["state"]
        word = next((word for name, word in STANDINGS.items() if state in on[name]), "third")
        answered = {self.given[it]["by"] for it in on["answers"].get(state, ())}
        waiting = [it for it in row["waiting_for"] if word == "applicant" and it not in answered]
        supposed = any(on[name][state]["supposed"] for name in ("grounds", "notices", "ends") if state in on[name])
        self.need(path, standing=word, in_force=on["ever"].get(state, []), supposed=supposed, waiting_for=waiting)

    def obligations(self, path: str, row: Json) -> None:
        act, duty, tree = self.given.get(row["performed_by"]), row["duty"], row["reason"]
        whose = {"certified-copies": None, "consultation": None, "withdrawal-circulated": row["of"]}
        state = whose.get(duty, row["bearer"])
        day, rests = self.grounds(path, row, duty, state)
        arises, due = (tree["of"][0]["day"], day) if tree["op"] == "after" else (day, "")
        own = not due and ("reading" in row) == (rests[0]["state"] == state)
        self.need(path, due or own or "survival" not in self.said["readings"], reason="its own leaving, or the end")
        ended, over = self.said["terminated"], self.on["over"].get(rests[0]["id"]) if rests else None
        freed = over and (over["kind"] == "withdrawal-revoked" or duty == "authority-exchange") and over["date"] <= due
        status = "continuing" if not due else "overdue" if due <= self.until else "pending"
        performed = max(act["date"], arises) if act else ""
        if duty == "consultation":
            status = "held" if act else "lapsed" if ended else "expected"
        elif performed or freed or (ended and ended <= due):
            status = "lapsed" if not performed else "performed-late" if due and performed > due else "performed"
        self.need(path, arises=arises, due=due or None, performed=performed or None, status=status, owed_to=["PARTIES"])
        performer = act["id"] if act and act["act"] in (duty, "project-completed") else None
        supposed = act is not None and (act["supposed"] or row["supposed"])
        self.need(path, performed_by=performer, performed_supposed=supposed)

    def acts(self, path: str, row: Json) -> None:
        stood, late = row["id"] in self.happened, (row["date"] or FAR) > self.until
        found = [it["code"] for it in self.said["findings"] if it["act"] == row["id"]]
        self.need(path, admitted=None if late else stood, finding=[*found, None if stood or late else "a reason"][0])
        self.need(path, not late, why="after-through" if row["date"] else "never")

    def pending(self) -> bool:
        """Whether, at the very end, an effect must still come; what lies beyond the calendar never does."""
        on, asked, held = self.on, self.clauses.get("entry-into-force", {}), {*self.on["consents"]} - self.apart
        met = on["ever"] or (len(held) >= asked.get("threshold", 0) and not asked.keys() & {"members", "share"})
        pending = bool(on["notices"] or on["complete"] or (met and held - {*on["bound"]}))
        for it in on["seen"].values():
            if it["kind"] == "proposal" and it["id"] not in on["used"] and on["bound"]:
                depositary = {"DEPOSITARY"} if self.clauses[it["subject"]].get("depositary-consents") else set()
                consenting = {self.given[consent]["by"] for consent in on["answers"].get(it["id"], ())}
                pending |= depositary | on["bound"].keys() <= consenting
        return pending and not any(it["code"] == "beyond-calendar" for it in self.said["findings"])

    def whole(self) -> None:
        """Look at what is said of the whole."""
        said = self.said
        self.need("", not self.pending(), coming="all that is on its way")
        duty, entries = "authority-exchange", sum(it["kind"] == "entry-into-force-for" for it in said["timeline"])
        each = duty not in self.clauses or sum(it["duty"] == duty for it in said["obligations"]) == entries
        self.need("", each or self.answers.get(duty) == "first-entry-only", obligations="one for each entry")
        for n, it in enumerate(said["findings"]):
            act = self.given.get(it["act"], it)
            self.need(f"findings[{n}]", date=act["date"] or it["date"], line=act["line"], file=act["file"])
        day = {row["kind"]: row["date"] for row in reversed(said["timeline"])}.get
        self.need("", entry_into_force=day("entry-into-force"), terminated=day("termination"))
        treaty = {"signed": said["scenario"]["signed"], "clauses": said["clauses"], **self.instrument}
        for path, what in (("", {**said}), ("instrument", treaty)):
            del what["digest"]
            text = json.dumps(what, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            self.need(path, digest=hashlib.sha256(text.encode()).hexdigest())


def refusals(said: Json) -> tuple[list[str], int]:
    """Why a timeline is refused, each with its place, and how many values were looked at; ValueError: it is none."""
    path = "scenario, clauses or instrument"
    try:
        it, found = _Timeline(said), dict(_leaves("", said))
        for name in ("acts", "timeline", "states", "obligations", "coming"):
            for n, row in enumerate(said[name]):
                getattr(it, name.replace("coming", "timeline"))(path := f"{name}[{n}]", row)
        it.whole()
        provisions = {row["provision"] for row in said["clauses"]}
        for path, value in found.items():
            if ".reading." in path:
                it.must[path] = it.answers.get(path.rpartition(".")[2])
            elif path.endswith(".provision") and value not in provisions and not str(value).startswith(("VCLT ", FAR)):
                it.must[path] = "a provision of the treaty"
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"{path}: what stands there has not the form of a timeline ({error})") from error
    wrong = [at for at, value in it.must.items() if found.get(at, "nothing") != value]
    return [f"{at}: {found.get(at, '?')} stands there; it should be {it.must[at]}" for at in wrong], len(it.must)


def _once(pairs: list[tuple[str, Any]]) -> Json:
    if len(dict(pairs)) < len(pairs):
        raise ValueError(f"a key stands twice among {', '.join(key for key, _ in pairs)}")
    return dict(pairs)


def main(paths: Iterable[str]) -> int:
    """Verify the timelines at some paths (- is standard input); 0: all are, 1: one is refused, 2: one is none."""
    codes = [0]
    for path in paths:
        try:
            with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
                (wrong, n), stream = refusals(json.load(file, object_pairs_hook=_once, parse_constant=int)), sys.stdout
        except (OSError, ValueError, RecursionError) as error:
            wrong, n, stream = [f"no timeline: {error}"], 0, sys.stderr
        stream.write("".join(f"{path}: {it}\n" for it in wrong) or f"{path}: verified, {n} values worked out anew\n")
        codes.append(2 if stream is sys.stderr else 1 if wrong else 0)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
