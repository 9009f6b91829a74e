"""Acts out of a table: what the cells become, and where the faults of a table are (line, number of the cell)."""

from __future__ import annotations

import pytest

from treatysim.errors import FaultyFile
from treatysim.files import acts_from_csv, load_treaty

ACTS = [
    {"act": "notification", "by": "CHN", "date": "2011-03-10", "source": "gazette, 28/2013", "supposed": True},
    {"act": "proposal", "by": "RUS", "date": "2012-01-01", "id": "terms", "subject": "annex", "period": 14},
    {"act": "interdepartmental-agreement", "by": "KAZ", "date": "2012-02-01", "between": ["RUS", "UZB"]},
    {"act": "certified-copies", "date": "2009-06-25T10:00+08:00", "supposed": False},
]
COMMAS = """\
act,by,date,id,subject,period,between,source,supposed
notification,CHN,2011-03-10,,,,,"gazette, 28/2013",yes

proposal,RUS,2012-01-01,terms,annex,14,,,
interdepartmental-agreement,KAZ,2012-02-01,,,,RUS; UZB,,
certified-copies,,2009-06-25T10:00+08:00,,,,,,FALSE
"""
SEMICOLONS = """\
supposed;date;act;by;between;period;subject;id;source;
True;2011-03-10;notification;CHN;;;;;gazette, 28/2013;
;2012-01-01; proposal ;RUS;;14;annex;terms;;
;2012-02-01;interdepartmental-agreement;KAZ;RUS UZB;;;;;
no;2009-06-25T10:00+08:00;certified-copies;;;;;;;
;;;;;;;;;
"""


def table(tmp_path, content):
    path = tmp_path / "acts.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("text", [COMMAS, SEMICOLONS], ids=["commas", "semicolons"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order-mark"])
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_acts(tmp_path, text, mark, break_):
    assert acts_from_csv(table(tmp_path, mark + text.replace("\n", break_))) == ACTS


def test_a_table_without_rows_has_no_acts(tmp_path):
    assert acts_from_csv(table(tmp_path, "act,date\n")) == []


