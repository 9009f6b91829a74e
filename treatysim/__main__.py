"""The entry point: answers ``--version`` before anything heavy is imported, and lets no traceback reach a user."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from treatysim import __version__

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells know it."""

INTERNAL = 70
"""The exit code after a mistake of our own (EX_SOFTWARE of sysexits)."""


def main() -> None:
    """Run the command line; leaves with 0 (done), 1 (the answer is no) or 2 (bad input, or nowhere to write)."""
    sys.exit(guarded(_version if sys.argv[1:] in (["--version"], ["-V"]) else _commands))


def guarded(work: Callable[[], None]) -> int:
    """Do some work and give its exit code, whatever happens to it or to its output on the way.

    >>> guarded(lambda: None), guarded(lambda: sys.exit(2))
    (0, 2)
    """
    if sys.stdout is None:
        return _talk("there is no standard output to write to", 2)
    try:
        code = _finished(work)
        sys.stdout.flush()
    except BrokenPipeError:
        _be_silent()
        return 0
    except KeyboardInterrupt:
        _be_silent()
        return _talk("interrupted", INTERRUPTED)
    except OSError as error:
        _be_silent()
        return _talk(f"cannot write: {error.strerror or error}", 2)
    except Exception as error:  # the last resort: a sentence, never a traceback
        return _talk(f"a mistake in treatysim itself, please report it: {type(error).__name__}: {error}", INTERNAL)
    return code


def _finished(work: Callable[[], None]) -> int:
    try:
        work()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0 if left.code is None else 2
    return 0


def _version() -> None:
    sys.stdout.write(f"treatysim {__version__}\n")


def _commands() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    from treatysim.cli import app  # noqa: PLC0415 heavy, and not needed for --version

    app(prog_name="treatysim")


def _talk(sentence: str, code: int) -> int:
    """Say something on standard error, if there is one, and pass the exit code on."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"treatysim: {sentence}\n")
            sys.stderr.flush()
    except OSError:
        pass
    return code


def _be_silent() -> None:
    """Send what is still in the buffer of standard output nowhere, so that nothing fails again at the exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        sys.stdout = None


if __name__ == "__main__":
    main()
