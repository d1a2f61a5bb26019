"""Words that say that there is no answer, told from answers by the question they stand under.

"Nothing" under "What was good?" is an answer. Under "Any other comments?" it is none.
"""

from __future__ import annotations

import re

from consultwork.text import fold

# Under whatever question they stand, these say that nobody answered.
_NEVER = {
    "n/a", "na", "n.a", "not applicable", "non applicable", "no comment", "no comments", "no answer", "not answered",
    "no response", "left blank", "blank", "skipped", "skip", "null", "nan", "nothing to add", "nothing more to add",
    "nothing further to add", "no further comment", "no further comments", "no other comments", "no other comment",
    "no more comments", "no additional comments", "i have no comments", "i have no comment", "none given", "n / a",
}  # fmt: skip
# These are answers, unless the question only leaves room for something more.
_PERHAPS = {
    "nothing", "none", "no", "nope", "nil", "nothing else", "nothing further", "nothing more", "none at all", "no more",
    "not really", "no thanks", "no thank you", "nothing at all", "nothing comes to mind", "that is all", "that's all",
    "thats all", "not at the moment", "not at this time", "no nothing", "no i don't", "no, nothing", "see above",
    "as above", "no, thank you", "no, thanks",
}  # fmt: skip
_LEAVES_ROOM = re.compile(
    r"\b(?:any(?:thing)?|something) (?:else|other|further|more|additional|final)\b|"
    r"\b(?:other|further|additional|final|general|more|any) (?:comments?|thoughts?|remarks?|views?|feedback|points?)\b|"
    r"\banything\b.{0,40}\b(?:add|say|tell us|share|mention)\b|^comments?$|"
    r"^(?:please )?(?:explain|specify|give (?:details|reasons)|say more|tell us more|add|expand)\b|"
    r"^if (?:yes|no|so|not|other)\b.{0,12}\b(?:please|why|what|which|how|who|where|tell|say|give)\b|\bother \(?please\b|\bspace\b.{0,20}\bexplain\b|\bto explain your\b|"
    r"\b(?:leave|make|add) (?:a |any )?comments?\b"
)


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