# name: (table, (line, cell), beginning of what was found, what to do)
FAULTS = {
    "unknown-column": ("act,who,by,date\n", (1, 2), "unknown column 'who'", "take it out"),
    "nearly-a-column": ("act,by,dates\naccession,BLR,2023-08-01\n", (1, 3), "unknown column 'dates'", "write 'date'"),
    "column-twice": ("act,by,date,by\n", (1, 4), "the column 'by' again", "take one of them out"),
    "no-column-act": ("by,date\nCHN,2012-01-01\n", (1, 1), "a table without the column 'act'", "add it to the header"),
    "cell-too-many": ("act,by,date\naccession,BLR,2023-08-01,x\n", (2, 4), "'x' in a column without a name", "name"),
    "unnamed-column": ("act,,by,date\naccession,x,BLR,2023-08-01\n", (2, 2), "'x' in a column without a name", "name"),
    "no-such-day": ("act,by,date\naccession,BLR,2023-02-29\n", (2, 3), "'2023-02-29', a day that does not", "write a"),
    "day-first": ("act,by,date\naccession,BLR,01.08.2023\n", (2, 3), "'01.08.2023', which is no date", "write the"),
    "no-such-act": ("act,by,date\nacession,BLR,2023-08-01\n", (2, 1), "unknown act 'acession'", "write 'accession'"),
    "no-such-state": ("act,by,date\naccession,Belarus,2023-08-01\n", (2, 2), "'Belarus', which is no", "write 'BLR'"),
    "nobody": (
        "act,by,date\naccession,ARM,2023-08-01\naccession,,2023-08-01\n",
        (3, 1),
        "'accession' without 'by'",
        "",
    ),
    "no-day": ("act,by,date\n\n\naccession,BLR,\n", (4, 1), "'accession' without 'date'", "add 'date: …'"),
    "field-of-another": ("act,by,date,of\naccession,BLR,2023-08-01,ARM\n", (2, 4), "the field 'of', which", "take it"),
    "perhaps": ("act,by,date,supposed\naccession,BLR,2023-08-01,perhaps\n", (2, 4), "'perhaps'", "write true or false"),
    "period": (
        "act,by,date,subject,period\nproposal,CHN,2012-01-01,annex,soon\n",
        (2, 5),
        "'soon'",
        "write whole days",
    ),
    "id-twice": ("act,by,date,id\naccession,BLR,2023-08-01,x\naccession,ARM,2023-08-01,x\n", (3, 4), "the id 'x'", ""),
    "between": (
        "act,by,date,between\ninterdepartmental-agreement,CHN,2012-01-01,RUS;XQZ\n",
        (2, 4),
        "'XQZ', which is no State",
        "look the code up",
    ),
    "after-a-cell-of-two-lines": (
        'act,by,date,note\naccession,ARM,2023-08-01,"one\ntwo"\naccession,BLR,2023-8-1,\n',
        (4, 3),
        "'2023-8-1', which is no date",
        "",
    ),
    "state": ("act,State,date\n", (1, 2), "unknown column 'State'", "write 'by'"),
    "date-of-receipt": ("act,by,Date of receipt\n", (1, 3), "unknown column 'Date of receipt'", "write 'date'"),
    "remarks": ("act,by,date,Remarks\n", (1, 4), "unknown column 'Remarks'", "write 'note'"),
    "comment": ("act,by,date, comment\n", (1, 4), "unknown column 'comment'", "write 'note'"),
    "capitals": ("act,BY,date\n", (1, 2), "unknown column 'BY'", "write 'by'"),
    "tabs": ("act\tby\tdate\naccession\tBLR\t2023-08-01\n", (1, 1), "cells between tabs", "save it as CSV with"),
    "workbook": (b"PK\x03\x04\x14\x00\x06\xff", (1, 1), "a workbook", "save it as CSV with commas or semicolons"),
    "old-workbook": (b"\xd0\xcf\x11\xe0\xa1", (1, 1), "a workbook", "save it as CSV with commas or semicolons"),
    "too-many-rows": ("act,by,date\n" + "x,,\n" * 50_001, (50_002, 1), "more than 50000 acts", "split it"),
    "open-quotes": ('act,by,date\naccession,"BLR,2023-08-01\n', (2, 1), "no row of a table", "correct the row"),
}


@pytest.mark.parametrize(("text", "place", "found", "do"), FAULTS.values(), ids=FAULTS)
def test_one_fault(tmp_path, text, place, found, do):
    path = table(tmp_path, text)
    with pytest.raises(FaultyFile) as caught:
        acts_from_csv(path)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.column) == (str(path), *place)
    assert fault.found.startswith(found)
    assert fault.do.startswith(do)


def test_what_only_the_treaty_shows_comes_with_the_other_faults(tmp_path):
    path = table(tmp_path, "act,by,date\nnotification,CHN,2012-01-01\ndeposit,XQZ,2012-01-01\n")
    with pytest.raises(FaultyFile) as caught:
        acts_from_csv(path, load_treaty("paris-2015"))
    faults = caught.value.faults
    assert {fault.file for fault in faults} == {str(path)}
    assert [(fault.line, fault.column) for fault in faults] == [(2, 1), (2, 3), (3, 1), (3, 2), (3, 3)]
    assert faults[1].found == "an act on 2012-01-01, before the treaty was adopted"


def test_an_empty_table(tmp_path):
    with pytest.raises(FaultyFile) as caught:
        acts_from_csv(table(tmp_path, ""))
    assert [fault.found for fault in caught.value.faults] == [
        "a table without the column 'act'",
        "a table without the column 'date'",
    ]


def test_all_faults_at_once(tmp_path):
    text = "act,by,date,who\nacession,BLR,2023-08-01,\naccession,XQZ,2023-02-29,\n"
    with pytest.raises(FaultyFile) as caught:
        acts_from_csv(table(tmp_path, text))
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(1, 4), (2, 1), (3, 2), (3, 3)]


def test_a_table_in_another_encoding(tmp_path):
    with pytest.raises(FaultyFile, match=r"acts.csv:2:1: the byte 0xCF, which is no UTF-8"):
        acts_from_csv(table(tmp_path, "act,by\nПриём".encode("cp1251")))
