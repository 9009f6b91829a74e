"""Refusals on the way in: notification, signature, accession and the answers to it. See `refusals.Row`."""

from collections.abc import Callable

from tests.law.agreement import (
    SIGNATORIES,
    Act,
    accede,
    accept,
    all_accept,
    leave,
    notify,
    refuse,
    take_back,
    unsign,
)
from tests.law.refusals import (
    BLR_ACCEDING,
    BLR_LEFT,
    BLR_PENDING,
    HELD,
    IN_FORCE,
    PARTIES_ACCEPT,
    TJK_BACK_BY_ACCESSION,
    TJK_LEFT,
    WAY_BACK,
    Row,
    gone,
)

NOTIFICATION = {
    "a-third-State-notifies": Row(
        [*IN_FORCE, notify("BLR", "2012-01-10")], "not-a-signatory", [*IN_FORCE, notify("UZB", "2012-01-10")]
    ),
    "an-acceded-Party-notifies": Row(
        [*BLR_ACCEDING, notify("BLR", "2024-01-10")], "not-a-signatory", [*BLR_ACCEDING, notify("UZB", "2024-01-10")]
    ),
    "a-former-Party-notifies": Row(
        [*TJK_LEFT, notify("TJK", "2025-05-01")],
        "former-party-must-accede",
        [*TJK_LEFT, notify("TJK", "2025-05-01")],
        readings=WAY_BACK,
        admitted_readings={},
        note="no-authority",
    ),
    "a-former-acceded-Party-notifies-not-a-signatory-comes-first": Row(
        [*BLR_LEFT, notify("BLR", "2025-05-01")],
        "not-a-signatory",
        [*BLR_LEFT, accede("BLR", "2025-05-01")],
        readings=WAY_BACK,
    ),
    "one-stands-already": Row(
        [notify("CHN", "2011-03-10"), notify("CHN", "2011-04-10")],
        "duplicate-notification",
        [notify("CHN", "2011-03-10"), take_back("CHN", "2011-04-09"), notify("CHN", "2011-04-10")],
    ),
    "a-Party-notifies": Row(
        [*IN_FORCE, notify("CHN", "2011-06-02")], "duplicate-notification", [*IN_FORCE, notify("KGZ", "2011-06-02")]
    ),
    "a-Party-that-is-leaving-notifies": Row(
        [*TJK_LEFT, notify("TJK", "2025-04-01")],
        "duplicate-notification",
        [*TJK_LEFT, notify("TJK", "2025-04-02")],
        note="no-authority",
    ),
    "a-Party-that-came-back-by-accession-notifies": Row(
        [*TJK_BACK_BY_ACCESSION, notify("TJK", "2025-08-01")],
        "duplicate-notification",
        [*TJK_BACK_BY_ACCESSION, notify("UZB", "2025-08-01")],
        readings=WAY_BACK,
    ),
    "a-former-Party-notifies-twice": Row(
        [*TJK_LEFT, notify("TJK", "2025-05-01"), notify("TJK", "2025-05-02")],
        "duplicate-notification",
        [*TJK_LEFT, notify("TJK", "2025-05-02")],
        note="no-authority",
    ),
}

NOTIFICATION_WITHDRAWN = {
    "none-was-given": Row(
        [*IN_FORCE, take_back("UZB", "2012-01-20")],
        "no-notification-to-withdraw",
        [*IN_FORCE, notify("UZB", "2012-01-10"), take_back("UZB", "2012-01-20")],
    ),
    "withdrawn-already": Row(
        [notify("CHN", "2011-03-10"), take_back("CHN", "2011-03-11"), take_back("CHN", "2011-03-12")],
        "no-notification-to-withdraw",
        [notify("CHN", "2011-03-10"), take_back("CHN", "2011-03-12")],
    ),
    "its-State-is-bound": Row(
        [*IN_FORCE, take_back("CHN", "2011-06-02")],
        "no-notification-to-withdraw",
        [*IN_FORCE, take_back("CHN", "2011-06-01")],
        note="no-authority",
    ),
    "its-State-has-left": Row(
        [*TJK_LEFT, take_back("TJK", "2025-05-10")],
        "no-notification-to-withdraw",
        [*TJK_LEFT, notify("TJK", "2025-05-01"), take_back("TJK", "2025-05-10")],
    ),
}

