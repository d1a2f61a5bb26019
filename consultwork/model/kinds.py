"""The kinds of things: every closed list of the workbench, one enum each."""

from __future__ import annotations

from enum import StrEnum


class Wording(StrEnum):
    """How sure we are that a question is worded as the asking body worded it."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    EXAMPLE = "example"


class QuestionKind(StrEnum):
    """What sort of answer a question takes."""

    FREE_TEXT = "free text"
    AGREEMENT = "agreement"  # five points, with reasons
    YES_NO = "yes or no"  # yes, no, not sure, with reasons
    CHOOSE_ONE = "choose one"
    CHOOSE_SEVERAL = "choose several"
    MATRIX = "matrix"  # rows by options
    MULTI_PART = "multi-part"  # parts a, b, c, each with the same options
    HEADING = "heading"  # a heading of a written submission
    PROMPT = "prompt"  # no form at all: interview, workshop, letter


AGREE_SCALE = ("Strongly agree", "Agree", "Disagree", "Strongly disagree", "Not sure")


class LimitUnit(StrEnum):
    """What a limit counts."""

    WORDS = "words"
    CHARACTERS = "characters"
    PAGES = "pages"


class Channel(StrEnum):
    """The way somebody's words came to us."""

    FORM = "form"
    TABLE = "survey table"
    WORKSHOP = "workshop"
    INTERVIEW = "interview"
    LETTER = "letter"


class Speaker(StrEnum):
    """Who speaks. People and groups are counted apart and never added."""

    CONTRIBUTOR = "contributor"
    STAFF = "staff"
    PARTNER = "partner"
    GROUP = "group"


class Use(StrEnum):
    """A use of somebody's words that they permit, or do not, one by one."""

    COUNT = "count"
    PARAPHRASE = "paraphrase"
    QUOTE = "quote"
    CREDIT = "credit"
    CONTACT = "contact"


class Position(StrEnum):
    """Where a passage stands on the matter. Kept apart from its theme."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    UNCLEAR = "unclear"


class CodingState(StrEnum):
    """What a person decided about a proposed coding."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class DraftState(StrEnum):
    """How far a document has come."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    SENT = "sent"


class OutcomeState(StrEnum):
    """What became of an ask."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"
    UNCLEAR = "unclear"


class DocumentKind(StrEnum):
    """A kind of document we send. The value is what ``respond --kind`` takes."""

    RESPONSE = "response"
    SUBMISSION = "submission"
    LETTER = "letter"
    ANSWERS = "answers"
    BRIEFING = "briefing"
    SUMMARY = "summary"
    SPECIFICATION_NOTE = "specification-note"
    FOLLOW_UP_LETTER = "follow-up-letter"


class PieceKind(StrEnum):
    """What an answer is put together from."""

    WORDS = "words"  # the officer's own
    COUNT = "count"  # "Two of the seven people ...", computed
    QUOTE = "quote"  # verbatim words whose person allowed quoting
    FACT = "fact"
    ASK = "ask"
    POSITION = "position"  # the box we tick
    TALLY = "tally"  # how many people chose which answer, computed


class Item(StrEnum):
    """What people are shown of a draft when they are asked whether we got it right."""

    MESSAGE = "message"
    ASK = "ask"
    QUOTE = "quote"


class View(StrEnum):
    """What somebody says to a thing that they were shown. No view is never a view."""

    AGREE = "agree"
    CHANGE = "change this"
    OUT = "leave me out"
    DISAGREE = "do not agree"


class Way(StrEnum):
    """The way somebody was asked whether we got it right."""

    PAGE = "page"
    PHONE = "phone"
    POST = "post"  # a letter, an e-mail, a text message
    IN_PERSON = "in person"
    WORKSHOP = "workshop"
