"""Properties and questions of the user's own: the functions of a Python file, each of one timeline.

A function whose name begins with ``can_`` is a question, and says with something true that a life shows what it asks
for.  Every other function is a property: it fails an ``assert`` (or returns False) where a life breaks it.  Names that
begin with an underscore, and whatever the file imports, are left alone; docstrings say what is meant.
"""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from treatysim.checking.properties import Breach, Property
from treatysim.checking.questions import Question, questions_of
from treatysim.checking.registry import properties_of
from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import nearest, one_of, quoted
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.words import fault_text, say

Asking = TypeVar("Asking", Property, Question)
"""Properties, or questions."""


def functions_in(path: str) -> tuple[tuple[Property, ...], tuple[Question, ...]]:
    """The properties and questions in a Python file.

    Raises FaultyFile for a file that cannot be read or imported, for a function that does not take one timeline, and
    for a file without any; and while they are tried, for one that raises anything but a failed assertion.
    """
    properties: list[Property] = []
    questions: list[Question] = []
    for function in _functions(path, _imported(path)):
        name = function.__name__.replace("_", "-")
        says = (inspect.getdoc(function) or name).splitlines()[0]
        if name.startswith("can-"):
            questions.append(Question(name, Path(path).name, says, _Mine(path, function, question=True)))
        else:
            broken = _Mine(path, function, question=False)
            properties.append(Property(name, Path(path).name, says, say("holds-on", "every-life"), broken))
    if not properties and not questions:
        raise _faulty(path, 1, "no-functions")
    return tuple(properties), tuple(questions)


def known(treaty: Treaty, path: str | None = None) -> tuple[tuple[Property, ...], tuple[Question, ...]]:
    """The properties and questions of a treaty, and behind them those in a file of the user's.

    >>> from treatysim.files import load_treaty
    >>> [len(found) > 5 for found in known(load_treaty("sco-iis-2009"))]
    [True, True]
    """
    properties, questions = properties_of(treaty), questions_of(treaty)
    if path is None:
        return properties, questions
    own = functions_in(path)
    names = {one.name for one in own[0]} | {one.name for one in own[1]}
    taken = names & ({one.name for one in properties} | {one.name for one in questions})
    if taken:
        raise _faulty(path, 1, "name-taken", name=quoted(min(taken)))
    return (*properties, *own[0]), (*questions, *own[1])


def chosen(found: Sequence[Asking], names: Sequence[str], option: str) -> list[Asking]:
    """Properties or questions by their names, in their own order; all that are promised, where none is named.

    Raises FaultyFile with every name that stands for none; ``option`` gave them.
    """
    by_name = {one.name: one for one in found}
    faults = [
        Fault(option, 1, 1, quoted(name), one_of(by_name), nearest(name, by_name))
        for name in names
        if name not in by_name
    ]
    if faults:
        raise FaultyFile(tuple(faults))
    return [one for one in found if (one.name in names if names else not getattr(one, "conjecture", False))]


class _Mine:
    """A function of the user's, which answers as ours do; what it raises by mistake becomes a fault of its file."""

    def __init__(self, path: str, function: Callable[..., object], question: bool) -> None:
        self.path = path
        self.function = function
        self.question = question

    def __call__(self, timeline: Timeline) -> Breach | None:
        try:
            answer = self.function(timeline)
        except AssertionError as failed:
            said = str(failed).strip() or say("check", "failed", line=_line(self.path, failed))
            if self.question:
                raise self._wrong(failed) from None
            return Breach(said)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise self._wrong(error) from None
        if self.question:
            return Breach(answer if isinstance(answer, str) else say("check", "seen")) if answer else None
        return Breach(say("check", "false")) if answer is False else None

    def _wrong(self, error: BaseException) -> FaultyFile:
        facts = {"error": _told(error), "name": self.function.__name__}
        return _faulty(self.path, _line(self.path, error), "function-raises", **facts)


def _imported(path: str) -> ModuleType:
    spec = spec_from_file_location("treatysim_mine", path) if path.endswith(".py") else None
    if spec is None or spec.loader is None or not Path(path).is_file():
        raise _faulty(path, 1, "no-python-file")
    module = module_from_spec(spec)
    kept = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        spec.loader.exec_module(module)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise _faulty(path, _line(path, error), "does-not-import", error=_told(error)) from None
    finally:
        sys.dont_write_bytecode = kept
    return module


def _functions(path: str, module: ModuleType) -> Iterator[Callable[..., object]]:
    """The public functions that a file defines itself, in its order."""
    own = [one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == module.__name__]
    for function in own:
        if function.__name__.startswith("_"):
            continue
        try:
            inspect.signature(function).bind(None)
        except TypeError:
            line = function.__code__.co_firstlineno
            raise _faulty(path, line, "takes-no-timeline", name=function.__name__) from None
        yield function


def _line(path: str, error: BaseException) -> int:
    """The line of a user's file that an error comes from: the last one of it that was being run."""
    if isinstance(error, SyntaxError) and os.path.abspath(error.filename or "") == os.path.abspath(path):
        return error.lineno or 1
    here = os.path.abspath(path)
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if os.path.abspath(frame.filename) == here
    ]
    return lines[-1] or 1 if lines else 1


def _told(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _faulty(path: str, line: int, key: str, **facts: str) -> FaultyFile:
    return FaultyFile((Fault(path, line, 1, *fault_text(key, **facts)),))
