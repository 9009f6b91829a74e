"""The rows of the table of refusals, and the histories they start from.

The usual history: in force since 2 June 2011 for China, Kazakhstan, Russia and Tajikistan.
"""

from typing import NamedTuple

from tests.law.agreement import Act, accede, act, all_accept, four_notify, leave, project, propose

IN_FORCE = four_notify()
TJK_LEFT = [*IN_FORCE, leave("TJK", "2025-01-02")]  # out on 2 April 2025
BLR_PENDING = [*IN_FORCE, accede("BLR", "2023-08-01")]
BLR_ACCEDING = [*BLR_PENDING, *all_accept("2023-09-01")]  # and bound on 1 October 2023
BLR_LEFT = [*BLR_ACCEDING, leave("BLR", "2025-01-02")]  # out on 2 April 2025
TJK_BACK_BY_ACCESSION = [  # where accession is the way back: bound again on 1 July 2025
    *TJK_LEFT,
    accede("TJK", "2025-05-01"),
    *all_accept("2025-06-01", "CHN", "KAZ", "KGZ", "RUS", "UZB", of="TJK"),
]
PROPOSED = [*IN_FORCE, propose("CHN", "2012-02-01")]
BEGUN = [*IN_FORCE, project("CHN", "2012-02-01")]

WAY_BACK = {"re-entry": "accession"}
HELD = {"early-accession": "held"}
VOID = {"short-notice": "void"}
PARTIES_ACCEPT = {"acceptors": "parties"}


def gone(date: str) -> Act:
    """Belarus withdraws its instrument."""
    return act("accession-withdrawn", "BLR", date)


class Row(NamedTuple):
    """A refusal with its code, and the neighbour that is admitted (with a note, if one is named).

    The last act of each list is the one judged. `readings` are those of the refusal, and of the neighbour too unless
    it has its own.
    """

    refused: list[Act]
    code: str
    admitted: list[Act]
    readings: dict[str, str] | None = None
    admitted_readings: dict[str, str] | None = None
    note: str | None = None
