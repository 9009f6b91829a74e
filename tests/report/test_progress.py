"""Progress: on a terminal, after a second, and gone at the end."""

from __future__ import annotations

import io

from treatysim.report.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def after(out: io.StringIO, *moments: float) -> str:
    clock = Clock()
    with Progress("{} runs …".format, out, clock) as told:
        for done, moment in enumerate(moments, start=1):
            clock.now = moment
            told(done)
    return out.getvalue()


def test_nothing_is_said_of_what_takes_less_than_a_second() -> None:
    assert after(Terminal(), 0.2, 0.9) == ""


def test_nothing_is_said_where_nobody_watches() -> None:
    assert after(io.StringIO(), 0.5, 3.0) == ""


def test_what_is_done_is_said_ten_times_a_second_at_most_and_wiped_away_at_the_end() -> None:
    assert after(Terminal(), 1.5, 1.55, 1.7) == "\r1 runs …\r3 runs …\r        \r"
