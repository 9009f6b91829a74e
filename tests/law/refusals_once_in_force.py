"""Refusals once the Agreement is in force: withdrawal, proposals, consultations, projects. See `refusals.Row`."""

from collections.abc import Callable

from tests.law.agreement import (
    PARTIES,
    Act,
    act,
    all_consent,
    complete,
    consent,
    exchange,
    leave,
    meet,
    notify,
    project,
    propose,
    revoke,
)
from tests.law.refusals import BEGUN, BLR_ACCEDING, BLR_LEFT, IN_FORCE, PROPOSED, TJK_LEFT, VOID, Row

WITHDRAWAL = {
    "a-signatory": Row([*IN_FORCE, leave("UZB", "2025-01-02")], "not-a-party", [*IN_FORCE, leave("CHN", "2025-01-02")]),
    "the-day-before-entry": Row(
        [*IN_FORCE, leave("CHN", "2011-06-01")], "not-a-party", [*IN_FORCE, leave("CHN", "2011-06-02")]
    ),
    "who-has-left": Row(
        [*TJK_LEFT, leave("TJK", "2025-04-02", intended="2025-12-01")],
        "not-a-party",
        [*TJK_LEFT, leave("TJK", "2025-04-01", intended="2025-12-01")],
    ),
    "an-acceding-State": Row(
        [*BLR_ACCEDING, leave("BLR", "2023-09-30")], "not-a-party", [*BLR_ACCEDING, leave("BLR", "2023-10-01")]
    ),
    "one-runs-and-is-not-moved-later": Row(
        [*TJK_LEFT, leave("TJK", "2025-02-01", intended="2025-04-02")],
        "duplicate-withdrawal",
        [*TJK_LEFT, leave("TJK", "2025-02-01", intended="2025-04-03")],
    ),
    "one-runs-and-no-day-is-named": Row(
        [*TJK_LEFT, leave("TJK", "2025-02-01")],
        "duplicate-withdrawal",
        [*TJK_LEFT, revoke("TJK", "2025-01-31"), leave("TJK", "2025-02-01")],
    ),
    "too-short-and-void": Row(
        [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-04-01")],
        "notice-too-short",
        [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-04-02")],
        readings=VOID,
    ),
    "too-short-and-moved-to-the-earliest-day": Row(
        [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-04-01")],
        "notice-too-short",
        [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-04-01")],
        readings=VOID,
        admitted_readings={},
        note="notice-too-short",
    ),
}

WITHDRAWAL_REVOKED = {
    "on-the-day-of-effect": Row(
        [*TJK_LEFT, revoke("TJK", "2025-04-02")], "too-late-to-revoke", [*TJK_LEFT, revoke("TJK", "2025-04-01")]
    ),
    "who-has-left-and-notified-again": Row(
        [*TJK_LEFT, notify("TJK", "2025-05-01"), revoke("TJK", "2025-05-10")],
        "too-late-to-revoke",
        [*TJK_LEFT, notify("TJK", "2025-05-01"), leave("TJK", "2025-06-01"), revoke("TJK", "2025-06-10")],
    ),
    "no-notice": Row(
        [*IN_FORCE, revoke("TJK", "2025-01-10")], "nothing-to-revoke", [*TJK_LEFT, revoke("TJK", "2025-01-10")]
    ),
    "a-third-State": Row(
        [*IN_FORCE, revoke("BLR", "2025-01-10")],
        "nothing-to-revoke",
        [*BLR_LEFT, revoke("BLR", "2025-01-10")],
    ),
    "who-left-and-is-bound-again": Row(
        [*TJK_LEFT, notify("TJK", "2025-05-01"), revoke("TJK", "2025-06-10")],
        "nothing-to-revoke",
        [*TJK_LEFT, notify("TJK", "2025-05-01"), leave("TJK", "2025-06-05"), revoke("TJK", "2025-06-10")],
    ),
    "a-void-notice": Row(
        [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-01-31"), revoke("TJK", "2025-01-10")],
        "nothing-to-revoke",
        [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-01-31"), revoke("TJK", "2025-01-10")],
        readings=VOID,
        admitted_readings={},
    ),
}


def circulated(date: str) -> Act:
    """The Depositary circulates Tajikistan's notice."""
    return act("withdrawal-circulated", "DEPOSITARY", date, of="TJK")


WITHDRAWAL_CIRCULATED = {
    "no-notice": Row(
        [*IN_FORCE, circulated("2025-01-10")], "nothing-to-circulate", [*TJK_LEFT, circulated("2025-01-10")]
    ),
    "circulated-already": Row(
        [*TJK_LEFT, circulated("2025-01-10"), circulated("2025-01-11")],
        "nothing-to-circulate",
        [*TJK_LEFT, circulated("2025-01-11")],
    ),
}


def only_parties(make: Callable[[str, str], Act], word: str) -> dict[str, Row]:
    """The rows of what only a Party does."""
    return {
        f"{word}-a-signatory": Row(
            [*IN_FORCE, make("UZB", "2012-01-10")], "not-a-party", [*IN_FORCE, make("CHN", "2012-01-10")]
        ),
        f"{word}-the-day-before-entry": Row(
            [*IN_FORCE, make("CHN", "2011-06-01")], "not-a-party", [*IN_FORCE, make("CHN", "2011-06-02")]
        ),
        f"{word}-on-the-day-it-has-left": Row(
            [*TJK_LEFT, make("TJK", "2025-04-02")], "not-a-party", [*TJK_LEFT, make("TJK", "2025-04-01")]
        ),
    }


CONSENT = {
    "before-the-proposal": Row(
        [*PROPOSED, consent("CHN", "2012-01-31")], "nothing-to-consent", [*PROPOSED, consent("CHN", "2012-02-01")]
    ),
    "all-have-consented": Row(
        [*PROPOSED, *all_consent("2012-02-20"), consent("CHN", "2012-02-21")],
        "nothing-to-consent",
        [*PROPOSED, *all_consent("2012-02-20", *PARTIES[1:]), consent("CHN", "2012-02-21")],
    ),
    "by-a-signatory-when-all-have-consented": Row(
        [*PROPOSED, *all_consent("2012-02-20"), consent("UZB", "2012-02-21")],
        "nothing-to-consent",
        [*PROPOSED, consent("TJK", "2012-02-21")],
    ),
    "a-signatory": Row(
        [*PROPOSED, consent("UZB", "2012-02-10")], "consent-not-required", [*PROPOSED, consent("TJK", "2012-02-10")]
    ),
    "the-depositary-on-an-amendment": Row(
        [*PROPOSED, consent("DEPOSITARY", "2012-02-10")],
        "consent-not-required",
        [*IN_FORCE, propose("CHN", "2012-02-01", "early-consultation"), consent("DEPOSITARY", "2012-02-10")],
    ),
    "has-consented": Row(
        [*PROPOSED, consent("RUS", "2012-02-10"), consent("RUS", "2012-02-11")],
        "consent-stands",
        [*PROPOSED, consent("RUS", "2012-02-10"), consent("KAZ", "2012-02-11")],
    ),
}

BOTH_DESIGNATED = [exchange("CHN", "2011-07-01"), exchange("TJK", "2011-07-01")]


def between(*states: str, date: str = "2025-04-01") -> Act:
    """An interdepartmental agreement, reported by the first."""
    return act("interdepartmental-agreement", states[0], date, between=list(states))


INTERDEPARTMENTAL_AGREEMENT = {
    "with-a-third-State": Row(
        [*IN_FORCE, *BOTH_DESIGNATED, between("CHN", "BLR")],
        "not-a-party",
        [*IN_FORCE, *BOTH_DESIGNATED, between("CHN", "TJK")],
    ),
    "with-who-has-left": Row(
        [*TJK_LEFT, *BOTH_DESIGNATED, between("CHN", "TJK", date="2025-04-02")],
        "not-a-party",
        [*TJK_LEFT, *BOTH_DESIGNATED, between("CHN", "TJK", date="2025-04-01")],
    ),
    "with-a-signatory": Row(
        [*IN_FORCE, *BOTH_DESIGNATED, between("CHN", "UZB")],
        "not-a-party",
        [*IN_FORCE, *BOTH_DESIGNATED, between("CHN", "RUS")],
        note="authorities-not-designated",
    ),
}

PROJECT_COMPLETED = {
    "completed-already": Row(
        [*BEGUN, complete("CHN", "2013-01-10"), complete("CHN", "2013-01-11")],
        "nothing-to-complete",
        [*BEGUN, complete("CHN", "2013-01-11")],
    ),
    "not-begun-yet": Row(
        [*BEGUN, complete("CHN", "2012-01-31")], "nothing-to-complete", [*BEGUN, complete("CHN", "2012-02-01")]
    ),
    "begun-by-who-is-not-a-Party": Row(
        [*IN_FORCE, project("UZB", "2012-02-01"), complete("CHN", "2013-01-10")],
        "nothing-to-complete",
        [*BEGUN, complete("UZB", "2013-01-10")],
    ),
}

IN_FORCE_ROWS = {
    **{f"withdrawal: {name}": row for name, row in WITHDRAWAL.items()},
    **{f"withdrawal-revoked: {name}": row for name, row in WITHDRAWAL_REVOKED.items()},
    **{f"withdrawal-circulated: {name}": row for name, row in WITHDRAWAL_CIRCULATED.items()},
    **{f"proposal: {name}": row for name, row in only_parties(propose, "proposed").items()},
    **{f"consultation: {name}": row for name, row in only_parties(meet, "held").items()},
    **{f"joint-project: {name}": row for name, row in only_parties(project, "begun").items()},
    **{f"consent: {name}": row for name, row in CONSENT.items()},
    **{f"interdepartmental-agreement: {name}": row for name, row in INTERDEPARTMENTAL_AGREEMENT.items()},
    **{f"project-completed: {name}": row for name, row in PROJECT_COMPLETED.items()},
}
