"""What of a person may stand where others typed: their refs, runs of their words, their name; in every script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from consultwork.store import schema as t
from consultwork.text import search_words, written_without_spaces

# Six words in a row are nobody else's by chance, nor are twelve characters of a script without spaces:
# a word weighs two, such a character one.
_WORD, _CHARACTER, _RUN = 2, 1, 12
_SHORT = 15  # nor is a whole answer or name of this many letters; a character without spaces stands for five
_STANDS_FOR = 5
_NAME = 10  # the same for a name of two words or more: a word alone may be anybody's
_LEAST = 3 * _WORD  # "Yes" and "not sure" are everybody's


@dataclass(frozen=True)
class Traces:
    """What of a person may stand where others typed: their refs, runs of their words, their name.

    ``short`` are whole answers of fewer than six words, and names: looked for as they are.
    """

    refs: frozenset[str]
    runs: frozenset[str] = field(repr=False)
    short: frozenset[str] = field(default=frozenset(), repr=False)

    def stand_in(self, text: str) -> bool:
        """Whether a text holds a ref of theirs, six words of theirs in a row, a short answer or their name."""
        if any(ref in text for ref in self.refs):
            return True
        words = search_words(text)
        if not self.runs.isdisjoint(_runs(words)):
            return True
        spoken = f" {' '.join(words)} " if self.short else ""
        return any(f" {short} " in spoken for short in self.short)

    def without(self, texts: Iterable[str]) -> Traces:
        """The same, without what everybody may say: the words of the consultations themselves."""
        public = [search_words(text) for text in texts]
        spoken = " ".join(" ".join(words) for words in public)
        common = frozenset(run for words in public for run in _runs(words))
        return Traces(self.refs, self.runs - common, frozenset(x for x in self.short if x not in spoken))

    def and_of(self, texts: Iterable[str], names: Iterable[str] = ()) -> Traces:
        """The same, with more words of theirs and with what they are called."""
        answers = [search_words(text) for text in texts]
        runs = frozenset(run for words in answers for run in _runs(words))
        called = frozenset(
            " ".join(words)
            for words in map(search_words, names)
            if _length(words) >= (_NAME if len(words) > 1 else _SHORT)
        )
        return Traces(self.refs, self.runs | runs, self.short | _short(answers) | called)


def traces_of(connection: Connection, person: str) -> Traces:
    """The refs and words of a person, to look for them where others typed."""
    mine = select(t.submission.c.ref).where(t.submission.c.person == person)
    came = connection.execute(
        select(t.submission.c.ref, t.submission.c.words).where(t.submission.c.person == person)
    ).all()
    cleared = connection.execute(
        select(t.contribution.c.ref, t.contribution.c.text).where(t.contribution.c.submission.in_(mine))
    ).all()
    coded = connection.execute(select(t.coding.c.ref).where(t.coding.c.submission.in_(mine))).scalars()
    refs = {person, *(ref for ref, _ in (*came, *cleared)), *coded}
    return Traces(frozenset(refs), frozenset()).and_of(words for _, words in (*came, *cleared))


def _weight(word: str) -> int:
    return _CHARACTER if len(word) == 1 and written_without_spaces(word) else _WORD


def _length(words: list[str]) -> int:
    letters = sum(_STANDS_FOR if _weight(word) == _CHARACTER else len(word) for word in words)
    return letters + sum(_weight(word) == _WORD for word in words[1:])  # with the spaces between words


def _runs(words: list[str]) -> set[str]:
    """From each word on, as many as weigh enough."""
    runs, weights = set(), [_weight(word) for word in words]
    end = weight = 0
    for start in range(len(words)):
        while end < len(words) and weight < _RUN:
            weight += weights[end]
            end += 1
        if weight < _RUN:
            break
        runs.add(" ".join(words[start:end]))
        weight -= weights[start]
    return runs


def _short(answers: Iterable[list[str]]) -> frozenset[str]:
    """Whole answers that are too short for a run."""
    return frozenset(
        " ".join(words) for words in answers if _LEAST <= sum(map(_weight, words)) < _RUN and _length(words) >= _SHORT
    )
