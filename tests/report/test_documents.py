"""JSON, lines of JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json

from tests.report.told import FOUR, told
from treatysim.errors import Fault
from treatysim.report.documents import csv_text, escaped, fault_line, json_line, json_text, markdown


def test_json_is_the_timeline_and_a_line_is_one_line():
    timeline = told(FOUR)
    assert json.loads(json_text(timeline)) == timeline.to_dict()
    assert json.loads(json_line(timeline)) == timeline.to_dict()
    assert json_line(timeline).count("\n") == 1
    assert json_line(timeline, ascii_only=True).isascii()


def test_csv_has_a_row_for_every_entry():
    timeline = told(FOUR)
    rows = list(csv.DictReader(io.StringIO(csv_text(timeline))))
    assert list(rows[0]) == ["id", "date", "kind", "state", "act", "provision", "text", "supposed"]
    assert len(rows) == len(timeline.happenings)
    assert rows[3]["supposed"] == "true"
    assert rows[0]["supposed"] == "false"
    assert rows[4]["kind"] == "entry-into-force"
    assert rows[4]["state"] == ""


def test_a_line_of_faults():
    line = json.loads(fault_line("x.yaml", [Fault("x.yaml", 2, 3, "a", "b", "c")]))
    assert line == {"file": "x.yaml", "faults": [{"line": 2, "column": 3, "found": "a", "expected": "b", "do": "c"}]}


def test_a_fault_of_another_file_says_which():
    faults = [Fault("t.yaml", 1, 2, "a", "b", "c"), Fault("<stdin>", 2, 3, "a", "b", "c")]
    first, second = json.loads(fault_line("-", faults))["faults"]
    assert first["file"] == "t.yaml"
    assert "file" not in second


def test_markdown_has_headings_tables_and_the_notes():
    text = markdown(told(FOUR))
    assert text.startswith("# A test\n\n")
    for heading in ("States", "What came", "Duties", "What was done, and what followed"):
        assert f"\n## {heading}\n\n| " in text
    assert "2011-06-02\\*" in text
    assert text.count("unofficial English translation") == 1
    widths = {line.count(" | ") for line in text.splitlines() if line.startswith("| e1")}
    assert widths == {4, 3}


def test_markdown_interprets_nothing_of_a_text():
    assert escaped("a|b *c* <d> _e_\n[f]") == "a\\|b \\*c\\* \\<d\\> \\_e\\_<br>\\[f\\]"
