"""Scenarios written in one line each, for the tests of what is said about them."""

from __future__ import annotations

from treatysim.files import load_text
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate

FOUR = """
  - {act: notification, by: CHN, date: 2011-03-10}
  - {act: notification, by: RUS, date: 2011-03-21}
  - {act: notification, by: KAZ, date: 2011-04-12}
  - {act: notification, by: TJK, date: 2011-05-03, id: fourth, supposed: true}
"""


def told(acts: str = "", treaty: str = "sco-iis-2009", title: str = "A test", **more: str) -> Timeline:
    """The timeline of a scenario: the lines of its acts, and other keys ("readings", "through")."""
    keys = "".join(f"{key}: {value}\n" for key, value in more.items())
    listed = acts.strip("\n") or "  []"
    return simulate(load_text(f"title: {title}\ntreaty: {treaty}\n{keys}acts:\n{listed}\n", "test.yaml"))


def lines(node: object) -> list[str]:
    """The lines of a tree from the top, each below indented by two more spaces."""
    return [node.line, *(f"  {line}" for under in node.under for line in lines(under))]
