"""A Python file of the user's, imported: where it finds its neighbours, and what becomes of what it prints.

The file runs as it would by itself: modules of its folder can be imported, then and whenever one of its functions is
called.  In between, and afterwards, nothing of it is left in ``sys.modules`` and ``sys.path``.  What it prints goes to
standard error, for standard output is the report's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import invalidate_caches
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

NAME = "treatysim_mine"
"""How a file of the user's is called as a module; its own name might be that of another."""


class NoPythonFile(Exception):
    """There is no such file, or it is not named as a Python file is."""


class Source:
    """A Python file, and the modules that came with it from its folder.

    >>> Source("nowhere.py").imported()
    Traceback (most recent call last):
    treatysim.checking.importing.NoPythonFile: nowhere.py
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.folder = os.path.dirname(os.path.abspath(path))
        self.modules: dict[str, ModuleType] = {}

    def imported(self) -> ModuleType:
        """The file as a module.  Raises NoPythonFile, and whatever the file raises."""
        spec = spec_from_file_location(NAME, self.path) if self.path.endswith(".py") else None
        if spec is None or spec.loader is None or not Path(self.path).is_file():
            raise NoPythonFile(self.path)
        module = module_from_spec(spec)
        self.modules[NAME] = module
        invalidate_caches()
        with self.at_home():
            spec.loader.exec_module(module)
        return module

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """While the file, or a function of it, runs: its folder is looked in first, and what it prints is no result."""
        before, bytecode = dict(sys.modules), sys.dont_write_bytecode
        sys.modules.update(self.modules)
        sys.path.insert(0, self.folder)
        sys.dont_write_bytecode = True
        try:
            with redirect_stdout(sys.stderr):
                yield
        finally:
            sys.dont_write_bytecode = bytecode
            if self.folder in sys.path:
                sys.path.remove(self.folder)
            self._leave(before)

    def _leave(self, before: dict[str, ModuleType]) -> None:
        """Take the modules of the folder out again, and put back what they stood for."""
        for name in sys.modules.keys() - before.keys():
            if name in self.modules or self._beside(name, before):
                self.modules[name] = sys.modules[name]
        for name in self.modules:
            if name in before:
                sys.modules[name] = before[name]
            else:
                sys.modules.pop(name, None)

    def _beside(self, name: str, before: dict[str, ModuleType]) -> bool:
        """Whether a module lies in the folder itself, or in a package there that nobody had imported before."""
        top = name.partition(".")[0]
        found = sys.modules.get(top) or self.modules.get(top)
        places = [getattr(found, "__file__", None), *getattr(found, "__path__", ())]
        here = {os.path.dirname(os.path.abspath(place)) for place in places if place}
        return top not in before and self.folder in here
