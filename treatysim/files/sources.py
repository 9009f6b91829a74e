"""Where the text comes from: a file by its name, or standard input for "-"."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from treatysim.errors import Fault, FaultyFile
from treatysim.files.document import place_of
from treatysim.files.wording import closest, quoted
from treatysim.words import fault_text, say

STDIN = "<stdin>"
"""How faults and outputs name standard input."""

LARGEST = 4 << 20
"""The largest file that is read, in bytes: some thirty thousand acts."""

FILES_ALIKE = 0.8
"""How much a file's name must be like the missing one to be proposed: files beside each other are alike anyway."""


def name_of(path: str | os.PathLike[str]) -> str:
    """The name under which a file goes in faults and outputs."""
    return STDIN if os.fspath(path) == "-" else os.fspath(path)


class NoFile(FaultyFile):
    """There is no file of a name, or none that can be read; whoever named it can say so where the name stands."""

    def __init__(self, name: str, kind: str, near: str = "", **facts: object) -> None:
        super().__init__((Fault(name, 1, 1, *fault_text(kind, near=near and quoted(near), **facts)),))
        self.kind, self.near = kind, near
        self.facts: dict[str, Any] = facts


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a file, or of standard input for "-".

    Raises FaultyFile if there is none: no such file, a directory, nothing that may be read, no UTF-8, too large.
    """
    return decoded(content_of(path), name_of(path))


def text_of_file(path: str | os.PathLike[str]) -> str:
    """The text of a regular file; anything else that has a name, such as a pipe, is refused and not waited for.

    Raises FaultyFile as :func:`text_of` does.
    """
    name = name_of(path)
    if os.path.exists(name) and not os.path.isfile(name) and not os.path.isdir(name):
        raise NoFile(name, "unreadable-file", why=say("wording", "no-regular-file"))
    return text_of(path)


def content_of(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file, or of standard input for "-"; raises FaultyFile as :func:`text_of` does."""
    name = name_of(path)
    content = _standard_input() if name == STDIN else _file(name)
    if len(content) > LARGEST:
        _refuse(name, "too-large-file")
    return content


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
        raise NoFile(name, "directory") from None
    except PermissionError:
        raise NoFile(name, "forbidden-file") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise NoFile(name, "unreadable-file", why=str(why).lower()) from None


def _missing(name: str) -> NoReturn:
    """Refuse a file that is not there, with the name of one beside it that is nearly the same."""
    path = Path(name)
    try:
        beside = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        raise NoFile(name, "no-directory", directory=quoted(str(path.parent))) from None
    # what all names end in makes none of them nearer; ".yml" may stand for ".yaml", and nothing for either
    stems = {Path(one).stem: one for one in beside if Path(one).suffix.startswith(path.suffix[:2])}
    near = closest(path.stem, stems, FILES_ALIKE)
    raise NoFile(name, "no-file", near=stems.get(near, ""))


def _refuse(name: str, kind: str) -> NoReturn:
    raise FaultyFile((Fault(name, 1, 1, *fault_text(kind)),))
