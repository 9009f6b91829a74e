"""Files out, into a folder of the user's: several texts by the names of their files, or a located fault."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

from treatysim.errors import Fault, FaultyFile
from treatysim.files.library import is_path
from treatysim.files.wording import quoted
from treatysim.words import fault_text


def ready(folder: str, names: Iterable[str], option: str, keep: Iterable[str] = ()) -> None:
    """Make a folder and see that files of these names can be written there: before the work, not behind it.

    Raises FaultyFile, under the name of the ``option`` that gave the folder, if it has no name or cannot be written,
    or if one of the files would be one of those to ``keep``.
    """
    with _refusing(folder, option):
        if not folder:
            _refuse(option, "save-nowhere", name=folder)
        Path(folder).mkdir(parents=True, exist_ok=True)
        _look(_paths(folder, names), option, keep)
        with TemporaryFile(dir=folder):
            pass


def save(folder: str, texts: Mapping[str, str], option: str, keep: Iterable[str] = ()) -> tuple[str, ...]:
    """Write texts into a folder, which is made if it is not there; the paths of the files, in the order of the texts.

    Raises FaultyFile, as ``ready`` does, before any file is written that is one of those to ``keep``.
    """
    ready(folder, texts, option, keep)
    paths = _paths(folder, texts)
    with _refusing(folder, option):
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text, "utf-8")
    return tuple(map(str, paths))


def _paths(folder: str, names: Iterable[str]) -> list[Path]:
    return [Path(folder) / name for name in names]


def _look(paths: Iterable[Path], option: str, keep: Iterable[str]) -> None:
    """Refuse files that cannot be written where they shall be, or must not be."""
    kept = [Path(one) for one in keep if Path(one).exists()]
    for path in paths:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if path.exists() and any(path.samefile(one) for one in kept):
            _refuse(option, "save-treaty", name=quoted(str(path)))


@contextmanager
def _refusing(folder: str, option: str) -> Iterator[None]:
    """What the system says of a folder as a fault of the option that named it."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        _refuse(option, "save-file", name=quoted(folder))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        _refuse(option, "save-refused", name=quoted(folder), why=str(why).lower())


def named_in(treaty: str, folder: str | None) -> str:
    """How a file in a folder names a treaty that was given by its name, or by a path from where one is now.

    >>> named_in("mine.yaml", "found"), named_in("sco-iis-2009", "found"), named_in("mine.yaml", None)
    ('../mine.yaml', 'sco-iis-2009', 'mine.yaml')
    """
    if folder is None or not is_path(treaty):
        return treaty
    told = Path(os.path.relpath(os.path.realpath(treaty), os.path.realpath(folder))).as_posix()
    return told if is_path(told) else f"./{told}"


def _refuse(option: str, kind: str, name: str, why: str = "") -> NoReturn:
    raise FaultyFile((Fault(option, 1, 1, *fault_text(kind, name=name, why=why)),))
