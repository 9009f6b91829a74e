"""A timeline verified from itself alone: ``treatysim verify TIMELINE.json``, or ``python verify.py TIMELINE.json``.

From the acts, clauses, readings and signatories in the document this small program, which shares nothing with the rest,
works every reason out anew, follows every State and duty, and looks whether whatever stands twice agrees.
"""

import hashlib
import json
import re
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Json = dict[Any, Any]
FAR, PAST = "null", "null, and then"  # the day of what never comes: as a text, later than every day; and later still
UNITS, COUNTING = ("years", "months", "days"), {"day-after": 0, "clear-days": 1, "receipt-counted": -1}
PERIODS = {"entry-into-force": "entry-period", "accession": "accession-period", "withdrawal": "notice-length"}
AGREED = "after proposal consent withdrawal-effective entry-into-force termination"
SENT, SURVIVES = {"sent", "sent-unknown"}, "survival effect withdrawal-effective termination"
RESTS_ON = {  # of effects and duties: the clause, how their reasons are built, and the acts and effects that they rest
    # on, with what in each must be the State that they are about
    "entry-into-force-for": "entry-into-force after,latest,nth notification deposit", "protect-information": SURVIVES,
    "authority-exchange": "authority-exchange after entry-into-force-for:state", "termination": "termination " + AGREED,
    "too-few": "minimum-parties effect withdrawal-effective entry-into-force", "annex-updated": "annex " + AGREED,
    "entry-into-force": "entry-into-force after,nth notification deposit", "amendment-in-force": "amendment " + AGREED,
    "consultation": "consultations after entry-into-force consultation", "complete-project": SURVIVES,
    "withdrawal-circulated": "withdrawal after withdrawal:by", "withdrawal-effective": "withdrawal after withdrawal:by",
    "accession": "accession after accession-complete:state", "consultation-agreed": "early-consultation " + AGREED,
    "certified-copies": "certified-copies after,fixed", "accession-complete": "accession op accession:by "
    "acceptance:of entry-into-force withdrawal-effective signature-withdrawn notification-withdrawn",
}  # fmt: skip
MOVES = {  # where a State must (?) and must not (!) stand, where it comes to stand (+), and where no longer (-)
    "notification": "?signatories !consents !bound +consents", "withdrawal": "?bound +notices", "withdrawal-effective":
    "?notices -notices -bound -consents", "accession": "!applications !bound -answers +applications", "deposit":
    "!consents !bound +consents", "accession-withdrawn": "?applications -applications -complete", "withdrawal-revoked":
    "?notices -notices", "entry-into-force-for": "!bound +bound +ever -applications -complete", "signature-withdrawn":
    "?signatories !consents !bound -signatories", "accession-complete": "?applications +complete", "termination":
    "-notices -bound -consents -applications -complete", "notification-withdrawn": "?consents !bound -consents",
}  # fmt: skip
STANDINGS = {"notices": "withdrawing", "bound": "party", "complete": "acceding", "applications": "applicant",
             "consents": "contracting", "ever": "former-party", "signatories": "signatory"}  # fmt: skip


def _reached(base: str, way: Json) -> str:
    try:  # years and months first, rounded once, then days
        here, months = date.fromisoformat(base), 12 * way.get("years", 0) + way.get("months", 0)
        year, month = divmod(12 * here.year + here.month - 1 + months, 12)
        last = monthrange(year, month + 1)[1]
        rolled = here.day > last and way.get("month-end") == "roll"
        at = date(year, month + 1, min(here.day, last)) + timedelta(way.get("days", 0) + rolled)
        first = way.get("counting") == "first-of-following-month"
        return ((at.replace(day=1) + timedelta(31)).replace(day=1) if first else at).isoformat()
    except (ValueError, OverflowError):  # the base never comes, or the day lies beyond the calendar
        return FAR


