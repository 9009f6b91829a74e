"""What the README and CONTRIBUTING show is run: every console block, line by line, with the output it prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<command>.+)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def shown() -> list[tuple[str, str]]:
    text = (ROOT / "README.md").read_text("utf-8")
    return [(found["command"], found["output"]) for block in BLOCK.findall(text) for found in COMMAND.finditer(block)]


@pytest.mark.parametrize(("command", "output"), shown(), ids=lambda value: value[:60] if "\n" not in value else "")
def test_the_command_prints_what_is_shown(command: str, output: str) -> None:
    """The first command's set-up (``pip install uv && uv run``) is what the continuous integration does itself."""
    words = shlex.split(command.removeprefix("pip install uv && ").removeprefix("uv run "))
    assert words[0] == "treatysim"
    env = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}
    run = [sys.executable, "-m", *words]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    assert done.stdout + done.stderr == output


def test_the_readme_begins_with_the_real_output_of_its_first_command() -> None:
    first, output = shown()[0]
    assert first == "pip install uv && uv run treatysim run scenarios/yekaterinburg-2009.yaml"
    assert "In force since 2 June 2011" in output
