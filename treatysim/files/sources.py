"""Where the text comes from: a file by its name, or standard input for "-"."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from treatysim.errors import Fault, FaultyFile
from treatysim.files.document import place_of
from treatysim.files.wording import nearest, quoted

STDIN = "<stdin>"
"""How faults and outputs name standard input."""

LARGEST = 4 << 20
"""The largest file that is read, in bytes: some thirty thousand acts."""


def name_of(path: str | os.PathLike[str]) -> str:
    """The name under which a file goes in faults and outputs."""
    return STDIN if os.fspath(path) == "-" else os.fspath(path)


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a file, or of standard input for "-".

    Raises FaultyFile if there is none: no such file, a directory, nothing that may be read, no UTF-8, too large.
    """
    name = name_of(path)
    content = _standard_input() if name == STDIN else _file(name)
    if len(content) > LARGEST:
        _refuse(name, "a file of more than 4 MiB", "a smaller one", "split it")
    return decoded(content, name)


def decoded(content: bytes, name: str) -> str:
    """UTF-8 as text, without a byte order mark; a byte that is none is a fault with its place.

    >>> decoded(b"title: \\xe9", "s.yaml")
    Traceback (most recent call last):
    ...
    treatysim.errors.FaultyFile: s.yaml:1:8: the byte 0xE9, which is no UTF-8; expected UTF-8; save the file as UTF-8
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(name, "UTF-16", "UTF-8", "save the file as UTF-8")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        good = content[: error.start].decode("utf-8")
        place = place_of(good.removeprefix("\ufeff"), len(good.removeprefix("\ufeff")))
        found = f"the byte 0x{content[error.start]:02X}, which is no UTF-8"
        raise FaultyFile((Fault(name, place.line, place.column, found, "UTF-8", "save the file as UTF-8"),)) from None


def _standard_input() -> bytes:
    try:
        binary = getattr(sys.stdin, "buffer", None)
        if binary is not None:
            return bytes(binary.read(LARGEST + 1))
        return str(sys.stdin.read(LARGEST + 1)).encode("utf-8", "surrogateescape")
    except (OSError, ValueError, AttributeError):
        _refuse(STDIN, "no standard input", "a file on it", "name a file instead of '-'")


def _file(name: str) -> bytes:
    try:
        with open(name, "rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        _refuse(name, "no such file", "a file", _sibling(name))
    except IsADirectoryError:
        _refuse(name, "a directory", "a file", "name a file in it")
    except PermissionError:
        _refuse(name, "a file that may not be read", "a readable one", "change its permissions")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        _refuse(name, f"a file that cannot be read ({str(why).lower()})", "a file", "check its name")


def _sibling(name: str) -> str:
    """The name of a file beside the missing one that is nearly the same."""
    path = Path(name)
    try:
        beside = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        return f"check the directory {quoted(str(path.parent))}"
    return nearest(path.name, beside, "check its name")


def _refuse(name: str, found: str, expected: str, do: str) -> NoReturn:
    raise FaultyFile((Fault(name, 1, 1, found, expected, do),))
