"""Bags of words: by hand, what they lose, and scikit-learn's counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.data.bag_of_words import bag_of_words, find_vocabulary, tokenise
from sklearn.feature_extraction.text import CountVectorizer

TEXTS = [
    "Man bites dog; dog bites back!",
    "De énige naïeve ÜBER-hond bijt 3 keer, zegt snake_case.",
    "  ",
    "I can't: it's 10% off — don't.",
    "man\nMAN\tMan",
]


def test_by_hand():
    assert tokenise("Man bites dog; dog bites back!") == [
        "man",
        "bites",
        "dog",
        "dog",
        "bites",
        "back",
    ]
    assert find_vocabulary(["Dog bites man", "man sleeps"]) == ["bites", "dog", "man", "sleeps"]
    counts = bag_of_words(["dog bites dog", "cats sleep"], ["bites", "dog", "sleep"])
    np.testing.assert_array_equal(counts, [[1, 2, 0], [0, 0, 1]])


def test_the_order_of_words_is_lost():
    one, other = bag_of_words(["Man bites dog", "Dog bites man"], ["bites", "dog", "man"])
    np.testing.assert_array_equal(one, other)


def test_against_scikit_learn():
    vectoriser = CountVectorizer(token_pattern=r"\w+")
    expected = vectoriser.fit_transform(TEXTS).toarray()
    vocabulary = find_vocabulary(TEXTS)
    assert vocabulary == list(vectoriser.get_feature_names_out())
    np.testing.assert_array_equal(bag_of_words(TEXTS, vocabulary), expected)
    new = ["The dog and the man", "un chien"]
    expected = vectoriser.transform(new).toarray()
    np.testing.assert_array_equal(bag_of_words(new, vocabulary), expected)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_every_word_of_the_texts_is_counted_once(texts):
    words = [len(tokenise(text)) for text in texts]
    if sum(words):
        counts = bag_of_words(texts, find_vocabulary(texts))
        np.testing.assert_array_equal(counts.sum(axis=1), words)


@given(st.text(max_size=30), st.text(max_size=30))
def test_counts_of_two_texts_add_up(one, other):
    vocabulary = find_vocabulary([one, other, "a"])
    together, *parts = bag_of_words([f"{one} {other}", one, other], vocabulary)
    np.testing.assert_array_equal(together, np.sum(parts, axis=0))


def test_a_generator_of_texts():
    vocabulary = find_vocabulary(text for text in ["a b", "c"])
    assert bag_of_words((text for text in ["c c"]), vocabulary).tolist() == [[0, 0, 2]]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: tokenise(b"dog"), TypeError, "text must be a str, got bytes"),
        (lambda: find_vocabulary("dog"), TypeError, "texts must be several texts, got one: 'dog'"),
        (lambda: find_vocabulary(["..."]), ValueError, "at least one word"),
        (lambda: find_vocabulary([None]), TypeError, "text must be a str, got NoneType"),
        (lambda: bag_of_words("dog", ["dog"]), TypeError, "texts must be several texts"),
        (lambda: bag_of_words([], ["dog"]), ValueError, "at least one text"),
        (lambda: bag_of_words(["a"], "a"), TypeError, "vocabulary must be a sequence of words"),
        (lambda: bag_of_words(["a"], []), ValueError, "different words, got 0 among 0"),
        (lambda: bag_of_words(["a"], ["a", "a"]), ValueError, "different words, got 1 among 2"),
        (
            lambda: bag_of_words(["a"], ["Dog"]),
            ValueError,
            "single words in lower case, got 'Dog'",
        ),
        (
            lambda: bag_of_words(["a"], ["a b"]),
            ValueError,
            "single words in lower case, got 'a b'",
        ),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
