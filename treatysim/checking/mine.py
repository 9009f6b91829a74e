"""Properties and questions of the user's own: the functions of a Python file, each of one timeline.

A function whose name begins with ``can_`` is a question: it returns True for a life that shows what it asks for, and
False (or nothing) for any other.  Every other function is a property: it fails an ``assert``, or returns False, where a
life breaks it, and returns nothing, or True, where it holds.  Any other answer is a mistake, and said to be one.  Names
that begin with an underscore, and whatever the file imports, are left alone; docstrings say what is meant.
"""

from __future__ import annotations

import ast
import inspect
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from treatysim.checking.importing import NoPythonFile, Source
from treatysim.checking.properties import Breach, Property
from treatysim.checking.questions import Question
from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import LONGEST, quoted
from treatysim.law.timeline import Timeline
from treatysim.words import capital, fault_text, say

Function = Callable[[Timeline], object]


def functions_in(path: str) -> tuple[tuple[Property, ...], tuple[Question, ...]]:
    """The properties and questions in a Python file.

    Raises FaultyFile for a file that cannot be read or imported, for a function that does not take one timeline or
    cannot answer at once, for a name that is given twice, and for a file without any function; and while they are
    tried, for one that raises anything but a failed assertion, or gives an answer that is none.
    """
    source = Source(path)
    properties: list[Property] = []
    questions: list[Question] = []
    for written, function in _functions(path, _imported(source)):
        name = written.replace("_", "-")
        says = ((inspect.getdoc(function) or "").strip() or name).splitlines()[0]
        mine = _Mine(source, written, function, question=name.startswith("can-"))
        if mine.question:
            questions.append(Question(name, Path(path).name, says, mine))
        else:
            properties.append(Property(name, Path(path).name, says, say("holds-on", "every-life"), mine))
    if not properties and not questions:
        raise _faulty(path, 1, "no-functions")
    return tuple(properties), tuple(questions)


def not_twice(taken: Sequence[str], found: Sequence[Property | Question]) -> None:
    """Refuse names that stand for something already: for what is tried anyway (``taken``), or for two functions.

    Raises FaultyFile with every function of a name that is taken, at its place.
    """
    where = dict.fromkeys(taken, "treatysim")
    faults: list[Fault] = []
    for one in found:
        mine = one.seen if isinstance(one, Question) else one.broken
        if not isinstance(mine, _Mine):
            continue
        path, line = mine.source.path, _first_line(mine.function)
        if one.name in where:
            facts = {"name": quoted(one.name), "where": where[one.name]}
            faults.append(Fault(path, line, 1, *fault_text("name-taken", **facts)))
        where.setdefault(one.name, f"{path}:{line}")
    if faults:
        raise FaultyFile(tuple(faults))


class _Mine:
    """A function of the user's, which answers as ours do; what it does by mistake becomes a fault of its file."""

    def __init__(self, source: Source, name: str, function: Function, question: bool) -> None:
        self.source = source
        self.name = name
        self.function = function
        self.question = question

    def __call__(self, timeline: Timeline) -> Breach | None:
        try:
            with self.source.at_home():
                answer = self.function(timeline)
        except AssertionError as failed:
            if self.question:
                raise self._wrong(failed) from None
            return Breach(_said(failed) or say("check", "failed", line=_line(self.source.path, failed)))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise self._wrong(error) from None
        return self._answered(answer)

    def _answered(self, answer: object) -> Breach | None:
        """What an answer means, if it is one: True, False, nothing, or for a question what is seen, in words."""
        if self.question and isinstance(answer, str) and answer.strip():
            return Breach(capital(" ".join(answer.split())))
        if answer is None or isinstance(answer, bool):
            if self.question:
                return Breach(say("check", "seen")) if answer else None
            return Breach(say("check", "false")) if answer is False else None
        if inspect.iscoroutine(answer):
            answer.close()  # or Python complains that nobody waited for it
        key = "question-answers" if self.question else "property-answers"
        raise _faulty(self.source.path, _first_line(self.function), key, name=self.name, answer=_repr(answer))

    def _wrong(self, error: BaseException) -> FaultyFile:
        path = self.source.path
        return _faulty(path, _line(path, error), "function-raises", error=_told(error), name=self.name)


def _imported(source: Source) -> ModuleType:
    try:
        return source.imported()
    except KeyboardInterrupt:
        raise
    except NoPythonFile:
        raise _faulty(source.path, 1, "no-python-file") from None
    except BaseException as error:
        raise _faulty(source.path, _line(source.path, error), "does-not-import", error=_told(error)) from None


def _functions(path: str, module: ModuleType) -> Iterator[tuple[str, Function]]:
    """The public functions that a file defines itself, by their names, in its order."""
    _refuse_twice(path)
    own: dict[Function, str] = {}
    for name, one in vars(module).items():
        if inspect.isfunction(one) and one.__module__ == module.__name__ and name.isidentifier():
            own.setdefault(one, name)
    for function, name in own.items():
        if not name.startswith("_"):
            _refuse(path, name, function)
            yield name, function


def _refuse_twice(path: str) -> None:
    """Refuse a name under which a file defines two functions, of which Python would keep the last."""
    seen: dict[str, int] = {}
    for node in ast.parse(Path(path).read_bytes()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            if node.name in seen and not node.decorator_list:
                facts = {"name": quoted(node.name), "where": f"{path}:{seen[node.name]}"}
                raise _faulty(path, node.lineno, "name-taken", **facts)
            seen[node.name] = node.lineno


def _refuse(path: str, name: str, function: Function) -> None:
    """Refuse a function that cannot be called with a timeline, and one that would not answer when it is."""
    line = _first_line(function)
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        raise _faulty(path, line, "takes-no-timeline", name=name) from None
    kinds = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
    if any(kind(function) for kind in kinds):
        raise _faulty(path, line, "answers-later", name=name)


def _first_line(function: Function) -> int:
    """The line in which a function begins, whatever is wrapped about it."""
    return int(inspect.unwrap(function).__code__.co_firstlineno)


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
    said = _said(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _said(error: BaseException) -> str:
    """The message of an exception in one line; nothing, where that has a mistake of its own."""
    try:
        return " ".join(str(error).split())
    except Exception:
        return ""


def _repr(answer: object) -> str:
    try:
        written = " ".join(repr(answer).split())
    except Exception:
        return type(answer).__name__
    return written if len(written) <= LONGEST else written[: LONGEST - 1] + "…"


def _faulty(path: str, line: int, key: str, **facts: str) -> FaultyFile:
    return FaultyFile((Fault(path, line, 1, *fault_text(key, **facts)),))