SIGNATURE_WITHDRAWN = {
    "a-third-State": Row(
        [*IN_FORCE, unsign("BLR", "2012-01-10")], "not-a-signatory", [*IN_FORCE, unsign("KGZ", "2012-01-10")]
    ),
    "withdrawn-already": Row(
        [*IN_FORCE, unsign("KGZ", "2012-01-10"), unsign("KGZ", "2012-01-11")],
        "not-a-signatory",
        [*IN_FORCE, unsign("KGZ", "2012-01-10"), unsign("UZB", "2012-01-11")],
    ),
    "its-notification-stands": Row(
        [notify("CHN", "2011-03-10"), unsign("CHN", "2011-03-12")],
        "signature-bound",
        [notify("CHN", "2011-03-10"), take_back("CHN", "2011-03-11"), unsign("CHN", "2011-03-12")],
    ),
    "a-Party": Row(
        [*IN_FORCE, unsign("CHN", "2011-06-02")], "signature-bound", [*IN_FORCE, unsign("UZB", "2011-06-02")]
    ),
    "a-former-Party": Row(
        [*TJK_LEFT, unsign("TJK", "2025-05-01")], "signature-bound", [*TJK_LEFT, unsign("KGZ", "2025-05-01")]
    ),
}

ACCESSION = {
    "one-is-pending": Row(
        [*BLR_PENDING, accede("BLR", "2023-08-10")],
        "duplicate-accession",
        [*BLR_PENDING, gone("2023-08-09"), accede("BLR", "2023-08-10")],
    ),
    "one-is-held": Row(
        [*IN_FORCE, accede("BLR", "2011-05-10"), accede("BLR", "2011-05-20")],
        "duplicate-accession",
        [*IN_FORCE, accede("BLR", "2011-05-10"), gone("2011-05-19"), accede("BLR", "2011-05-20")],
        readings=HELD,
    ),
    "one-is-complete-and-its-days-are-running": Row(
        [*BLR_ACCEDING, accede("BLR", "2023-09-10")],
        "duplicate-accession",
        [*BLR_ACCEDING, gone("2023-09-09"), accede("BLR", "2023-09-10")],
    ),
    "bound-by-accession": Row(
        [*BLR_ACCEDING, accede("BLR", "2024-01-10")],
        "duplicate-accession",
        [*BLR_LEFT, accede("BLR", "2025-04-02")],
    ),
    "bound-by-accession-and-leaving": Row(
        [*BLR_LEFT, accede("BLR", "2025-04-01")], "duplicate-accession", [*BLR_LEFT, accede("BLR", "2025-04-02")]
    ),
    "bound-again-by-accession-after-leaving": Row(
        [*TJK_BACK_BY_ACCESSION, accede("TJK", "2025-08-01")],
        "duplicate-accession",
        [*TJK_BACK_BY_ACCESSION, leave("TJK", "2025-08-01"), accede("TJK", "2025-10-30")],
        readings=WAY_BACK,
        note="no-authority",
    ),
    "a-signatory": Row(
        [*IN_FORCE, accede("UZB", "2012-01-10")],
        "signatory-cannot-accede",
        [*IN_FORCE, unsign("UZB", "2012-01-09"), accede("UZB", "2012-01-10")],
    ),
    "a-signatory-that-is-a-Party": Row(
        [*IN_FORCE, accede("CHN", "2012-01-10")], "signatory-cannot-accede", [*IN_FORCE, accede("IND", "2012-01-10")]
    ),
    "a-signatory-before-entry-the-signature-comes-first": Row(
        [*IN_FORCE, accede("UZB", "2011-05-10")],
        "signatory-cannot-accede",
        [*IN_FORCE, accede("BLR", "2011-06-02")],
    ),
    "a-former-signatory-Party": Row(
        [*TJK_LEFT, accede("TJK", "2025-05-01")],
        "signatory-cannot-accede",
        [*TJK_LEFT, accede("TJK", "2025-05-01")],
        admitted_readings=WAY_BACK,
        note="no-authority",
    ),
    "a-signatory-Party-that-has-not-left-yet": Row(
        [*TJK_LEFT, accede("TJK", "2025-04-01")],
        "signatory-cannot-accede",
        [*TJK_LEFT, accede("TJK", "2025-04-02")],
        readings=WAY_BACK,
        note="no-authority",
    ),
    "before-entry": Row(
        [*IN_FORCE, accede("BLR", "2011-06-01")],
        "accession-before-entry-into-force",
        [*IN_FORCE, accede("BLR", "2011-06-02")],
    ),
    "before-entry-and-held": Row(
        [*IN_FORCE, accede("BLR", "2011-05-10")],
        "accession-before-entry-into-force",
        [*IN_FORCE, accede("BLR", "2011-05-10")],
        admitted_readings=HELD,
    ),
}

