"""Files out, into a folder of the user's: several texts by the names of their files, or a located fault."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from treatysim.errors import Fault, FaultyFile
from treatysim.files.library import is_path
from treatysim.files.wording import quoted
from treatysim.words import fault_text


def save(folder: str, texts: Mapping[str, str], option: str, keep: Iterable[str] = ()) -> tuple[str, ...]:
    """Write texts into a folder, which is made if it is not there; the paths of the files, in the order of the texts.

    Raises FaultyFile, under the name of the ``option`` that gave the folder, if it cannot be written, and before any
    file is written that is one of those to ``keep``.
    """
    paths = [Path(folder) / name for name in texts]
    kept = [Path(one) for one in keep if Path(one).exists()]
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for path in paths:
            if path.exists() and any(path.samefile(one) for one in kept):
                _refuse(option, "save-treaty", name=quoted(str(path)))
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text, "utf-8")
    except (FileExistsError, NotADirectoryError):
        _refuse(option, "save-file", name=quoted(folder))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        _refuse(option, "save-refused", name=quoted(folder), why=str(why).lower())
    return tuple(map(str, paths))


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
