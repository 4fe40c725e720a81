"""An answer is remembered for what it was made from, and for nothing else."""

from __future__ import annotations

import pytest
from bookbuild import memo


@pytest.fixture(autouse=True)
def memory(tmp_path, monkeypatch):
    monkeypatch.setattr(memo, "BUILD", tmp_path)
    memo.memory.cache_clear()
    yield
    memo.memory().close()
    memo.memory.cache_clear()


def test_the_same_question_is_answered_once():
    asked = []

    def answer() -> bytes:
        asked.append(1)
        return b"\x00answer"

    assert [memo.recall(answer, "tool", "1.0", b"in") for _ in range(3)] == [b"\x00answer"] * 3
    assert len(asked) == 1


def test_another_tool_version_or_input_is_another_question():
    asked = [("tool", "1.0", b"in"), ("tool", "1.1", b"in"), ("tool", "1.0", b"on")]
    asked += [("tool1", ".0", b"in"), ("tool", "1.0in")]  # no parts run together
    for i, question in enumerate(asked):
        memo.recall(lambda i=i: bytes([i]), *question)
    assert [memo.recall(lambda: b"?", *question) for question in asked] == [
        bytes([i]) for i in range(len(asked))
    ]


def test_a_failure_is_not_remembered():
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        memo.recall(fail, "tool")
    assert memo.recall(lambda: b"yes", "tool") == b"yes"


def test_answers_outlive_the_process():
    memo.recall(lambda: b"first", "tool")
    memo.memory().close()
    memo.memory.cache_clear()
    assert memo.recall(lambda: b"second", "tool") == b"first"
