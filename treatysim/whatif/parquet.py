"""The days of every draw as a Parquet file, written chunk by chunk; it has its name only once it is complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from treatysim.errors import Unavailable
from treatysim.law.days import iso
from treatysim.whatif.columns import NEVER_DAY
from treatysim.whatif.draws import CHUNK, Chunk, EffectKey
from treatysim.whatif.prospects import Prospects
from treatysim.words import say

EPOCH = 719_163
"""The ordinal of 1 January 1970, from which Parquet counts days."""

PARTIAL = ".partial"
"""What a file's name ends in until it is complete."""


@dataclass(frozen=True)
class DrawnRows:
    """The days of one chunk, as few bytes as will do: of each uncertain act and each effect, with the draws that the
    engine ran."""

    first: int
    by_engine: NDArray[np.bool_]
    received: dict[str, NDArray[np.int32]]
    days: dict[EffectKey, NDArray[np.int32]]

    @classmethod
    def of(cls, chunk: Chunk) -> DrawnRows:
        """The days of a chunk."""
        received = {name: days.astype(np.int32) for name, days in chunk.received.items()}
        days = {key: days.astype(np.int32) for key, days in chunk.days.items()}
        return cls(chunk.number * CHUNK, ~chunk.spoken_for, received, days)


class DrawsFile:
    """A Parquet file of draws: a row each, with a column for every uncertain act and every effect that was foreseen.

    Effects that only the engine found stand together in the column ``further``.  Used as a context; where it is left by
    an error or an interrupt, nothing is left behind, and a file that had the name before still has it.  Raises
    Unavailable where there is no place to write to, or no more room.
    """

    def __init__(self, path: str | os.PathLike[str], may_come: Prospects) -> None:
        self.name = os.fspath(path)
        self.path = Path(os.path.realpath(path))
        # nobody else writes to it: another forecast, to the same file, has another number
        self.partial = self.path.with_name(f"{self.path.name}.{os.getpid()}{PARTIAL}")
        self.acts = tuple(may_come.scenario.uncertain)
        self.keys: tuple[EffectKey, ...] | None = None
        self.writer: Any = None
        self.arrow, self.parquet = _pyarrow()

    def __enter__(self) -> Self:
        with self._told():
            self._check_place()
            self.sink = self.partial.open("wb")
        return self

    def write(self, rows: DrawnRows) -> None:
        """Write the rows of one chunk, in the order of the draws."""
        if self.keys is None:
            self.keys = tuple(rows.days)
        table = self._table(rows, self.keys)
        with self._told():
            if self.writer is None:
                self.writer = self.parquet.ParquetWriter(self.sink, table.schema, compression="zstd")
            self.writer.write_table(table)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with self._told():
                    self._complete()
        finally:
            self._clear_away()

    def _complete(self) -> None:
        """Close the file, have it on the disk, and only then give it its name."""
        if self.writer is not None:
            self.writer.close()
        self.sink.flush()
        os.fsync(self.sink.fileno())
        self.sink.close()
        os.replace(self.partial, self.path)

    def _clear_away(self) -> None:
        """Leave nothing behind of a file that was not completed; of one that was, there is nothing left to clear."""
        if self.writer is not None:
            self.writer.is_open = False  # or it would write its end when it is collected, to a file that is closed
        with suppress(OSError):
            self.sink.close()
        with suppress(OSError):
            self.partial.unlink(missing_ok=True)

    def _check_place(self) -> None:
        """Refuse what is there already and no file, which would be replaced by one; and a folder that is not there."""
        if self.path.is_dir():
            raise self._unwritable("is-directory")
        if self.path.exists() and not self.path.is_file():
            raise self._unwritable("is-no-file")
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise self._unwritable("is-protected")
        if not self.path.parent.is_dir():
            raise self._unwritable("no-directory", directory=repr(str(self.path.parent)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the system refuses, told with the name of the file."""
        try:
            yield
        except OSError as error:
            raise self._unwritable("no-writing", why=error.strerror or error) from error

    def _unwritable(self, key: str, **facts: object) -> Unavailable:
        return Unavailable(say("forecast", "unwritable", file=repr(self.name), why=say("forecast", key, **facts)))

    def _table(self, rows: DrawnRows, keys: tuple[EffectKey, ...]) -> Any:  # noqa: ANN401 - pyarrow has no types
        size = len(rows.by_engine)
        never = np.full(size, NEVER_DAY, dtype=np.int32)
        columns: dict[str, Any] = {"draw": self.arrow.array(np.arange(rows.first, rows.first + size))}
        columns["engine"] = self.arrow.array(rows.by_engine)
        columns |= {f"received {name}": self._dates(rows.received[name]) for name in self.acts}
        columns |= {called(key): self._dates(rows.days.get(key, never)) for key in keys}
        columns["further"] = self.arrow.array(_further(rows, keys), self.arrow.string())
        return self.arrow.table(columns)

    def _dates(self, days: NDArray[np.int32]) -> Any:  # noqa: ANN401
        return self.arrow.array(days - np.int32(EPOCH), mask=days >= NEVER_DAY).cast(self.arrow.date32())


def called(key: EffectKey) -> str:
    """The name of an effect's column.

    >>> called(("entry-into-force-for", "KAZ", None, 1)), called(("amendment-in-force", None, "p1", 2))
    ('entry-into-force-for KAZ', 'amendment-in-force p1 (2)')
    """
    kind, state, of, place = key
    return " ".join([kind, *([state] if state else []), *([of] if of else []), *([f"({place})"] if place > 1 else [])])


def _further(rows: DrawnRows, keys: tuple[EffectKey, ...]) -> list[str | None]:
    """For each draw the effects that have no column: their names, with their days."""
    others = {key: days for key, days in rows.days.items() if key not in keys}
    found: list[str | None] = [None] * len(rows.by_engine)
    for key, days in others.items():
        for draw in np.flatnonzero(days < NEVER_DAY):
            told = f"{called(key)} {iso(int(days[draw]))}"
            found[draw] = told if found[draw] is None else f"{found[draw]}; {told}"
    return found


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise Unavailable(say("forecast", "no-parquet")) from None
    return pyarrow, pyarrow.parquet
