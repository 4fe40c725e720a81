"""Costs: seconds of commands, and what chapters and builds may cost in starts."""

from __future__ import annotations

import sys

import pytest
from bench import builds, chapters, costs
from bench.builds import Run
from bench.costs import Cost
from bench.tables import Report


@pytest.fixture
def one_start(monkeypatch: pytest.MonkeyPatch) -> float:
    """A start costs 2 seconds."""
    for module in (builds, chapters):
        monkeypatch.setattr(module, "start", lambda: 2.0)
    return 2.0


def test_chapters_over_budget_are_named():
    assert chapters.over_budget({}) == []
    assert chapters.over_budget({"a": 0.25, "b": 0.6, "c": 3.0}) == []
    (most,) = chapters.over_budget({"a": 0.25, "b": 0.45, "c": 3.04})
    assert most == "c costs 3.04 starts: at most 3"
    four = {"a": 0.25, "b": 0.7, "c": 1.9, "d": 1.0}
    assert chapters.over_budget(four) == []  # too few for their median to say something
    (middle,) = chapters.over_budget(four | {"e": 0.1})
    assert middle == "the chapters cost 0.70 starts in the median: at most 0.6"


def test_the_same_chapters_are_within_budget_on_a_slower_machine(one_start, monkeypatch):
    seconds = {"a": 1.1, "b": 5.9}
    for slower in (1, 10):
        monkeypatch.setattr(chapters, "start", lambda slower=slower: one_start * slower)
        monkeypatch.setattr(
            chapters, "cheapest", lambda slower=slower: {k: slower * v for k, v in seconds.items()}
        )
        report = Report()
        chapters.bench_chapters(report)
        assert report.missed == []
        assert [row[:2] for row in report.parts[0]["rows"]] == [["a", "0.55"], ["b", "2.95"]]


def test_a_chapter_that_costs_more_than_three_starts_is_missed(one_start, monkeypatch):
    monkeypatch.setattr(chapters, "cheapest", lambda: {"a": 6.2})
    report = Report()
    chapters.bench_chapters(report)
    assert report.missed == ["a costs 3.10 starts: at most 3"]
    assert "2.0 seconds" in report.parts[0]["note"]


def test_a_build_is_measured_against_its_limits():
    run = Run("ours", Cost(3.0, 5.0), Cost(0, 4.0))
    assert run.row() == ("ours", "3.0", "5.0", "", "4.0")
    assert run.misses() == ["ours: 5.0 seconds of CPU, at most 4.0"]
    assert Run("ours", Cost(3.0, 5.0), Cost(3.0, 5.0)).misses() == []


def test_a_command_costs_what_its_processes_cost(tmp_path):
    work = "sum(i * i for i in range(2_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    nothing = costs.cost_of([sys.executable, "-c", "pass"], tmp_path)
    cost = costs.cost_of([sys.executable, "-c", child], tmp_path)
    assert cost.cpu > 2 * nothing.cpu
    assert cost.wall > 0


def test_a_command_that_fails_stops_the_measurement(tmp_path):
    with pytest.raises(SystemExit, match="nowhere"):
        costs.cost_of([sys.executable, "-c", "raise ValueError('nowhere')"], tmp_path)


def test_a_start_loads_the_libraries_and_draws(monkeypatch):
    ran = []
    monkeypatch.setattr(costs, "cost_of", lambda *args, **more: ran.append(args) or Cost(9, 2))
    assert costs.start.__wrapped__() == 2
    assert len(ran) == costs.ROUNDS
    namespace = {}
    exec(costs.START, namespace)
    assert namespace["fig"].axes[0].lines
    namespace["plt"].close(namespace["fig"])
