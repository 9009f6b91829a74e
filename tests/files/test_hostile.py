"""Whatever bytes a file holds, it is either read or has faults; nothing else is ever raised."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treatysim.errors import FaultyFile
from treatysim.files import acts_from_csv, library, load_text, sources
from treatysim.files.document import MOST_FAULTS

ROOT = Path(__file__).parent.parent.parent
SCENARIO = (ROOT / "scenarios" / "amendment.yaml").read_text("utf-8")
CORRECTING = """\
treaty: budapest-2001
through: 2012-12-31
readings: {}
parameters: {36(3): {members: {group: council-of-europe, threshold: 3}, month-end: clip, instruments: [approval]}}
states: {CHN: {groups: [council-of-europe], quantities: {}}}
acts:
  - {act: deposit, instrument: approval, by: ALB, date: {after: deposit, by: HRV, of: HRV, days: 3}, id: x, note: "1"}
  - {act: withdrawal, by: ALB, date: 2012-01-01T10:00+01:00, sent: 2012-01-01, intended: 2012-05-01, supposed: true}
"""
TREATY = (ROOT / "treatysim" / "treaties" / "budapest-2001.yaml").read_text("utf-8")
TABLE = "act,by,date,between,supposed\nproposal,CHN,2012-01-01,,\nrefusal,KAZ,2012-02-01,RUS;UZB,yes\n"

PIECES = [
    *("{", "}", "[", "]", ":", ": ", ",", "- ", "-", "\n", "\n  ", "\t", "'", '"', "#", "|", ">", "?", "!", "&a", "*a"),
    *("\0", "\ufeff", "\u2028", "\x85", "\r", "😀", "---\n", "...\n", "%", "@", "`", "<<: ", "~", "null", "true", "-1"),
    *("0", "1.5", "1e999", ".nan", "99999999999999999999", "0001-01-01", "9999-12-31", "9999-12-31T23:59-23:59"),
    *(
        "2011-02-29",
        "acts",
        "act",
        "by",
        "date",
        "id",
        "after",
        "days",
        "of",
        "to",
        "a1",
        "e1",
        "DEPOSITARY",
        "consent",
    ),
    *("entry-into-force", "treaty", "through", "states", "groups", "parameters", "readings", "(anchor)", "(day)"),
]
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def mutations(draw, text):
    """A text with a few pieces put in, taken out, or put in the place of a word."""
    for _ in range(draw(st.integers(1, 4))):
        words = [found.span() for found in re.finditer(r"[\w.()-]+|\S", text)] or [(0, len(text))]
        start, end = draw(st.sampled_from(words))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=5))
        text = text[:start] + piece + text[draw(st.sampled_from([start, end])) :]
    return text


def is_read_or_has_faults(read, *args):
    try:
        read(*args)
    except FaultyFile as error:
        assert error.faults
        assert len(error.faults) <= MOST_FAULTS + 1
        for fault in error.faults:
            assert fault.line >= 1
            assert fault.column >= 1
            assert "\n" not in str(fault)
            assert all((fault.found, fault.expected, fault.do))
            assert len(str(fault)) < 2000


def as_treaty(text):
    return library._treaty(text, "t.yaml")


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes(content):
    is_read_or_has_faults(lambda: load_text(sources.decoded(content, "s.yaml")))


@QUICK
@given(st.text(max_size=100) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text(text):
    is_read_or_has_faults(load_text, text)
    is_read_or_has_faults(as_treaty, text)


@QUICK
@given(mutations(SCENARIO) | mutations(CORRECTING))
def test_a_scenario_with_pieces_changed(text):
    is_read_or_has_faults(load_text, text)


@QUICK
@given(mutations(TREATY))
def test_a_treaty_with_pieces_changed(text):
    is_read_or_has_faults(as_treaty, text)


@QUICK
@given(mutations(TABLE) | st.text(max_size=100))
def test_a_table_with_pieces_changed(tmp_path, text):
    path = tmp_path / "acts.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    is_read_or_has_faults(acts_from_csv, path)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(PIECES[-30:])
    | st.sampled_from(["1.5", "-0.0", "2011-05-03", "KAZ", "'1'"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["act", "by", "date", "after", "days", "of", "12(1)", "CHN", "days"]), inner)
    ),
    max_leaves=8,
)


def flow(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "~" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


KEYS = ["title", "treaty", "through", "readings", "parameters", "states", "acts"]
FIELDS = ["act", "by", "date", "id", "of", "to", "subject", "period", "between", "sent", "supposed", "instrument"]


@QUICK
@given(st.sampled_from(KEYS), VALUES)
def test_any_value_under_any_key(key, value):
    treaty = "" if key == "treaty" else "treaty: paris-2015\n"
    is_read_or_has_faults(load_text, f"{treaty}{key}: {flow(value)}\n")


@QUICK
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6), max_size=4))
def test_any_value_in_any_field(acts):
    text = "treaty: sco-iis-2009\nacts: " + flow([{"act": "proposal", **act} for act in acts])
    is_read_or_has_faults(load_text, text)


@QUICK
@given(
    st.sampled_from(["signed", "depositary", "signatories", "groups", "quantities", "not-additional", "clauses"]),
    VALUES,
)
def test_any_value_in_a_treaty(key, value):
    text = f"treaty: t\ntitle: t\nsigned: 2000-01-01\nsignatories: [CHN]\nclauses: []\n{key}: {flow(value)}\n"
    is_read_or_has_faults(as_treaty, text)


# -- files made to take long -------------------------------------------------------------------------------------

HEAD = "treaty: sco-iis-2009\nacts:\n"
LONG = {
    "a-chain-backwards": HEAD
    + "".join(f"- {{act: accession, by: BLR, date: {{after: a{n}}}}}\n" for n in range(2, 3000))
    + "- {act: accession, by: BLR, date: 2012-01-01}",
    "a-long-circle": HEAD
    + "".join(f"- {{act: accession, by: BLR, date: {{after: a{n % 3000 + 1}}}}}\n" for n in range(1, 3001)),
    "all-after-one-kind": HEAD + "- {act: accession, by: BLR, date: {after: accession}}\n" * 3000,
    "many-faults": HEAD + "- {act: accede, by: XQZ, date: 2011-02-29}\n" * 3000,
    "many-keys": "".join(f"k{n}: 1\n" for n in range(20_000)),
    "consents-to-nothing": HEAD
    + "".join(f"- {{act: proposal, subject: annex, id: p{n}, by: CHN, date: 2012-01-01}}\n" for n in range(1500))
    + "".join(f"- {{act: consent, to: q{n}, by: CHN, date: 2012-01-01}}\n" for n in range(1500)),
    "empty-acts": HEAD[:-1] + " [" + "{}," * 1_000_000 + "]",
    "words-for-acts": HEAD[:-1] + " [" + "x," * 1_500_000 + "]",
    "after-nearly-an-id": HEAD
    + "".join(f"- {{act: accession, by: BLR, id: accession-of-{n}, date: 2012-01-01}}\n" for n in range(20_000))
    + "".join(f"- {{act: accession, by: BLR, date: {{after: acession-off-{n}}}}}\n" for n in range(450)),
    "consents-to-nearly-an-id": HEAD
    + "".join(
        f"- {{act: proposal, subject: annex, id: terms-of-{n}, by: CHN, date: 2012-01-01}}\n" for n in range(20_000)
    )
    + "".join(f"- {{act: consent, to: trems-off-{n}, by: CHN, date: 2012-01-01}}\n" for n in range(450)),
    "many-keys-of-an-act": HEAD + "- {" + "".join(f"k{n}: 1, " for n in range(200_000)) + "}",
    "many-keys-of-many-acts": HEAD + ("- {" + ", ".join(f"k{n}: 1" for n in range(15)) + "}\n") * 18_000,
    "many-lists": "".join(f"k{n}: [" + "x," * 49_000 + "]\n" for n in range(40)),
    "brackets": "[" * 4_000_000,
    "braces": "{a: " * 1_000_000,
    "a-long-word": "title: " + "x" * 4_000_000,
    "a-long-number": "treaty: " + "9" * 1_000_000,
    "a-long-key": "a" * 1_000_000 + ": 1",
    "question-marks": "? " * 1_000_000,
    "exclamation-marks": "!" * 1_000_000,
    "empty-lines": "\n" * 4_000_000,
}


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="the parser in Python is ten times slower")
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_nothing_takes_long(text):
    began = time.process_time()
    is_read_or_has_faults(load_text, text)
    assert time.process_time() - began < 10  # of this process, however busy the machine is


LIMITS = {
    "items": ("acts: [" + "{}," * 50_000 + "{}]", (1, 150_008), "a list of more than 50000 items"),
    "keys": ("\n".join(f"k{n}: 1" for n in range(1001)), (1001, 1), "a mapping of more than 1000 keys"),
    "values": (
        "".join(f"k{n}: [{'x,' * 49_999}]\n" for n in range(6)),
        (6, 100_002),
        "more than 300000 values",
    ),
}


@pytest.mark.parametrize(("text", "place", "found"), LIMITS.values(), ids=LIMITS)
def test_what_is_too_much_is_said_where_it_begins_to_be(text, place, found):
    with pytest.raises(FaultyFile) as caught:
        load_text(text)
    (fault,) = caught.value.faults
    assert (fault.found, fault.line, fault.column) == (found, *place)


def test_twenty_thousand_acts_are_read():
    text = (
        HEAD + "- {act: proposal, subject: annex, by: CHN, date: 2012-01-01, period: 30, note: x, source: y}\n" * 20_000
    )
    assert len(load_text(text).acts) == 20_000


def test_suggestions_end_where_they_would_take_too_long():
    text = HEAD + "".join(
        f"- {{act: proposal, subject: annex, id: p{n}, by: CHN, date: 2012-01-01}}\n" for n in range(800)
    )
    with pytest.raises(FaultyFile) as caught:
        load_text(text + "- {act: consent, to: p77x, by: CHN, date: 2012-01-01}\n" * 100)
    first, *_, last = (fault.do for fault in caught.value.faults)
    assert first.startswith("write 'p")
    assert last == "give the proposal this id"
