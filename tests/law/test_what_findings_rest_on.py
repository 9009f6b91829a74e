"""What a finding rests on: the provision it cites, the reading it hangs on, and whether it is a warning.

An act that is refused is a warning; a note tells of what no authority settles. A finding that would fall away under
another answer says so: its `reading` has the axis with the answer that was taken; any other finding has none.
"""

import pytest

from tests.law.agreement import (
    accede,
    accept,
    all_consent,
    circulate,
    consent,
    leave,
    notify,
    propose,
    revoke,
    take_back,
    unsign,
)
from tests.law.refusals import BLR_PENDING, IN_FORCE, TJK_LEFT

WAY_BACK = {"re-entry": "accession"}
KGZ_WITHOUT = [*IN_FORCE, unsign("KGZ", "2012-01-10")]

# acts | readings | code | provision | severity | the reading that the finding names
FINDINGS = {
    "a-former-Party-notifies-where-it-has-to-accede": (
        ([*TJK_LEFT, notify("TJK", "2025-05-01")], WAY_BACK),
        ("former-party-must-accede", "12(1)", "warning", WAY_BACK),
    ),
    "a-former-Party-notifies-where-it-may": (
        ([*TJK_LEFT, notify("TJK", "2025-05-01")], {}),
        ("no-authority", "12(1)", "note", {"re-entry": "notification"}),
    ),
    "a-former-Party-accedes-where-it-has-to-notify": (
        ([*TJK_LEFT, accede("TJK", "2025-05-01")], {}),
        ("signatory-cannot-accede", "12(3)", "warning", {"re-entry": "notification"}),
    ),
    "a-signatory-that-never-was-a-Party-accedes-under-no-answer": (
        ([*IN_FORCE, accede("KGZ", "2025-05-01")], {}),
        ("signatory-cannot-accede", "12(3)", "warning", None),
    ),
    "a-former-Party-accedes-where-it-may": (
        ([*TJK_LEFT, accede("TJK", "2025-05-01")], WAY_BACK),
        ("no-authority", "12(3)", "note", WAY_BACK),
    ),
    "who-did-not-sign-cannot-withdraw-a-signature": (
        ([unsign("BLR", "2011-01-10")], {}),
        ("not-a-signatory", "VCLT 18(a)", "warning", None),
    ),
    "a-signature-with-a-notification-behind-it": (
        ([notify("KGZ", "2011-01-10"), unsign("KGZ", "2011-01-11")], {}),
        ("signature-bound", "VCLT 18(a)", "warning", None),
    ),
    "the-signature-of-a-former-Party": (
        ([*TJK_LEFT, unsign("TJK", "2025-05-01")], {}),
        ("signature-bound", "VCLT 18(a)", "warning", None),
    ),
    "a-notification-withdrawn-after-the-fourth": (
        ([*IN_FORCE, take_back("CHN", "2011-05-10")], {}),
        ("no-authority", "12(1)", "note", {"threshold": "date-stands"}),
    ),
    "a-notification-withdrawn-after-the-fourth-and-counted-anew": (
        ([*IN_FORCE, take_back("CHN", "2011-05-10")], {"threshold": "recount"}),
        ("no-authority", "12(1)", "note", {"threshold": "recount"}),
    ),
    "an-instrument-before-entry-into-force": (
        ([accede("BLR", "2011-05-10")], {}),
        ("accession-before-entry-into-force", "12(3)", "warning", {"early-accession": "returned"}),
    ),
    "the-acceptance-of-a-State-that-is-not-asked": (
        ([*BLR_PENDING, accept("IRN", "2023-09-01")], {}),
        ("acceptance-not-required", "12(3)", "warning", {"acceptors": "signatories-and-acceded"}),
    ),
    "the-acceptance-of-a-signatory-where-Parties-are-asked": (
        ([*BLR_PENDING, accept("KGZ", "2023-09-01")], {"acceptors": "parties"}),
        ("acceptance-not-required", "12(3)", "warning", {"acceptors": "parties"}),
    ),
    "too-short-a-notice": (
        ([*IN_FORCE, leave("TJK", "2012-01-02", intended="2012-02-01")], {}),
        ("notice-too-short", "12(4)", "warning", {"short-notice": "earliest-lawful-date"}),
    ),
    "too-short-a-notice-without-effect": (
        ([*IN_FORCE, leave("TJK", "2012-01-02", intended="2012-02-01")], {"short-notice": "void"}),
        ("notice-too-short", "12(4)", "warning", {"short-notice": "void"}),
    ),
    "a-second-notice": (
        ([*IN_FORCE, leave("TJK", "2012-01-02"), leave("TJK", "2012-01-03")], {}),
        ("duplicate-withdrawal", "12(4)", "warning", None),
    ),
    "nothing-to-revoke": (
        ([*IN_FORCE, revoke("TJK", "2012-01-02")], {}),
        ("nothing-to-revoke", "VCLT 68", "warning", None),
    ),
    "too-late-to-revoke": (
        ([*TJK_LEFT, revoke("TJK", "2025-04-02")], {}),
        ("too-late-to-revoke", "VCLT 68", "warning", None),
    ),
    "nothing-to-circulate": (
        ([*IN_FORCE, circulate("TJK", "2012-01-02")], {}),
        ("nothing-to-circulate", "12(4)", "warning", None),
    ),
    "an-act-after-the-end": (
        (
            [
                *IN_FORCE,
                propose("CHN", "2012-01-10", "termination"),
                *all_consent("2012-02-01"),
                notify("UZB", "2012-03-01"),
            ],
            {},
        ),
        ("treaty-terminated", "VCLT 70(1)", "warning", None),
    ),
    "a-consent-to-nothing": (
        (
            [*IN_FORCE, propose("CHN", "2012-01-10"), *all_consent("2012-02-01"), consent("CHN", "2012-02-02")],
            {},
        ),
        ("nothing-to-consent", "12(2)", "warning", None),
    ),
}


@pytest.mark.parametrize(("story", "finding"), FINDINGS.values(), ids=FINDINGS)
def test_what_a_finding_rests_on(run, story, finding):
    acts, readings = story
    told = run(acts, readings=readings)["findings"][-1]
    assert (told["code"], told["provision"], told["severity"], told.get("reading")) == finding


# -- a doubt that was not asked is not named ---------------------------------------------------------------------

# acts | the doubts on which something that is shown rests
CONSULTED = {
    "a-notification-after-entry-into-force": ([*IN_FORCE, notify("UZB", "2012-01-10")], {"entry-period"}),
    "an-instrument-after-entry-into-force": (
        [*IN_FORCE, accede("BLR", "2012-01-10")],
        {"entry-period", "acceptors"},
    ),
}


@pytest.mark.parametrize(("acts", "doubts"), CONSULTED.values(), ids=CONSULTED)
def test_a_doubt_that_makes_no_difference_is_not_named(run, acts, doubts):
    asked = set(run(acts, through="2012-01-31")["consulted"])
    assert asked - {"authority-exchange"} == doubts


def test_a_former_acceded_party_accedes_again_under_no_doubt(run):
    acts = [*BLR_PENDING, *[accept(state, "2023-09-01") for state in ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")]]
    acts += [leave("BLR", "2025-01-02"), accede("BLR", "2025-05-01")]
    assert "re-entry" not in run(acts, through="2025-05-31")["consulted"]