class _Timeline:
    """One timeline as it is looked through: what is ``wrong`` with it, and who stands where by now (``on``)."""

    def __init__(self, said: Json) -> None:
        self.said, self.until, self.instrument = said, said["scenario"]["through"], said["instrument"]
        clauses = [{"kind": it["kind"], "provision": it["provision"], **it["parameters"]} for it in said["clauses"]]
        self.clauses = {it.get("subject", it["kind"]): it for it in clauses}
        self.answers = {k: v for it in said["clauses"] for k, v in it.get("settles", {}).items()} | said["readings"]
        self.given: Json = {act["id"]: {"by": "DEPOSITARY", **act} for act in said["acts"]}
        rows = enumerate(said["timeline"] + said["coming"])
        self.happened: Json = {it["id"]: {**self.given.get(it["act"], {}), **it, "place": n} for n, it in rows}
        self.on = defaultdict[str, Json](dict, signatories={state: {} for state in self.instrument["signatories"]})
        self.apart, self.last, self.looked, self.wrong = {*self.instrument["not_additional"]}, "", 0, Json()
        self.provisions = {None, *(it["provision"] for it in clauses)}

    def need(self, path: str, row: Json, unless: object = False, /, **facts: object) -> None:
        """Note what stands there otherwise than it must; readings and provisions must always be those of the treaty."""
        own: Json = {"reading": {axis: self.answers.get(axis) for axis in row["reading"]}} if "reading" in row else {}
        if row.get("provision") not in self.provisions and not str(row["provision"]).startswith("VCLT "):
            own["provision"] = "one of the treaty"
        for key, value in (own if unless else own | facts).items():
            self.looked, here = self.looked + 1, row.get(key, "nothing")
            if (here, type(here)) != ((None, type(None)) if value == FAR else (value, type(value))):
                self.wrong[f"{path}.{key}: {here!s:.99} stands there; it should be {value}".lstrip(".")] = row

    def day(self, path: str, tree: Json, rests: list[Json]) -> str:
        """The day of a reason, worked out anew; ``rests`` gathers the acts and effects on which it rests."""
        parts = [(f"{path}.{name}[{n}]", it) for name in ("of", "before") for n, it in enumerate(tree.get(name, []))]
        parts += [(f"{path}.{name}", tree[name]) for name in ("then", "else") if name in tree]
        of, op = [self.day(*part, rests) for part in parts], tree["op"]
        if op in ("given", "effect"):
            rests.append(self.happened[tree["act" if op == "given" else op]])
            day: str = rests[-1]["date"]
        elif op == "fixed":
            what = {"signature": "signed", "sent-unknown": "date"}.get(tree["what"], tree["what"])
            day = (rests[-1] if of else self.said["scenario"])[what]
        elif op in ("earliest", "latest", "if"):
            day = min(of) if op == "earliest" else max(of) if op == "latest" else of[2 if of[0] < of[1] else 3]
        else:
            day = {"after": self.after, "nth": self.counted, "share": self.counted}[op](path, tree, of, rests)
        self.need(path, tree, day=day)
        return day

    def after(self, path: str, tree: Json, of: list[str], rests: list[Json]) -> str:
        clause, own = self.clause, (tree["provision"], path[-3:]) == ("VCLT 78(b)", "[1]")
        told = [clause.get("circulation-days")] * (self.name == "withdrawal-circulated")
        told += [it["period"] for it in rests if "period" in it]
        told += [1] * (own or ("subject" in clause and not {*UNITS} & {*clause}))
        way, axis = {"days": told[0]} if told else clause, PERIODS.get(clause["kind"])
        way = {**way, "days": (way.get("days") or 0) + sum(COUNTING.get(it, 0) for it in tree["reading"].values())}
        self.need(path, tree, told or axis in tree["reading"] or axis not in self.answers, reading=axis)
        units = {unit: way.get(unit, 0) for unit in UNITS if unit in tree or way.get(unit)}
        self.need(path, tree, wording=way.get("counting", "days-after"), **units)
        self.need(path, tree, own, provision=clause["provision"])
        return _reached(of[0], way)

    def counted(self, path: str, tree: Json, of: list[str], rests: list[Json]) -> str:
        said, group, counted = self.clauses["entry-into-force"], tree.get("group"), rests[-len(of) :]
        if tree["op"] == "share":
            quantity, percent = said["share"]["quantity"], Decimal(said["share"]["percent"])
            held = [Decimal(self.instrument["quantities"][quantity].get(it["by"], 0)) for it in counted]
            enough = sum(held[:-1]) < percent <= sum(held)
            self.need(path, tree, quantity=quantity, percent=f"{percent.normalize():f}")
        else:
            n, states = (said["members"] if group else said)["threshold"], {it["by"] for it in counted} - self.apart
            others = [it for it in self.on["consents"].values() if it["by"] not in self.apart and it not in counted]
            passed = not group and any(it["place"] < counted[-1]["place"] for it in others)
            enough = len(of) == n == len(states) and not passed
            self.need(path, tree, n=n)
        self.need(path, tree, enough and of == sorted(of), of="those that were enough, in their order")
        return max(of)

    def grounds(self, path: str, row: Json, name: str, state: str | None) -> tuple[str, list[Json]]:
        """The day of a reason and what it rests on, which must have come before and be of the right kinds."""
        rests, on, tree, self.name = list[Json](), self.on, row["reason"], name
        base = "accession" if name == "entry-into-force-for" and state in on["complete"] else name
        base = "too-few" if name == "termination" and tree["op"] != "after" else base
        clause, built, *kinds = RESTS_ON[base].split()
        self.built = {"op", *re.findall('"(?:op|what|group)": "([^"]+)', json.dumps(tree))}
        self.clause, may = self.clauses[clause], dict(token.partition(":")[::2] for token in kinds)
        more = ["share"] * ("share" in self.clause) + [self.clause.get("members", {}).get("group", "op")]
        day = self.day(f"{path}.reason", tree, rests)
        fit = [it["id"] in on["seen"] and it["kind"] in may and it.get(may[it["kind"]], state) == state for it in rests]
        asked = state if name == "accession-complete" else rests[0]["id"] if rests else ""
        answers = {it["id"] for it in rests if it["kind"] in ("acceptance", "consent")}
        sending = name == "withdrawal-effective" and self.answers.get("notice-base") == "sending"
        fit += [{*built.split(","), *more} <= self.built, bool(SENT & self.built) == sending]
        fit += [answers == {*on["answers"].get(asked, ())}, not state or rests[0]["state"] in (None, state)]
        on["used"] |= {it["id"]: row for it in rests}
        self.need(path, row, all(fit), reason=f"what {name} rests on")
        self.need(path, row, supposed=any(it["supposed"] for it in rests), provision=self.clause["provision"])
        for way, days in COUNTING.items() if row.get("alternatives") else ():
            said = {**self.clause, "days": self.clause.get("days", 0) + days}
            self.need(f"{path}.alternatives", row["alternatives"], **{way: _reached(tree["of"][0]["day"], said)})
        return day, rests

    def timeline(self, path: str, shown: Json) -> None:
        """Look at an act or an effect, and let it change where States stand and what was answered."""
        row, on, kind = self.happened[shown["id"]], self.on, shown["kind"]
        if act := self.given.get(row["act"]):
            said = {"date": act["date"], "kind": act["act"], "state": act["by"], "supposed": act["supposed"]}
            self.need(path, shown, reason=None, **said)
        else:
            on["effects"][row["id"]] = day = self.grounds(path, shown, kind, row["state"])[0]
            self.need(path, shown, id=f"e{len(on['effects'])}", date=day, act=None)
        begun = kind != "entry-into-force-for" or on["entry-into-force"]
        in_order = begun and self.last <= row["date"] and (row["date"] > self.until) == ("coming" in path)
        self.need(path, shown, in_order, date="in order")
        ended = {*on["bound"], *on["consents"], *on["applications"]}
        for state in ended if kind == "termination" else {row["state"]} if kind in MOVES else ():
            for sign, name in ((token[0], token[1:]) for token in MOVES[kind].split()):
                self.need(path, shown, sign in "+-" or (state in on[name]) == (sign == "?"), kind=f"for {sign}{name}")
                if sign == "+":
                    on[name][state] = [*on[name].get(state, ()), row] if name == "ever" else on[name].get(state, row)
                elif sign == "-" and state in on[name]:
                    on["over"][on[name].pop(state).get("id")] = row
            on["grounds"][state] = row
        if kind in ("acceptance", "consent"):
            asked = {*on["bound"], *(on["signatories"] if kind == "acceptance" else ("DEPOSITARY",))}
            self.need(path, shown, row["by"] in asked, state="one that is asked")
            on["answers"].setdefault(row["of" if kind == "acceptance" else "to"], {})[row["id"]] = row["by"]
        on["seen"][row["id"]], on[kind][row["id"]], self.last = row, row, row["date"]

    def states(self, path: str, row: Json) -> None:
        on, state = self.on, row["state"]
        word = next((word for name, word in STANDINGS.items() if state in on[name]), "third")
        answered = on["answers"].get(state, {}).values()
        waiting = [it for it in row["waiting_for"] if word == "applicant" and it not in answered]
        spans = [(it, on["over"].get(it["id"], {})) for it in on["ever"].get(state, ())]
        held = [{"from": since["date"], "until": until.get("date")} for since, until in spans]
        rests = [it for span in spans for it in span] + [on[name].get(state, {}) for name in ("grounds", "notices")]
        flag = any(it.get("supposed") for it in rests)
        self.need(path, row, standing=word, in_force=held, supposed=flag, waiting_for=waiting)
        self.need(path, row, waiting or word != "applicant" or not answered, waiting_for="somebody, or nobody at all")

    def obligations(self, path: str, row: Json) -> None:
        act, duty, tree = self.given.get(row["performed_by"]), row["duty"], row["reason"]
        whose = {"certified-copies": None, "consultation": None, "withdrawal-circulated": row["of"]}
        day, rests = self.grounds(path, row, duty, whose.get(duty, row["bearer"]))
        arises, due = (tree["of"][0]["day"], day) if tree["op"] == "after" else (day, "")
        by_leaving, read = rests and rests[0]["state"] == row["bearer"], "survival" in self.said["readings"]
        self.need(path, row, due or not read or ("reading" in row) == by_leaving, reason="its own leaving, or the end")
        ended, over = self.said["terminated"] or PAST, self.on["over"].get(rests[0]["id"] if rests else "", {})
        may_free = duty == "authority-exchange" or over.get("kind") == "withdrawal-revoked"
        freed = ended <= due or (may_free and over.get("date", PAST) <= due)
        performed = max(act["date"], arises) if act else ""
        status = "continuing" if not due else "lapsed" if freed else "overdue" if due <= self.until else "pending"
        if duty == "consultation":
            status = "held" if act else "lapsed" if ended < FAR else "expected"
        elif performed:
            status = "performed-late" if due and performed > due else "performed"
        self.need(path, row, arises=arises, due=due or None, performed=performed or None, status=status)
        by = act["id"] if act and act["act"] in (duty, "project-completed") else None
        self.need(path, row, performed_by=by, performed_supposed=bool(act and (act["supposed"] or row["supposed"])))

    def acts(self, path: str, row: Json) -> None:
        stood, late = row["id"] in self.happened, (row["date"] or FAR) > self.until
        found = [it["code"] for it in self.said["findings"] if it["act"] == row["id"]]
        self.need(path, row, admitted=None if late else stood, finding=[*found, None if stood or late else "one"][0])

    def findings(self, path: str, row: Json) -> None:
        act, refused = self.given.get(row["act"], row), row["act"] and row["act"] not in self.happened
        self.need(path, row, date=act["date"] or row["date"], line=act["line"], file=act["file"])
        self.need(path, row, not refused, severity="warning", state=act.get("by"))

    def pending(self) -> bool:
        """Whether, at the very end, an effect must still come; what lies beyond the calendar never does."""
        on, asked, held = self.on, self.clauses.get("entry-into-force", {}), {*self.on["consents"]} - self.apart
        met = on["ever"] or (len(held) >= asked.get("threshold", 0) and not asked.keys() & {"members", "share"})
        agreed = bool(on["notices"] or on["complete"] or (met and held - {*on["bound"]}))
        if on["ever"] and self.answers.get("below-two") == "ends" and not on["termination"]:
            agreed |= len(on["bound"]) < self.clauses["minimum-parties"]["minimum"]
        for it in [it for it in on["proposal"].values() if it["id"] not in on["used"]]:
            also = {"DEPOSITARY"} if self.clauses[it["subject"]].get("depositary-consents") else set()
            agreed |= bool(on["bound"]) and {*on["bound"], *also} <= {*on["answers"].get(it["id"], {}).values()}
        return agreed and all(it["code"] != "beyond-calendar" for it in self.said["findings"])

    def whole(self) -> None:
        """Look at what is said of the whole."""
        said, clauses, rows = self.said, self.clauses, self.said["timeline"]
        first = {*self.on["over"], *(it["id"] for it in self.on["notices"].values())}  # no notice that moved another
        arose = Counter(it["kind"] for it in rows if it["kind"] != "withdrawal" or it["id"] in first)
        due: Json = {"certified-copies": "certified-copies" in clauses}
        due["consultation"] = (arose["entry-into-force"] + arose["consultation"]) * ("consultations" in clauses)
        due["withdrawal-circulated"] = arose["withdrawal"] * ("circulation-days" in clauses.get("withdrawal", {}))
        if self.answers.get("authority-exchange", "first-entry-only") != "first-entry-only":
            due["authority-exchange"] = arose["entry-into-force-for"]
        there = Counter(it["duty"] for it in said["obligations"])
        self.need("", said, all(there[it] == due[it] for it in due), obligations=f"of each kind so many: {due}")
        self.need("", said, not self.pending(), coming="all that is on its way")
        day = {it["kind"]: it["date"] for it in reversed(rows)}.get
        self.need("", said, entry_into_force=day("entry-into-force"), terminated=day("termination"))
        treaty = {"signed": said["scenario"]["signed"], "clauses": said["clauses"], **self.instrument}
        for path, what in (("", said), ("instrument", treaty)):
            plain = {key: value for key, value in what.items() if key != "digest"}
            text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            self.need(path, what, digest=hashlib.sha256(text.encode()).hexdigest())


