"""YAML in: the scalars of YAML 1.2, the place of every key and value, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from tests.files.marked import unmarked
from treatysim.files import positions
from treatysim.files.positions import located, scalar

# -- scalars: YAML 1.2, section 10.3.2 ---------------------------------------------------------------------------

SCALARS = {
    "NO": "NO",
    "no": "no",
    "on": "on",
    "Off": "Off",
    "y": "y",
    "yes": "yes",
    "12:30": "12:30",
    "1:20:30": "1:20:30",
    "2011-05-03": "2011-05-03",
    "2011-02-30": "2011-02-30",
    "2023-09-14T23:30+05:00": "2023-09-14T23:30+05:00",
    "1_000": "1_000",
    "0b11": "0b11",
    "=": "=",
    "<<": "<<",
    "0x": "0x",
    "-": "-",
    ".": ".",
    "+.e3": "+.e3",
    "1e": "1e",
    "٣": "٣",  # a digit, but not one of YAML's
    ".inf": ".inf",
    ".nan": ".nan",
    "9" * 41: "9" * 41,
    "1e1000": "1e1000",
    "": None,
    "~": None,
    "null": None,
    "NULL": None,
    "nUll": "nUll",
    "true": True,
    "TRUE": True,
    "tRue": "tRue",
    "False": False,
    "0": 0,
    "010": 10,
    "+7": 7,
    "-19": -19,
    "0o17": 15,
    "0xFf": 255,
    "1.": Decimal(1),
    ".5": Decimal("0.5"),
    "20.09": Decimal("20.09"),
    "-1.50": Decimal("-1.5"),
    "1e3": Decimal(1000),
    "12.5E-2": Decimal("0.125"),
}


@pytest.mark.parametrize(("text", "value"), SCALARS.items(), ids=[key[:20] or "empty" for key in SCALARS])
def test_plain_scalars(text, value):
    found = scalar(text)
    assert found == value
    assert type(found) is type(value)


def test_decimals_are_as_exact_as_their_text():
    assert str(located("a: 0.10", "t").value["a"]) == "0.10"


@pytest.mark.parametrize("text", ["'010'", '"010"', "|-\n  010", ">-\n  010"])
def test_what_is_quoted_is_text(text):
    assert located(f"a: {text}", "t").value == {"a": "010"}


def test_keys_are_text():
    assert located("11: {days: 15}\nno: 1\n~: 2", "t").value == {"11": {"days": 15}, "no": 1, "~": 2}


# -- places ------------------------------------------------------------------------------------------------------

FLOW = "acts: [¦{act: ¦notification, by: ¦KAZ}, ¦{act: ¦'consent'}]"
FLOW_PATHS = [("acts", 0), ("acts", 0, "act"), ("acts", 0, "by"), ("acts", 1), ("acts", 1, "act")]
BLOCK = """\
title: ¦Беларусь просит
acts:
  # об одном
  - ¦act: ¦accession
    note: ¦"«в Минске»"
    date:
      ¦after: ¦fourth
  -
    ¦act: ¦|
      text
