"""Consent by an instrument that the clause does not name, or that no signature preceded: admitted, and noted.

A deposit is refused only where its State is bound or an earlier one stands.  General law may let a successor State
become a Party by a notification of succession (Convention of 1978, Art. 17), and depositaries receive what they are
handed; ratification, acceptance and approval confirm a signature (VCLT 14), and whoever has not signed accedes (VCLT
15).  Paris (20(1), 21(1)) and Budapest (36(2), 37) know ratification, acceptance, approval and accession.

In Paris Nicaragua has not signed, and Norway has; in Budapest Chile has not signed, and Albania has.
"""

import pytest

from tests.law.agreement import ADMITTED, BUDAPEST, PARIS, deposit, entries, verdict
from treatysim.files import load_treaty

UNNAMED = ("instrument-not-provided-for", "21(1)")
UNSIGNED = ("instrument-without-signature", "VCLT 14")

# who | the instrument | what is noted, with the provision it rests on
PARIS_NOTES = {
    "a-signatory-ratifies": ("NOR", "ratification", []),
    "a-signatory-accepts": ("NOR", "acceptance", []),
    "a-signatory-approves": ("NOR", "approval", []),
    "a-signatory-succeeds": ("NOR", "succession", [UNNAMED]),
    "who-has-not-signed-ratifies": ("NIC", "ratification", [UNSIGNED]),
    "who-has-not-signed-accepts": ("NIC", "acceptance", [UNSIGNED]),
    "who-has-not-signed-approves": ("NIC", "approval", [UNSIGNED]),
    "who-has-not-signed-accedes": ("NIC", "accession", []),
    "who-has-not-signed-succeeds": ("NIC", "succession", [UNNAMED]),
    "an-organisation-that-has-signed-approves": ("EUE", "approval", []),
}


@pytest.mark.parametrize(("state", "instrument", "noted"), PARIS_NOTES.values(), ids=PARIS_NOTES)
def test_what_is_noted_of_an_instrument(run, state, instrument, noted):
    timeline = run([deposit(state, "2016-05-02", instrument)], treaty=PARIS)
    assert [(row["code"], row["provision"]) for row in timeline["findings"]] == noted
    assert {row["severity"] for row in timeline["findings"]} <= {"note"}
    assert verdict(timeline) == (True, noted[0][0] if noted else None)


def test_the_note_names_what_the_clause_provides_for(run):
    timeline = run([deposit("MNE", "2016-05-02", "succession")], treaty=PARIS)
    (row,) = timeline["findings"]
    assert row["message"] == (
        "The clause provides for ratification, acceptance, approval or accession, and not for succession; the"
        " instrument of Montenegro is counted all the same"
    )


def test_the_note_names_who_has_not_signed(run):
    timeline = run([deposit("CHL", "2016-05-02", "approval")], treaty=BUDAPEST)
    assert [row["message"] for row in timeline["findings"]] == [
        "Chile has not signed, and approval follows a signature; its instrument is counted all the same"
    ]


@pytest.fixture
def ratified(run, tmp_path):
    """Runs acts under an agreement of two signatories that knows ratification alone: in force thirty days after two."""

    def one(acts, signatories="[KAZ, KGZ]"):
        path = tmp_path / "ratified.yaml"
        path.write_text(
            f"treaty: ratified\ntitle: T\nsigned: 2020-01-01\nsignatories: {signatories}\nclauses:\n"
            '  - {provision: "1", kind: entry-into-force,'
            " parameters: {instruments: [ratification], threshold: 2, days: 30}}\n",
            "utf-8",
        )
        return run(acts, treaty=str(path))

    return one


def test_an_instrument_of_both_faults_is_noted_twice_and_counts(ratified):
    # Two deposits, the second on 10 January 2020; thirty days after it is 9 February.
    timeline = ratified([deposit("KAZ", "2020-01-02"), deposit("PER", "2020-01-10", "acceptance")])
    assert [row["code"] for row in timeline["findings"]] == [UNNAMED[0], UNSIGNED[0]]
    assert [row["message"] for row in timeline["findings"]] == [
        "The clause provides for ratification, and not for acceptance; the instrument of Peru is counted all the same",
        "Peru has not signed, and acceptance follows a signature; its instrument is counted all the same",
    ]
    assert entries(timeline, "KAZ", "PER") == ["2020-02-09", "2020-02-09"]


def test_an_accession_that_the_clause_does_not_name(ratified):
    timeline = ratified([deposit("MNG", "2020-01-10", "accession")])
    assert [row["code"] for row in timeline["findings"]] == ["instrument-not-provided-for"]


def test_what_is_refused_is_not_noted_besides(ratified):
    timeline = ratified([deposit("KAZ", "2020-01-02"), deposit("KAZ", "2020-01-10", "succession")])
    assert [(row["code"], row["severity"]) for row in timeline["findings"]] == [("duplicate-deposit", "warning")]


def test_a_former_party_that_signed_comes_back_by_ratification_unnoted(run):
    # The United States: out on 4 November 2020, accepted again on 20 January 2021; bound on 19 February.
    acts = [deposit(state, "2016-05-02") for state in load_treaty(PARIS).signatories]
    acts += [{"act": "withdrawal", "by": "USA", "date": "2019-11-04"}, deposit("USA", "2021-01-20", "acceptance")]
    timeline = run(acts, treaty=PARIS)
    assert verdict(timeline) == ADMITTED
    assert timeline["findings"] == []
