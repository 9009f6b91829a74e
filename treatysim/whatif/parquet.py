"""The days of every draw as a Parquet file, written chunk by chunk; it has its name only once it is complete."""

from __future__ import annotations

import os
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


@dataclass
class DrawnRows:
    """The days of one chunk: of each uncertain act and each effect, with the draws that the engine ran."""

    first: int
    by_engine: NDArray[np.bool_]
    received: dict[str, NDArray[np.int64]]
    days: dict[EffectKey, NDArray[np.int64]]

    @classmethod
    def of(cls, chunk: Chunk) -> DrawnRows:
        """The days of a chunk."""
        return cls(chunk.number * CHUNK, ~chunk.spoken_for, chunk.received, chunk.days)


class DrawsFile:
    """A Parquet file of draws: a row each, with a column for every uncertain act and every effect that was foreseen.

    Effects that only the engine found stand together in the column ``further``.  Used as a context; where it is left by
    an error or an interrupt, nothing is left behind.
    """

    def __init__(self, path: str | os.PathLike[str], may_come: Prospects) -> None:
        self.path = Path(path)
        self.partial = self.path.with_name(self.path.name + PARTIAL)
        self.acts = tuple(may_come.scenario.uncertain)
        self.keys: tuple[EffectKey, ...] | None = None
        self.writer: Any = None
        self.arrow, self.parquet = _pyarrow()

    def __enter__(self) -> Self:
        self.sink = self.partial.open("wb")
        return self

    def write(self, rows: DrawnRows) -> None:
        """Write the rows of one chunk, in the order of the draws."""
        if self.keys is None:
            self.keys = tuple(rows.days)
        size = len(rows.by_engine)
        columns: dict[str, Any] = {"draw": self.arrow.array(np.arange(rows.first, rows.first + size))}
        columns["engine"] = self.arrow.array(rows.by_engine)
        columns |= {name: self._dates(rows.received[name]) for name in self.acts}
        columns |= {_called(key): self._dates(rows.days.get(key, np.full(size, NEVER_DAY))) for key in self.keys}
        columns["further"] = self.arrow.array(_further(rows, self.keys), self.arrow.string())
        table = self.arrow.table(columns)
        if self.writer is None:
            self.writer = self.parquet.ParquetWriter(self.sink, table.schema, compression="zstd")
        self.writer.write_table(table)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.writer is not None and kind is None:
                self.writer.close()
            self.sink.close()
            if kind is None:
                os.replace(self.partial, self.path)
        finally:
            self.sink.close()
            self.partial.unlink(missing_ok=True)

    def _dates(self, days: NDArray[np.int64]) -> Any:  # noqa: ANN401 - pyarrow has no types
        return self.arrow.array((days - EPOCH).astype(np.int32), mask=days >= NEVER_DAY).cast(self.arrow.date32())


def _called(key: EffectKey) -> str:
    """The name of an effect's column.

    >>> _called(("entry-into-force-for", "KAZ", None, 1)), _called(("amendment-in-force", None, "p1", 2))
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
            told = f"{_called(key)} {iso(int(days[draw]))}"
            found[draw] = told if found[draw] is None else f"{found[draw]}; {told}"
    return found


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise Unavailable(say("forecast", "no-parquet")) from None
    return pyarrow, pyarrow.parquet
