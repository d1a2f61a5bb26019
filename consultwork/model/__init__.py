"""The nouns: what the workbench speaks of. Frozen, plain, and without any behaviour but reading.

A noun changes its name as it travels, and the later stages take only the later names:

    Submission      as typed: may still identify someone
    Contribution    cleared by a person, pseudonymous; its text never changes again
    CandidateTheme  what the machine proposes: a code for some words
    Coding          the same once a person has accepted or rejected it
    Theme           a code with the people who raised it
    Evidence        a theme and a question, with the passages that carry it
    Draft           blocks of text on their way to Word
    Outcome         what they decided on an ask

Refs are short and readable: ``P-0007`` a person or group, ``C-0014`` a contribution,
``K-0031`` a coding. Dates are ``datetime.date``; offsets are code points from 0, end exclusive.
"""

from __future__ import annotations

from consultwork.model.choices import (
    NO_BOXES,
    OTHER,
    only_ticks,
    options_of,
    rows_of,
    ticks_of,
    with_ticks,
)
from consultwork.model.consultation import Addressee, Closing, Consultation, Limit, Part, Profile, Question, Rule
from consultwork.model.intake import Intake, IntakeRow, Omission
from consultwork.model.kinds import (
    AGREE_SCALE,
    Channel,
    CodingState,
    DocumentKind,
    DraftState,
    Item,
    LimitUnit,
    OutcomeState,
    PieceKind,
    Position,
    QuestionKind,
    Speaker,
    Use,
    View,
    Way,
    Wording,
)
from consultwork.model.member_checking import CheckRound, MemberCheck, Reply, ShownItem, Voice
from consultwork.model.people import (
    Concern,
    Contribution,
    Contributor,
    Finding,
    Permission,
    Submission,
)
from consultwork.model.returned import (
    Bookmarks,
    Change,
    Edit,
    Guard,
    KeptWording,
    ReadDocument,
    ReadParagraph,
    ReadQuote,
    ReadTable,
    RevisionSpan,
    SentParagraph,
    bookmark_of,
)
from consultwork.model.themes import (
    CandidateTheme,
    Code,
    CodeChange,
    Coding,
    Evidence,
    Link,
    Memo,
    ReadingFilter,
    Tally,
    Theme,
)
from consultwork.model.writing import (
    Answer,
    Ask,
    AskMatch,
    Blocker,
    Comment,
    Fact,
    Outcome,
    Passage,
    Piece,
    Publication,
    Sender,
)

__all__ = [
    "AGREE_SCALE",
    "NO_BOXES",
    "OTHER",
    "Addressee",
    "Answer",
    "Ask",
    "AskMatch",
    "Blocker",
    "Bookmarks",
    "CandidateTheme",
    "Change",
    "Channel",
    "CheckRound",
    "Closing",
    "Code",
    "CodeChange",
    "Coding",
    "CodingState",
    "Comment",
    "Concern",
    "Consultation",
    "Contribution",
    "Contributor",
    "DocumentKind",
    "DraftState",
    "Edit",
    "Evidence",
    "Fact",
    "Finding",
    "Guard",
    "Intake",
    "IntakeRow",
    "Item",
    "KeptWording",
    "Limit",
    "LimitUnit",
    "Link",
    "MemberCheck",
    "Memo",
    "Omission",
    "Outcome",
    "OutcomeState",
    "Part",
    "Passage",
    "Permission",
    "Piece",
    "PieceKind",
    "Position",
    "Profile",
    "Publication",
    "Question",
    "QuestionKind",
    "ReadDocument",
    "ReadParagraph",
    "ReadQuote",
    "ReadTable",
    "ReadingFilter",
    "Reply",
    "RevisionSpan",
    "Rule",
    "Sender",
    "SentParagraph",
    "ShownItem",
    "Speaker",
    "Submission",
    "Tally",
    "Theme",
    "Use",
    "View",
    "Voice",
    "Way",
    "Wording",
    "bookmark_of",
    "only_ticks",
    "options_of",
    "rows_of",
    "ticks_of",
    "with_ticks",
]