"""
BLOCK_PATHS = [
    ("title",),
    ("acts", 0),
    ("acts", 0, "act"),
    ("acts", 0, "note"),
    ("acts", 0, "date"),
    ("acts", 0, "date", "after"),
    ("acts", 1),
    ("acts", 1, "act"),
]
CYRILLIC = "{¦название: ¦Соглашение, 'по-русски': ¦[¦да, ¦«нет»], 😀: ¦x}"
CYRILLIC_PATHS = [(), ("название",), ("по-русски",), ("по-русски", 0), ("по-русски", 1), ("😀",)]


@pytest.mark.parametrize(
    ("text", "paths"),
    [(FLOW, FLOW_PATHS), (BLOCK, BLOCK_PATHS), (CYRILLIC.replace("¦", "", 1), CYRILLIC_PATHS[1:])],
    ids=["flow", "block", "cyrillic"],
)
def test_values_are_where_they_stand(text, paths):
    plain, places = unmarked(text)
    read = located(plain, "t")
    assert [(read.values[path].line, read.values[path].column) for path in paths] == places


def test_keys_are_where_they_stand():
    plain, places = unmarked("¦назва: 1\nacts:\n  - {¦act: x,\n     ¦'by': y}\n")
    read = located(plain, "t")
    paths = [("назва",), ("acts", 0, "act"), ("acts", 0, "by")]
    assert [(read.keys[path].line, read.keys[path].column) for path in paths] == places


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_every_line_break_counts_once(break_):
    read = located(break_.join(["a: 1", "", "b: 2"]), "t")
    assert (read.values["b",].line, read.values["b",].column) == (3, 4)


def test_a_byte_order_mark_is_no_column():
    assert located("\ufeffa: 1", "t").values["a",].column == 4


def test_the_pure_parser_says_the_same(monkeypatch):
    texts = [unmarked(text)[0] for text in (FLOW, BLOCK, CYRILLIC)]
    fast = [located(text, "t") for text in texts]
    monkeypatch.setattr(positions, "_LOADER", yaml.SafeLoader)
    assert [located(text, "t") for text in texts] == fast


# -- what is refused ---------------------------------------------------------------------------------------------

REFUSED = {
    "anchor": ("a: ¦&x [1]\nb: *x\n", "an anchor, &x"),
    "alias-of-nothing": ("a: ¦*x\n", "an alias, *x"),
    "tag": ("a: ¦!!int '5'\n", "a tag, 'tag:yaml.org,2002:int'"),
    "own-tag": ("a: ¦!python/object:os.system {}\n", "a tag, '!python/object:os.system'"),
    "two-documents": ("a: 1\n¦---\na: 2\n", "a second YAML document"),
    "list-as-key": ("a: 1\n? ¦[b]\n: 2\n", "a mapping or list as a key"),
    "mapping-as-key": ("{¦{a: b}: c}\n", "a mapping or list as a key"),
    "tab": ("a:\n  b: 1\n¦\tc: 1\n", "a tab"),
    "nul": ("a: x¦\0y\n", "a NUL character"),
    "bell": ("a: x\nb: ¦\a\n", "the unprintable character U+0007"),
    "next-line": ("a: 1\nb: x¦\x85c: 1\n", "the unprintable character U+0085"),
    "line-separator": ("a: 1\nb: x¦\u2028c: 1\n", "the unprintable character U+2028"),
    "paragraph-separator": ("# a¦\u2029b: 1\n", "the unprintable character U+2029"),
    "surrogate": ("a: ¦\ud800\n", "the unprintable character U+D800"),
    "open-quote": ('a: "b\nc: d\n¦', "no YAML"),
    "colon-in-text": ("a: b¦: c\n", "no YAML: mapping values are not allowed in this context"),
    "percent": ("%YAMLL¦\na: 1", "no YAML"),
}


@pytest.mark.parametrize(("text", "found"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text, found):
    plain, places = unmarked(text)
    read = located(plain, "t.yaml")
    assert read.unreadable
    (fault,) = read.verdict()
    assert fault.found.startswith(found)
    assert [(fault.line, fault.column)] == places


def test_a_key_again_is_a_fault_at_the_second():
    plain, places = unmarked("a: 1\nb: {c: 1, d: 2, ¦c: 3}\n¦a: 4\n¦'a': 5\n")
    read = located(plain, "t")
    assert not read.unreadable
    assert [(fault.line, fault.column) for fault in read.verdict()] == places
    assert read.verdict()[0].found == "the key 'c' again"
    assert read.verdict()[0].expected == "it once (line 2)"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("levels", [21, 5_000, 500_000])
def test_no_depth_breaks_anything(opening, levels):
    assert located(opening * levels, "t").unreadable


def test_twenty_levels_are_allowed():
    assert not located("[" * 20 + "]" * 20, "t").unreadable
    assert located("[" * 21 + "]" * 21, "t").unreadable


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "--- \n...\n", "~", "\ufeff"])
def test_nothing_is_nothing(text):
    read = located(text, "t")
    assert read.value is None
    assert not read.faults