ACCESSION_WITHDRAWN = {
    "none-was-lodged": Row([*IN_FORCE, gone("2023-08-10")], "nothing-pending", [*BLR_PENDING, gone("2023-08-10")]),
    "withdrawn-already": Row(
        [*BLR_PENDING, gone("2023-08-10"), gone("2023-08-11")], "nothing-pending", [*BLR_PENDING, gone("2023-08-11")]
    ),
    "it-was-returned": Row(
        [*IN_FORCE, accede("BLR", "2011-05-10"), gone("2011-05-20")],
        "nothing-pending",
        [*IN_FORCE, accede("BLR", "2011-05-10"), gone("2011-05-20")],
        admitted_readings=HELD,
    ),
    "its-State-is-bound": Row(
        [*BLR_ACCEDING, gone("2023-10-01")], "nothing-pending", [*BLR_ACCEDING, gone("2023-09-30")]
    ),
}


def answers(answer: Callable[[str, str], Act]) -> dict[str, Row]:
    """The rows of `acceptance` and of `refusal`, which are judged alike."""
    word = "accepted" if answer is accept else "refused"
    return {
        f"{word}-nothing-lodged": Row(
            [*IN_FORCE, answer("CHN", "2023-08-10")], "nothing-to-accept", [*BLR_PENDING, answer("CHN", "2023-08-10")]
        ),
        f"{word}-the-day-before-the-instrument": Row(
            [*BLR_PENDING, answer("CHN", "2023-07-31")],
            "nothing-to-accept",
            [*BLR_PENDING, answer("CHN", "2023-08-01")],
        ),
        f"{word}-withdrawn-meanwhile": Row(
            [*BLR_PENDING, gone("2023-08-09"), answer("CHN", "2023-08-10")],
            "nothing-to-accept",
            [*BLR_PENDING, gone("2023-08-11"), answer("CHN", "2023-08-10")],
        ),
        f"{word}-complete-already": Row(
            [*BLR_ACCEDING, answer("CHN", "2023-09-02")],
            "nothing-to-accept",
            [*BLR_PENDING, *all_accept("2023-09-01", *SIGNATORIES[1:]), answer("CHN", "2023-09-02")],
        ),
        f"{word}-held-and-not-yet-in-force": Row(
            [*IN_FORCE, accede("BLR", "2011-05-10"), answer("CHN", "2011-06-01")],
            "nothing-to-accept",
            [*IN_FORCE, accede("BLR", "2011-05-10"), answer("CHN", "2011-06-02")],
            readings=HELD,
        ),
        f"{word}-by-a-third-State-of-nothing": Row(
            [*IN_FORCE, answer("IRN", "2023-08-10")], "nothing-to-accept", [*BLR_PENDING, answer("UZB", "2023-08-10")]
        ),
        f"{word}-by-a-third-State": Row(
            [*BLR_PENDING, answer("IRN", "2023-08-10")],
            "acceptance-not-required",
            [*BLR_PENDING, answer("UZB", "2023-08-10")],
        ),
        f"{word}-by-a-signatory-where-Parties-are-asked": Row(
            [*BLR_PENDING, answer("UZB", "2023-08-10")],
            "acceptance-not-required",
            [*BLR_PENDING, answer("UZB", "2023-08-10")],
            readings=PARTIES_ACCEPT,
            admitted_readings={},
        ),
        f"{word}-after-it-has-accepted": Row(
            [*BLR_PENDING, accept("CHN", "2023-08-05"), answer("CHN", "2023-08-10")],
            "acceptance-stands",
            [*BLR_PENDING, refuse("CHN", "2023-08-05"), answer("CHN", "2023-08-10")],
        ),
    }


WAY_IN = {
    **{f"notification: {name}": row for name, row in NOTIFICATION.items()},
    **{f"notification-withdrawn: {name}": row for name, row in NOTIFICATION_WITHDRAWN.items()},
    **{f"signature-withdrawn: {name}": row for name, row in SIGNATURE_WITHDRAWN.items()},
    **{f"accession: {name}": row for name, row in ACCESSION.items()},
    **{f"accession-withdrawn: {name}": row for name, row in ACCESSION_WITHDRAWN.items()},
    **{f"acceptance: {name}": row for name, row in answers(accept).items()},
    **{f"refusal: {name}": row for name, row in answers(refuse).items()},
}
