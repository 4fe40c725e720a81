"""Bag of words: a text as the numbers of times that each word of a vocabulary occurs in it.

The order of the words is lost, and so is every word that the vocabulary does not have.

References
----------
Manning, C. D., Raghavan, P. and Schütze, H. (2008). Introduction to Information Retrieval.
Cambridge University Press. Sections 2.2 and 6.2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from mathforml._types import Array

WORD = re.compile(r"\w+")


def tokenise(text: str) -> list[str]:
    """Words of a text in order: runs of letters, digits and underscores, in lower case.

    Parameters
    ----------
    text : str
        In any language that puts spaces or signs between words.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, got {type(text).__name__}")
    return WORD.findall(text.lower())


def find_vocabulary(texts: Iterable[str]) -> list[str]:
    """All words of some texts, each once, in alphabetical order.

    Parameters
    ----------
    texts : iterable of str

    Examples
    --------
    >>> find_vocabulary(["Dog bites man.", "Man bites back."])
    ['back', 'bites', 'dog', 'man']
    """
    texts = _checked(texts)
    words = sorted({word for text in texts for word in tokenise(text)})
    if not words:
        raise ValueError("texts must hold at least one word")
    return words


def bag_of_words(texts: Iterable[str], vocabulary: Sequence[str]) -> Array:
    """How often each word of the vocabulary occurs in each text, of shape (n_texts, n_words).

    Parameters
    ----------
    texts : iterable of str
        They need not be those that the vocabulary is from.
    vocabulary : sequence of str of shape (n_words,)
        Different words, as `tokenise` gives them. Others are not counted.

    Examples
    --------
    >>> bag_of_words(["Dog bites man", "Fish bites fish"], ["bites", "dog", "man"])
    array([[1., 1., 1.],
           [1., 0., 0.]])
    """
    _check_vocabulary(vocabulary)
    texts = _checked(texts)
    if not texts:
        raise ValueError("texts must hold at least one text")
    column = {word: j for j, word in enumerate(vocabulary)}
    counts = np.zeros((len(texts), len(column)))
    for i, text in enumerate(texts):
        for word, times in Counter(tokenise(text)).items():
            if word in column:
                counts[i, column[word]] = times
    return counts


def _checked(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str | bytes):
        raise TypeError(f"texts must be several texts, got one: {texts!r}")
    return list(texts)


def _check_vocabulary(vocabulary: Sequence[str]) -> None:
    if isinstance(vocabulary, str | bytes):
        raise TypeError(f"vocabulary must be a sequence of words, got one text: {vocabulary!r}")
    for word in vocabulary:
        if tokenise(word) != [word]:
            raise ValueError(f"vocabulary must hold single words in lower case, got {word!r}")
    different = len(set(vocabulary))
    if not 0 < different == len(vocabulary):
        raise ValueError(
            f"vocabulary must hold different words, got {different} among {len(vocabulary)}"
        )
