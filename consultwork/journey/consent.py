"""In which words is somebody asked what we may do with what they said?

What a person agreed to is the words that they were shown. A permission keeps a version that is made of
those very words: whoever rewords a question asks another question, without having to say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consultwork.model import Use
from consultwork.wording import Wording


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What people are asked for each use of what they say, and the version that stands for just these words."""

    version: str
    texts: Mapping[Use, str]


def permission_words(wording: Wording) -> AskedWords:
    """The questions of the form, of paper and of staff: may we count, paraphrase, quote, credit, contact?"""
    keys = (*(f"form/permission-{use.value}" for use in Use), "form/yes", "form/no")
    return AskedWords(_version(wording, keys), {use: wording.say(f"form/permission-{use.value}") for use in Use})


def quote_words(wording: Wording, *, again: bool) -> AskedWords:
    """What somebody is asked about a quote of theirs that they are shown where it would stand.

    Args:
        again: whether they had left it out, and may let it in again.
    """
    hint = "member_checking/quote-hint-again" if again else "member_checking/quote-hint"
    keys = ("member_checking/quote-asked", hint, "member_checking/say-agree", "member_checking/say-out")
    return AskedWords(
        _version(wording, keys), {Use.QUOTE: f"{wording.say('member_checking/quote-asked')} {wording.say(hint)}"}
    )


def _version(wording: Wording, keys: tuple[str, ...]) -> str:
    return f"{wording.language}-{wording.digest(keys)}"
