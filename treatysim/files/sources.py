"""Where the text comes from: a file by its name, or standard input for "-"."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from treatysim.errors import Fault, FaultyFile
from treatysim.files.document import place_of
from treatysim.files.wording import near_to, quoted
from treatysim.words import fault_text

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
        _refuse(name, "too-large-file")
    return decoded(content, name)


def decoded(content: bytes, name: str) -> str:
    """UTF-8 as text, without a byte order mark; a byte that is none is a fault with its place.

    >>> decoded(b"title: \\xe9", "s.yaml")
    Traceback (most recent call last):
    ...
    treatysim.errors.FaultyFile: s.yaml:1:8: the byte 0xE9, which is no UTF-8; expected UTF-8; save the file as UTF-8
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(name, "utf-16")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        good = content[: error.start].decode("utf-8")
        place = place_of(good.removeprefix("\ufeff"), len(good.removeprefix("\ufeff")))
        said = fault_text("no-utf-8", byte=f"0x{content[error.start]:02X}")
        raise FaultyFile((Fault(name, place.line, place.column, *said),)) from None


def _standard_input() -> bytes:
    try:
        binary = getattr(sys.stdin, "buffer", None)
        if binary is not None:
            return bytes(binary.read(LARGEST + 1))
        return str(sys.stdin.read(LARGEST + 1)).encode("utf-8", "surrogateescape")
    except (OSError, ValueError, AttributeError):
        _refuse(STDIN, "no-standard-input")


def _file(name: str) -> bytes:
    try:
        with open(name, "rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        _missing(name)
    except IsADirectoryError:
        _refuse(name, "directory")
    except PermissionError:
        _refuse(name, "forbidden-file")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        _refuse(name, "unreadable-file", why=str(why).lower())


def _missing(name: str) -> NoReturn:
    """Refuse a file that is not there, with the name of one beside it that is nearly the same."""
    path = Path(name)
    try:
        beside = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        _refuse(name, "no-directory", directory=quoted(str(path.parent)))
    _refuse(name, "no-file", near=near_to(path.name, beside))


def _refuse(name: str, kind: str, *, near: str = "", **facts: object) -> NoReturn:
    raise FaultyFile((Fault(name, 1, 1, *fault_text(kind, near=near, **facts)),))
