"""Races: equal answers, times that can be compared, a verdict that follows the ratio."""

from __future__ import annotations

import operator
import shutil
import subprocess
import sys
import time

import pytest
from bench.algorithms import all_races, reinforcement
from bench.races import Race, Result, run


def race(ours, peer, at_most=1.0) -> Race:
    return Race("sum", "of numbers", ours, peer, "a loop", at_most, agree=operator.eq)


@pytest.mark.parametrize(
    "race", list(all_races()), ids=lambda race: f"{race.algorithm} {race.task}"
)
def test_both_sides_of_every_race_give_the_same_answer(race: Race):
    assert race.agree(race.ours(), race.peer())


def test_a_race_says_how_many_times_slower_we_are(monkeypatch: pytest.MonkeyPatch):
    now = 0.0
    monkeypatch.setattr(time, "process_time", lambda: now)

    def lasts(seconds: float) -> None:
        nonlocal now
        now += seconds

    result = run(race(ours=lambda: lasts(0.004), peer=lambda: lasts(0.001)))
    assert (result.ours, result.peer) == pytest.approx((0.004, 0.001))
    assert result.ratio == pytest.approx(4)


def test_a_wrong_answer_is_not_timed():
    with pytest.raises(ArithmeticError, match=r"sum \(of numbers\): our answer is not that of"):
        run(race(lambda: 1, lambda: 2))


@pytest.mark.parametrize(("ours", "won"), [(0.9, True), (1.0, True), (1.1, False)])
def test_a_race_is_won_up_to_the_ratio_that_is_accepted(ours: float, won: bool):
    assert Result(race(int, int), ours=ours, peer=1.0).won is won


def test_without_a_compiler_there_is_no_race_in_c(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert list(reinforcement.races()) == []
    assert "no C compiler (cc)" in capsys.readouterr().out


def test_who_measures_chapters_loads_no_numerical_library_before_they_do():
    """NumPy reads when it is loaded how many threads it may use, and chapters have one."""
    code = "import bench, sys; print({'numpy', 'scipy', 'sklearn'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
