"""Faults of scenario files: where each is, what was found and what to do about it.

The mark ¦ in a text stands where the fault is expected. A text that does not name a treaty is under the home one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.files.marked import places, unmarked
from treatysim.errors import Fault, FaultyFile
from treatysim.files import load_text, read

BAD = Path(__file__).parent.parent.parent / "scenarios" / "bad"

CHN = "{act: notification, by: CHN, date: 2011-03-10}"
OF_CHN = "by: CHN, date: 2012-01-01"


def faults_of(text: str) -> tuple[Fault, ...]:
    try:
        load_text(text, "s.yaml")
    except FaultyFile as error:
        return error.faults
    raise AssertionError("the text has no faults")


def acts(*lines: str, treaty: str = "sco-iis-2009") -> str:
    return "\n".join([f"treaty: {treaty}", "acts:", *(f"  - {line}" for line in lines)])


def act(fields: str, treaty: str = "sco-iis-2009") -> str:
    return acts(fields, treaty=treaty)


# name: (text, beginning of what was found, what to do)
KEYS = {
    "unknown-key": ("treaty: sco-iis-2009\n¦akts: []", "unknown key 'akts'", "write 'acts'"),
    "unknown-key-of-an-act": (
        act("{act: refusal, ¦off: BLR, of: BLR, " + OF_CHN + "}"),
        "unknown key 'off'",
        "write 'of'",
    ),
    "unknown-key-of-a-date": (
        act("{act: accession, by: BLR, date: {after: accession, ¦day: 3, by: ARM}}"),
        "unknown key 'day'",
        "write 'days'",
    ),
    "unknown-key-of-a-state": (
        "treaty: sco-iis-2009\nstates: {CHN: {¦group: []}}",
        "unknown key 'group'",
        "write 'groups'",
    ),
    "no-treaty": ("¦title: x\nacts: []", "a scenario without 'treaty'", "add 'treaty: …'"),
    "treaty-is-empty": ("¦title: x\ntreaty:", "a scenario without 'treaty'", "add 'treaty: …'"),
    "treaty-is-a-number": ("treaty: ¦2009", "the number 2009", "put it in quotes"),
    "title-is-a-list": ("treaty: sco-iis-2009\ntitle: ¦[x]", "a list", "write it as one word or sentence"),
    "title-is-true": ("treaty: sco-iis-2009\ntitle: ¦true", "true", "put it in quotes"),
    "acts-are-a-word": ("treaty: sco-iis-2009\nacts: ¦none", "'none'", "write it as [ … ]"),
    "an-act-is-a-word": (acts(CHN, "¦notification"), "'notification'", "write it as {key: value}"),
    "an-act-is-nothing": (acts(CHN, "¦~"), "nothing", "write it as {key: value}"),
    "readings-are-a-list": ("treaty: sco-iis-2009\nreadings: ¦[x]", "a list", "write it as {key: value}"),
    "unknown-treaty": ("treaty: ¦sco-iis-2010", "'sco-iis-2010', which is no treaty", "write 'sco-iis-2009'"),
    "treaty-file-missing": (
        "title: x\ntreaty: ¦./nosuch.yaml",
        "the treaty file './nosuch.yaml', which does not exist",
        "check its name",
    ),
    "treaty-directory-missing": (
        "treaty: ¦./nowhere/treaty.yaml",
        "the treaty file './nowhere/treaty.yaml', which does not exist",
        "check the directory 'nowhere'",
    ),
    "treaty-is-a-directory": ("treaty: ¦./", "the treaty file './', which is a directory", "name a file in it"),
    "treaty-cannot-be-read": (
        'treaty: ¦"a\\0b.yaml"',
        r"the treaty file './a\x00b.yaml', which cannot be read (",
        "check its name",
    ),
}

DATES = {
    "no-such-day": (
        act("{act: accession, by: BLR, date: ¦2023-02-29}"),
        "'2023-02-29', a day that does not exist",
        "write a day up to 2023-02-28",
    ),
    "no-such-leap-day": (
        act("{act: accession, by: BLR, date: ¦2100-02-29}"),
        "'2100-02-29', a day that does",
        "write a day up to 2100-02-28",
    ),
    "no-such-month": (
        act("{act: accession, by: BLR, date: ¦2023-13-01}"),
        "'2023-13-01', a day that does not",
        "correct the year or the month",
    ),
    "no-year-0": (
        act("{act: accession, by: BLR, date: ¦0000-01-01}"),
        "'0000-01-01', a day that does not",
        "correct the year or the month",
    ),
    "no-such-day-in-a-moment": (
        act("{act: accession, by: BLR, date: ¦2023-06-31T10:00Z}"),
        "'2023-06-31T10:00Z', a day that",
        "write a day up to 2023-06-30",
    ),
    "a-month": (
        act("{act: accession, by: BLR, date: ¦2023-08}"),
        "'2023-08', which is no date",
        "write the year, the month and the day",
    ),
    "day-first": (
        act("{act: accession, by: BLR, date: ¦01.08.2023}"),
        "'01.08.2023', which is no date",
        "write the year, the month and the day",
    ),
    "short-month": (
        act("{act: accession, by: BLR, date: ¦2023-8-1}"),
        "'2023-8-1', which is no date",
        "write the year, the month and the day",
    ),
    "a-year": (
        act("{act: accession, by: BLR, date: ¦2023}"),
        "the number 2023",
        "write the year, the month and the day",
    ),
    "a-list": (
        act("{act: accession, by: BLR, date: ¦[2023, 8, 1]}"),
        "a list",
        "write the year, the month and the day",
    ),
    "other-digits": (
        act("{act: accession, by: BLR, date: ¦٢٠٢٣-٠٨-٠١}"),
        "'٢٠٢٣-٠٨-٠١', which is no date",
        "write the year, the month and the day",
    ),
    "no-zone": (
        act("{act: accession, by: BLR, date: ¦2023-08-01T10:00}"),
        "'2023-08-01T10:00', a moment without a zone",
        "add the zone, such as +08:00",
    ),
    "no-zone-spaced": (
        act("{act: accession, by: BLR, date: ¦2023-08-01 10:00:30}"),
        "'2023-08-01 10:00:30', a moment without",
        "add the zone, such as +08:00",
    ),
    "no-such-hour": (
        act("{act: accession, by: BLR, date: ¦2023-08-01T24:00Z}"),
        "'2023-08-01T24:00Z', which is no date",
        "write the year, the month and the day",
    ),
    "beyond-9999": (
        act("{act: accession, by: BLR, date: ¦9999-12-31T20:00Z}"),
        "'9999-12-31T20:00Z', a moment beyond the calendar",
        "correct the year",
    ),
    "before-0001": (
        act("{act: accession, by: BLR, date: ¦0001-01-01T00:30+14:00}"),
        "'0001-01-01T00:30+14:00', a moment beyond",
        "correct the year",
    ),
    "before-signing": (
        act("{act: accession, by: BLR, date: ¦2009-06-15}"),
        "an act on 2009-06-15, before the treaty was signed",
        "correct the date",
    ),
    "year-1": (act("{act: accession, by: BLR, date: ¦0001-01-01}"), "an act on 0001-01-01, before", "correct the date"),
    # 15 June 2009, 16:00 in Greenwich is midnight in Beijing: a minute before it is still the 15th there
    "before-signing-in-beijing": (
        act("{act: accession, by: BLR, date: ¦2009-06-15T15:59Z}"),
        "an act on 2009-06-15, before",
        "correct the date",
    ),
    "before-adoption": (
        act("{act: deposit, instrument: approval, by: CHN, date: ¦2015-12-11}", "paris-2015"),
        "an act on 2015-12-11, before the treaty was adopted",
        "correct the date",
    ),
    "through-before-signing": (
        "treaty: sco-iis-2009\nthrough: ¦2009-06-15",
        "through 2009-06-15, before",
        "correct the date",
    ),
    "through-a-moment": (
        "treaty: sco-iis-2009\nthrough: ¦2012-01-01T00:00Z",
        "'2012-01-01T00:00Z', a moment",
        "write 2012-01-01",
    ),
    "sent-after-receipt": (
        act("{act: withdrawal, " + OF_CHN + ", sent: ¦2012-01-02}"),
        "sent on 2012-01-02, after its receipt",
        "correct one of the two",
    ),
    "sent-a-moment": (
        act("{act: withdrawal, " + OF_CHN + ", sent: ¦2011-12-31T10:00+08:00}"),
        "'2011-12-31T10:00+08:00', a moment",
        "write 2011-12-31",
    ),
    "intended-at-no-day": (
        act("{act: withdrawal, " + OF_CHN + ", intended: ¦2012-11-31}"),
        "'2012-11-31', a day that",
        "write a day up to 2012-11-30",
    ),
    "no-date": (acts(CHN, "¦{act: accession, by: BLR}"), "'accession' without 'date'", "add 'date: …'"),
}

WHO = {
    "no-such-state": (
        act("{act: accession, by: ¦XQZ, date: 2023-08-01}"),
        "'XQZ', which is no State",
        "look the code up in ISO 3166-1",
    ),
    "lower-case": (act("{act: accession, by: ¦blr, date: 2023-08-01}"), "'blr', which is no State", "write 'BLR'"),
    "by-its-name": (
        act("{act: accession, by: ¦Belarus, date: 2023-08-01}"),
        "'Belarus', which is no State",
        "write 'BLR'",
    ),
    "nearly": (act("{act: accession, by: ¦KAX, date: 2023-08-01}"), "'KAX', which is no State", "write 'KAZ'"),
    "nobody": (acts(CHN, "¦{act: accession, date: 2023-08-01}"), "'accession' without 'by'", "add 'by: …'"),
    "the-depositary-accedes": (
        act("{act: accession, by: ¦DEPOSITARY, date: 2023-08-01}"),
        "'accession' by the Depositary",
        "write the code of a State",
    ),
    "a-state-sends-copies": (
        act("{act: certified-copies, by: ¦CHN, date: 2009-07-01}"),
        "'certified-copies' by 'CHN'",
        "write DEPOSITARY or leave 'by' out",
    ),
    "a-state-circulates": (
        act("{act: withdrawal-circulated, of: KAZ, by: ¦CHN, date: 2012-01-01}"),
        "'withdrawal-circulated' by 'CHN'",
        "write DEPOSITARY or leave 'by' out",
    ),
    "nobody-consents": (
        acts("{act: proposal, subject: annex, " + OF_CHN + "}", "¦{act: consent, to: a1, date: 2012-02-01}"),
        "'consent' without 'by'",
        "add 'by: …'",
    ),
    "of-nobody": (
        act("{act: refusal, of: ¦XQZ, " + OF_CHN + "}"),
        "'XQZ', which is no State",
        "look the code up in ISO 3166-1",
    ),
    "of-the-depositary": (
        act("{act: refusal, of: ¦DEPOSITARY, " + OF_CHN + "}"),
        "DEPOSITARY where a State is meant",
        "write the code of a State",
    ),
    "between-nobody": (
        act("{act: interdepartmental-agreement, between: ¦[], " + OF_CHN + "}"),
        "an empty list",
        "add the other States",
    ),
    "between-twice": (
        act("{act: interdepartmental-agreement, between: [RUS, ¦RUS], " + OF_CHN + "}"),
        "'RUS' again",
        "take it out",
    ),
    "between-one-word": (
        act("{act: interdepartmental-agreement, between: ¦RUS, " + OF_CHN + "}"),
        "'RUS'",
        "write it as [ … ]",
    ),
    "between-numbers": (
        act("{act: interdepartmental-agreement, between: [RUS, ¦7], " + OF_CHN + "}"),
        "the number 7",
        "put it in quotes",
    ),
}

WHAT = {
    "no-such-act": (
        act("{act: ¦notificaton, by: CHN, date: 2011-03-10}"),
        "unknown act 'notificaton'",
        "write 'notification'",
    ),
    "an-instrument-as-act": (
        act("{act: ¦ratification, by: CHN, date: 2011-03-10}"),
        "unknown act 'ratification'",
        "write 'deposit', with 'instrument: ratification'",
    ),
    "no-act": (acts(CHN, "¦{by: CHN, date: 2011-03-10}"), "an act without 'act'", "add 'act: …'"),
    "not-of-this-treaty": (
        act("{act: ¦notification, by: CHN, date: 2016-09-03}", "paris-2015"),
        "'notification', which no clause of 'paris-2015' knows",
        "choose one of them",
    ),
    "no-deposit-at-home": (
        act("{act: ¦deposit, instrument: accession, by: BLR, date: 2023-08-01}"),
        "'deposit', which no clause of 'sco-iis-2009' knows",
        "choose one of them",
    ),
    "field-of-another": (
        act("{act: accession, by: BLR, date: 2023-08-01, ¦to: a1}"),
        "the field 'to', which 'accession' does not have",
        "take it out",
    ),
    "needed-field": (acts(CHN, "¦{act: refusal, " + OF_CHN + "}"), "'refusal' without 'of'", "add 'of: …'"),
    "needed-instrument": (
        act("¦{act: deposit, by: CHN, date: 2016-09-03}", "paris-2015"),
        "'deposit' without 'instrument'",
        "add 'instrument: …'",
    ),
    "no-instrument": (
        act("{act: deposit, instrument: ¦aproval, by: CHN, date: 2016-09-03}", "paris-2015"),
        "unknown instrument 'aproval'",
        "write 'approval'",
    ),
    "no-subject": (
        act("{act: proposal, subject: ¦end, " + OF_CHN + "}"),
        "unknown subject 'end'",
        "choose one of them",
    ),
    "period-of-no-days": (
        act("{act: proposal, subject: annex, period: ¦0, " + OF_CHN + "}"),
        "the number 0",
        "write a whole number",
    ),
    "period-in-words": (
        act("{act: proposal, subject: annex, period: ¦30 days, " + OF_CHN + "}"),
        "'30 days'",
        "write whole days",
    ),
    "period-without-end": (
        act("{act: proposal, subject: annex, period: ¦9999999, " + OF_CHN + "}"),
        "the number 9999999",
        "write a number up to 3652059",
    ),
    "supposed-yes": (
        act("{act: accession, by: BLR, date: 2023-08-01, supposed: ¦yes}"),
        "'yes'",
        "write true or false",
    ),
    "consent-to-nothing": (
        acts(
            "{act: proposal, subject: annex, id: terms, " + OF_CHN + "}",
            "{act: consent, to: ¦term, by: RUS, date: 2012-02-01}",
        ),
        "consent to 'term', which is no id",
        "write 'terms'",
    ),
    "consent-to-an-accession": (
        acts("{act: accession, by: BLR, date: 2023-08-01}", "{act: consent, to: ¦a1, by: RUS, date: 2023-09-01}"),
        "consent to 'a1', which is no proposal but 'accession'",
        "write its id",
    ),
}

IDS = {
    "again": (
        acts(
            "{id: x, act: accession, by: BLR, date: 2023-08-01}", "{id: ¦x, act: accession, by: ARM, date: 2023-08-01}"
        ),
        "the id 'x' again",
        "write another id",
    ),
    "that-of-an-earlier-act": (
        acts(CHN, "{id: ¦a1, act: accession, by: ARM, date: 2023-08-01}"),
        "the id 'a1' again",
        "write another id",
    ),
    "that-of-a-later-act": (
        acts("{id: ¦a2, act: accession, by: ARM, date: 2023-08-01}", CHN),
        "the id 'a2', which act 2 has of itself",
        "write another id",
    ),
    "that-of-an-effect": (
        acts("{id: ¦e12, act: accession, by: ARM, date: 2023-08-01}"),
        "the id 'e12'",
        "write another letter than 'e'",
    ),
    "empty": (acts("{id: ¦'', act: accession, by: ARM, date: 2023-08-01}"), "an empty id", "write another id"),
    "a-number": (acts("{id: ¦7, act: accession, by: ARM, date: 2023-08-01}"), "the number 7", "put it in quotes"),
}

ANCHORS = {
    "nothing-known": (
        act("{act: accession, by: BLR, date: {after: ¦acession}}"),
        "after 'acession', which is nothing known",
        "write 'accession'",
    ),
    "nothing": (act("{act: accession, by: BLR, date: ¦{days: 3}}"), "a date without 'after'", "add 'after: …'"),
    "negative": (
        acts(CHN, "{act: accession, by: BLR, date: {after: a1, days: ¦-1}}"),
        "-1 days",
        "write 0, or hang the other act on this one",
    ),
    "fraction": (
        acts(CHN, "{act: accession, by: BLR, date: {after: a1, days: ¦1.5}}"),
        "the number 1.5",
        "write whole days",
    ),
    "whole-but-a-decimal": (
        acts(CHN, "{act: accession, by: BLR, date: {after: a1, days: ¦5.0}}"),
        "the number 5.0",
        "write whole days",
    ),
    "beyond-the-calendar": (
        acts(CHN, "{act: accession, by: BLR, date: {after: a1, days: ¦3652060}}"),
        "3652060 days",
        "write a number up to 3652059",
    ),
    "by-nobody": (
        acts(CHN, "{act: accession, by: BLR, date: {after: notification, by: ¦CHM}}"),
        "'CHM', which is no State",
        "write 'CHE', 'CHL' or 'CHN'",
    ),
    "of-nobody": (
        acts(CHN, "{act: accession, by: BLR, date: {after: accession, of: ¦ARN, by: ARM}}"),
        "'ARN', which is no State",
        "write 'ARE', 'ARG' or 'ARM'",
    ),
    "itself": (
        acts(CHN, "{act: accession, by: BLR, date: ¦{after: accession}}"),
        "'a2' after itself",
        "give one of them a day",
    ),
    "itself-by-id": (
        acts(CHN, "{id: x, act: accession, by: BLR, date: ¦{after: x, days: 2}}"),
        "'x' after itself",
        "give one of them a day",
    ),
    "two": (
        acts(
            "{id: x, act: accession, by: BLR, date: ¦{after: y}}", "{id: y, act: accession, by: ARM, date: {after: x}}"
        ),
        "a circle, 'x' after 'y' after 'x'",
        "give one of them a day",
    ),
    "three-by-kind": (
        acts(
            "{act: acceptance, of: BLR, by: CHN, date: ¦{after: refusal}}",
            "{act: accession, by: BLR, date: {after: acceptance, by: CHN}}",
            "{act: refusal, of: BLR, by: CHN, date: {after: accession, of: BLR}}",
        ),
        "a circle, 'a1' after 'a3' after 'a2' after 'a1'",
        "give one of them a day",
    ),
    # the first act hangs on the circle and is not in it
    "hanging-on-a-circle": (
        acts(
            "{act: joint-project, by: CHN, date: {after: x}}",
            "{id: x, act: accession, by: BLR, date: ¦{after: y}}",
            "{id: y, act: accession, by: ARM, date: {after: x}}",
        ),
        "a circle, 'x' after 'y' after 'x'",
        "give one of them a day",
    ),
    "an-id-wins-over-an-effect": (
        acts("{id: termination, act: accession, by: BLR, date: ¦{after: termination}}"),
        "'termination' after itself",
        "give one of them a day",
    ),
}

CORRECTIONS = {
    "no-such-axis": ("treaty: sco-iis-2009\nreadings: {¦day: day-after}", "unknown reading 'day'", "take it out"),
    "nearly-an-axis": (
        "treaty: sco-iis-2009\nreadings: {¦entry-periods: day-after}",
        "unknown reading 'entry-periods'",
        "write 'entry-period'",
    ),
    "axis-of-another-treaty": (
        "treaty: paris-2015\nreadings: {¦survival: termination-only}",
        "the reading 'survival', which 'paris-2015' does not leave open",
        "take it out",
    ),
    "no-such-answer": (
        "treaty: sco-iis-2009\nreadings: {window: ¦own}",
        "unknown answer to window: 'own'",
        "choose one of them",
    ),
    "answer-true": ("treaty: sco-iis-2009\nreadings: {window: ¦true}", "true", "put it in quotes"),
    "no-such-provision": (
        "treaty: sco-iis-2009\nparameters: {¦12(6): {days: 3}}",
        "unknown provision '12(6)'",
        "write '12(",
    ),
    "no-such-parameter": (
        "treaty: sco-iis-2009\nparameters: {12(1): {¦treshold: 3}}",
        "unknown parameter 'treshold'",
        "write 'threshold'",
    ),
    "parameter-of-another": (
        "treaty: sco-iis-2009\nparameters: {12(3): {¦circulation-days: 3}}",
        "unknown parameter 'circulation-days'",
        "",
    ),
    "threshold-in-words": (
        "treaty: sco-iis-2009\nparameters: {12(1): {threshold: ¦three}}",
        "'three'",
        "write a whole number",
    ),
    "threshold-0": (
        "treaty: sco-iis-2009\nparameters: {12(1): {threshold: ¦0}}",
        "the number 0",
        "write a whole number",
    ),
    "threshold-true": ("treaty: sco-iis-2009\nparameters: {12(1): {threshold: ¦true}}", "true", "write a whole number"),
    "days-1.5": ("treaty: sco-iis-2009\nparameters: {12(1): {days: ¦1.5}}", "the number 1.5", "write a whole number"),
    "month-end": (
        "treaty: sco-iis-2009\nparameters: {12(1): {month-end: ¦clipped}}",
        "unknown month-end 'clipped'",
        "write 'clip'",
    ),
    "no-yes-or-no": (
        "treaty: sco-iis-2009\nparameters: {5(2): {depositary-consents: ¦no}}",
        "'no'",
        "write true or false",
    ),
    "no-such-group": (
        "treaty: budapest-2001\nparameters: {36(3): {members: {group: ¦council, threshold: 3}}}",
        "unknown group 'council'",
        "",
    ),
    "half-a-mapping": (
        "treaty: budapest-2001\nparameters: {36(3): {members: ¦{group: council-of-europe}}}",
        "a mapping without 'threshold'",
        "add 'threshold: …'",
    ),
    "no-mapping": (
        "treaty: budapest-2001\nparameters: {36(3): {members: ¦3}}",
        "the number 3",
        "write {group: …, threshold: …}",
    ),
    "no-such-quantity": (
        "treaty: paris-2015\nparameters: {21(1): {share: {quantity: ¦emission, percent: 55}}}",
        "unknown quantity 'emission'",
        "write 'emissions'",
    ),
    "percent-0": (
        "treaty: paris-2015\nparameters: {21(1): {share: {quantity: emissions, percent: ¦0}}}",
        "the number 0",
        "write it in per cent",
    ),
    "percent-101": (
        "treaty: paris-2015\nparameters: {21(1): {share: {quantity: emissions, percent: ¦100.1}}}",
        "the number 100.1",
        "write it in per cent",
    ),
    "no-instruments": ("treaty: paris-2015\nparameters: {21(1): {instruments: ¦[]}}", "an empty list", "choose from "),
    "unknown-instruments": (
        "treaty: paris-2015\nparameters: {21(1): {instruments: [approval, ¦signature]}}",
        "unknown instrument 'signature'",
        "",
    ),
    "no-such-state": (
        "treaty: paris-2015\nstates: {¦CHM: {quantities: {emissions: 20}}}",
        "'CHM', which is no State",
        "write 'CHE', 'CHL' or 'CHN'",
    ),
    "the-depositary": (
        "treaty: paris-2015\nstates: {¦DEPOSITARY: {groups: []}}",
        "DEPOSITARY where a State is meant",
        "write the code of a State",
    ),
    "unknown-quantity": (
        "treaty: paris-2015\nstates: {CHN: {quantities: {¦gold: 20}}}",
        "unknown quantity 'gold'",
        "take it out",
    ),
    "unknown-group": (
        "treaty: paris-2015\nstates: {CHN: {groups: [¦sids]}}",
        "unknown group 'sids'",
        "choose one of them",
    ),
    "negative-quantity": (
        "treaty: paris-2015\nstates: {CHN: {quantities: {emissions: ¦-1}}}",
        "the number -1",
        "correct the number",
    ),
    "endless-quantity": (
        "treaty: paris-2015\nstates: {CHN: {quantities: {emissions: ¦1e-13}}}",
        "the number 1E-13",
        "correct the number",
    ),
    "quantity-in-words": (
        "treaty: paris-2015\nstates: {CHN: {quantities: {emissions: ¦much}}}",
        "'much'",
        "write a number",
    ),
    "infinite-quantity": (
        "treaty: paris-2015\nstates: {CHN: {quantities: {emissions: ¦.inf}}}",
        "'.inf'",
        "write a number",
    ),
}

TABLES = {
    "keys": KEYS,
    "dates": DATES,
    "who": WHO,
    "what": WHAT,
    "ids": IDS,
    "anchors": ANCHORS,
    "corrections": CORRECTIONS,
}
ROWS = [pytest.param(*row, id=f"{table}-{name}") for table, rows in TABLES.items() for name, row in rows.items()]


@pytest.mark.parametrize(("text", "found", "do"), ROWS)
def test_one_fault(text, found, do):
    plain, expected = unmarked(text)
    faults = faults_of(plain)
    assert len(faults) == 1, faults
    (fault,) = faults
    assert fault.found.startswith(found)
    assert fault.do.startswith(do)
    if expected:
        assert fault.file == "s.yaml"
        assert places(faults) == expected


@pytest.mark.parametrize(("text", "found", "do"), ROWS)
def test_every_fault_is_one_sentence_of_the_same_shape(text, found, do):
    for fault in faults_of(unmarked(text)[0]):
        assert re.fullmatch(r"[^:\n]+:\d+:\d+: [^\n]+; expected [^\n]+; [^\n]+", str(fault))
        for part in (fault.expected, fault.do):
            assert part[0].islower() or part[0] in "'0123456789Y" or part.startswith("DEPOSITARY"), part


MANY = """\
titel: no title
treaty: sco-iis-2009
through: ¦2009-01-01
readings:
  ¦entry-day: day-after
  window: ¦own
