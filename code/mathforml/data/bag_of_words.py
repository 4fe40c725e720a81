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
    """Words of a text: runs of letters, digits and underscores, in lower case.

    Parameters
    ----------
    text : str
        The text, in any language that puts spaces or signs between words.

    Returns
    -------
    list of str
        The words, in order.

    Raises
    ------
    TypeError
        If `text` is not a text.

    Examples
    --------
    >>> tokenise("Man bites dog, dog bites back!")
    ['man', 'bites', 'dog', 'dog', 'bites', 'back']
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, got {type(text).__name__}")
    return WORD.findall(text.lower())


def find_vocabulary(texts: Iterable[str]) -> list[str]:
    """All words of some texts, each once, in alphabetical order.

    Parameters
    ----------
    texts : iterable of str
        The texts to learn from.

    Returns
    -------
    list of str
        The vocabulary.

    Raises
    ------
    TypeError, ValueError
        If `texts` is one text instead of several, or there is no word in them.

    Examples
    --------
    >>> find_vocabulary(["Dog bites man.", "Man bites back."])
    ['back', 'bites', 'dog', 'man']
    """
    words = sorted({word for text in _several(texts) for word in tokenise(text)})
    if not words:
        raise ValueError("texts must hold at least one word")
    return words


def bag_of_words(texts: Iterable[str], vocabulary: Sequence[str]) -> Array:
    """Number of times that each word of the vocabulary occurs in each text.

    Parameters
    ----------
    texts : iterable of str
        The texts, which need not be those that the vocabulary is from.
    vocabulary : sequence of str of shape (n_words,)
        The words, in lower case, as `tokenise` gives them. Other words are not counted.

    Returns
    -------
    ndarray of shape (n_texts, n_words)
        The counts; a text without a known word has only zeros.

    Raises
    ------
    TypeError, ValueError
        If an argument is one text instead of several, there is no text or no word, a word stands
        twice in the vocabulary, or it is none that `tokenise` could find.

    Examples
    --------
    >>> bag_of_words(["Dog bites man", "Fish bites fish"], ["bites", "dog", "man"])
    array([[1., 1., 1.],
           [1., 0., 0.]])
    """
    column = _columns(vocabulary)
    texts = _several(texts)
    if not texts:
        raise ValueError("texts must hold at least one text")
    counts = np.zeros((len(texts), len(column)))
    for i, text in enumerate(texts):
        for word, times in Counter(tokenise(text)).items():
            if word in column:
                counts[i, column[word]] = times
    return counts


def _several(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str | bytes):
        raise TypeError(f"texts must be several texts, got one: {texts!r}")
    return list(texts)


def _columns(vocabulary: Sequence[str]) -> dict[str, int]:
    """The column of each word."""
    if isinstance(vocabulary, str | bytes):
        raise TypeError(f"vocabulary must be a sequence of words, got one text: {vocabulary!r}")
    for word in vocabulary:
        if tokenise(word) != [word]:
            raise ValueError(f"vocabulary must hold single words in lower case, got {word!r}")
    column = {word: j for j, word in enumerate(vocabulary)}
    if not 0 < len(column) == len(vocabulary):
        raise ValueError(
            f"vocabulary must hold different words, got {len(column)} among {len(vocabulary)}"
        )
    return column
