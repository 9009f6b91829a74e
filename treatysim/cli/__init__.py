"""The command line: every command reads, asks the layers below, and writes; no logic.

Results go to standard output, talk to standard error.  Exit codes: 0 done (findings never change it), 1 the answer is
"no" (a goal that cannot be reached, a broken property, a gap, a timeline that `verify` refuses, a difference with
`compare --exit-code`), 2 bad input, an unknown name, or nowhere to write; whoever stops reading early (`| head`) is no
error.
"""

from treatysim.cli import chances, checks, papers, runs, whatif
from treatysim.cli.options import app

__all__ = ["app", "chances", "checks", "papers", "runs", "whatif"]