parameters:
  "12(1)": {threshold: ¦-1, ¦weeks: 4}
acts:
  - {act: notification, by: ¦XQZ, date: ¦2011-04-31}
  - {act: refusal, by: CHN, of: ¦XQZ, ¦to: a1, date: 2012-01-01, sent: ¦2012-01-02}
  - ¦Russia notifies
  - {act: consent, by: CHN, to: ¦a2, date: {after: ¦nothing, days: ¦-3}}
  - {act: accession, by: BLR, ¦recieved: 2012-01-01, date: {after: a1, ¦weeks: 3}, id: fourth, ¦id: fifth}
"""


def test_all_faults_of_a_file_at_once_in_its_order():
    plain, expected = unmarked("¦" + MANY)
    assert places(faults_of(plain)) == expected


def test_faults_of_a_treaty_file_are_located_in_it(tmp_path):
    treaty, (place,) = unmarked("treaty: mine\ntitle: x\nsigned: ¦2020-02-30\nsignatories: []\nclauses: []\n")
    (tmp_path / "mine.yaml").write_text(treaty, "utf-8")
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("treaty: mine.yaml\nthrough: 2021-02-30\n", "utf-8")
    found = read(scenario)
    assert [(fault.file, fault.line, fault.column) for fault in found] == [
        (str(tmp_path / "mine.yaml"), *place),
        (str(scenario), 2, 10),
    ]


def test_a_missing_treaty_file_stands_where_it_is_named_with_the_other_faults(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "treaty.yaml").write_text("", "utf-8")
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("title: x\ntreaty: own/traety.yaml\nthrough: 2021-02-30\n", "utf-8")
    first, second = read(scenario)
    assert (first.file, first.line, first.column) == (str(scenario), 2, 9)
    assert "traety.yaml', which does not exist" in first.found
    assert first.do == "write 'own/treaty.yaml'"
    assert (second.file, second.line) == (str(scenario), 3)


def test_a_treaty_file_that_may_not_be_read(monkeypatch):
    def refuse(*_args):
        raise PermissionError

    monkeypatch.setattr("builtins.open", refuse)
    (fault,) = faults_of("treaty: mine.yaml")
    assert (fault.file, fault.line, fault.column) == ("s.yaml", 1, 9)
    assert fault.found == "the treaty file './mine.yaml', which may not be read"


@pytest.mark.parametrize(
    "lines",
    [
        ("{act: accession, by: BLR, date: {after: withdrawal, days: 3}}",),
        ("{act: accession, by: BLR, date: {after: withdrawal}}", "{act: accession, by: ARM, date: {after: a1}}"),
        ("{act: accession, by: BLR, date: {after: termination}}",),
        (CHN, "{act: notification, by: RUS, date: {after: notification}}"),
        ("{act: accession, by: BLR, date: {after: accession}}", "{act: accession, by: ARM, date: 2012-01-01}"),
        ("{act: accession, by: BLR, date: {after: accession, by: ARM}}",),
    ],
    ids=[
        "of-a-kind-that-never-comes",
        "after-one-that-never-comes",
        "effect",
        "its-own-kind",
        "later-line",
        "by-another",
    ],
)
def test_what_is_no_circle(lines):
    assert len(load_text(acts(*lines)).acts) == len(lines)


# -- the files that show faults ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bad_file_has_the_faults_it_announces(path):
    found = read(path)
    assert isinstance(found, tuple)
    announced = 5 if path.stem == "several-faults" else 1
    assert len(found) == announced
    assert {fault.file for fault in found} == {str(path)}