def refusals(said: Json) -> tuple[list[str], int]:
    """Why a timeline is refused, each with its place, and how many values were looked at; ValueError: it is none."""
    path = "scenario, clauses or instrument"
    try:
        it = _Timeline(said)
        for name in ("acts", "timeline", "states", "obligations", "coming", "findings"):
            for n, row in enumerate(said[name]):
                getattr(it, name.replace("coming", "timeline"))(path := f"{name}[{n}]", row)
        it.whole()
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"{path}: what stands there has not the form of a timeline ({error})") from error
    return list(it.wrong), it.looked


def main(paths: list[str]) -> int:
    """Verify the timelines at some paths (- is standard input); 0: all are, 1: one is refused, 2: one is none."""
    codes = [0]
    for path in paths:
        try:
            with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
                (wrong, n), stream = refusals(json.load(file, parse_constant=int)), sys.stdout
        except (OSError, ValueError, RecursionError) as error:
            wrong, n, stream = [f"no timeline: {error} (run --format json writes one)"], 0, sys.stderr
        told = [f"{path}: {it}" for it in wrong or [f"verified, {n} values worked out anew"]]
        stream.write("".join(it.encode("unicode_escape").decode() + "\n" for it in told))
        codes.append(2 if stream is sys.stderr else 1 if wrong else 0)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
