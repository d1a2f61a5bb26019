"""Words that say that there is no answer, told from answers by the question they stand under.

"Nothing" under "What was good?" is an answer. Under "Any other comments?" it is none.
"""

from __future__ import annotations

import re

from consultwork.text import fold
from consultwork.word_lists import any_of, word_set

# Under whatever question they stand, these say that nobody answered.
_NEVER = word_set("exchange/no_answer")
# These are answers, unless the question only leaves room for something more.
_PERHAPS = word_set("exchange/perhaps_no_answer")
_LEAVES_ROOM = re.compile(any_of("exchange/leaves_room"))


def says_nothing(question: str, words: str) -> bool:
    """Whether words under a question say that there is no answer.

    Args:
        question: what was asked, in any of its wordings; several may be joined by line breaks.
        words: what stands there.
    """
    plain = " ".join(fold(words).replace("_", " ").split()).strip(" .!,;:'\"()*")
    if not re.search(r"\w", words):
        return True
    if not plain:
        return False  # words in another alphabet are words
    if plain in _NEVER:
        return True
    return plain in _PERHAPS and any(_LEAVES_ROOM.search(fold(line).strip(" *:.")) for line in question.split("\n"))
