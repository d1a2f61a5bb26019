"""What do we say, and what is it based on?

From evidence, asks and facts to documents as plain blocks. "Two of the seven people" is computed
here and never typed; every paragraph with a claim carries the labels of its evidence; quotation
marks stand only around verbatim words whose person allowed quoting.

``compose`` turns the pieces of an answer into blocks, ``parts`` holds the parts that several kinds
of document share, and ``documents`` puts each kind together.
"""

from __future__ import annotations

from consultwork.journey.respond.compose import Composer, answer_words, limit_of
from consultwork.journey.respond.contents import LONG, may_be_long, pages_of, with_contents
from consultwork.journey.respond.document_limits import THANKING, blockers, whole_size, with_sizes
from consultwork.journey.respond.documents import build, section_key
from consultwork.journey.respond.first_draft import first_draft
from consultwork.journey.respond.material import Material

__all__ = [
    "LONG",
    "THANKING",
    "Composer",
    "Material",
    "answer_words",
    "blockers",
    "build",
    "first_draft",
    "limit_of",
    "may_be_long",
    "pages_of",
    "section_key",
    "whole_size",
    "with_contents",
    "with_sizes",
]
