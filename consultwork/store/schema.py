"""The tables. Words live in few places, so that taking them out again is certain.

``event`` never holds words or refs: it holds keyed tokens, so that erasing a person leaves the
record whole. Names and contacts lie in the vault, a file of its own: see ``store.vault``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import String as _String
from sqlalchemy import Text as _Text
from sqlalchemy.schema import SchemaItem

from consultwork.text import legal

metadata = MetaData()


class String(TypeDecorator[str]):
    """A line of text, through the text gate: a lone half of a character would stop the whole act."""

    impl = _String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:
        """What goes in, without characters that no file may hold."""
        return value if value is None or (value.isascii() and value.isprintable()) else legal(value)


class Text(String):
    """Text of any length, through the same gate."""

    impl = _Text
    cache_ok = True


class Holds(StrEnum):
    """What a column of text may hold: every one says so, and a test refuses one that does not."""

    NOTHING = "nothing of people's"  # refs, kinds, digests, days, our own settings, who acted
    OWN = "somebody's own words"
    ABOUT = "somebody else's words about people"  # a comment, a memo, a reason: they may quote anybody
    SECRET = "a secret"  # noqa: S105 - a key, a token that opens something, what is sealed


HOLDS, EMPTIED, PLACE, DROPPED = "holds", "emptied", "place", "dropped"
WORDS_GONE = "This line held words that were taken back."


def ours(name: str, type_: Any, *more: SchemaItem, **options: Any) -> Column[Any]:
    """A column that holds nothing of people's."""
    return Column(name, type_, *more, info={HOLDS: Holds.NOTHING}, **options)


def own_words(name: str, type_: Any, *more: SchemaItem, emptied: str | None = None, **options: Any) -> Column[Any]:
    """A column of somebody's own words. Its row goes with its person.

    Args:
        emptied: what stands there once words of somebody who leaves are found in it. It is for rows
            that no person is known of: they cannot go with anybody.
    """
    return Column(name, type_, *more, info={HOLDS: Holds.OWN, EMPTIED: emptied}, **options)


def others_words(name: str, type_: Any, *more: SchemaItem, emptied: str | None = None, **options: Any) -> Column[Any]:
    """A column of somebody else's words, which may quote a person who leaves.

    Args:
        emptied: what stands there once it does, where nobody could put other words there by a screen.
            Without it the place is reported by the table's ``info["place"]``, and a person edits it.
    """
    return Column(name, type_, *more, info={HOLDS: Holds.ABOUT, EMPTIED: emptied}, **options)


def a_secret(name: str, type_: Any, *more: SchemaItem, **options: Any) -> Column[Any]:
    """A column of keys, of tokens that open something, or of what is sealed."""
    return Column(name, type_, *more, info={HOLDS: Holds.SECRET}, **options)


schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
)

# Refs are never used twice, also not after an erasure.
counter = Table(
    "counter",
    metadata,
    ours("kind", String(4), primary_key=True),
    Column("last", Integer, nullable=False),
)

secret = Table(
    "secret",
    metadata,
    ours("name", String(40), primary_key=True),
    a_secret("value", String(128), nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    ours("by", String(200), nullable=False),
    ours("act", String(200), nullable=False),
    ours("token", String(64), nullable=False),
    Column("amount", Integer, nullable=False),
    ours("hash", String(64), nullable=False),
)

batch = Table(
    "batch",
    metadata,
    ours("ref", String(16), primary_key=True),
    others_words("what", String(400), nullable=False, emptied=WORDS_GONE),
    ours("digest", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    ours("by", String(200), nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_left_out", Integer, nullable=False),
)

person = Table(
    "person",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("speaker", String(20), nullable=False),
    own_words("role", String(400), nullable=False, default=""),
    Column("present", Integer),
    ours("token", String(64), nullable=False, index=True),
    ours("batch", String(16), nullable=False, default=""),
)

# Empty. Workspaces from before the vault kept names here; they move out as soon as there is one.
identity = Table(
    "identity",
    metadata,
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    own_words("name", Text, nullable=False, default=""),
    own_words("contact", Text, nullable=False, default=""),
    own_words("credit_name", Text, nullable=False, default=""),
)

# Who somebody is, as far as they told us: age, place, sex, service. Only tables read it, and only
# such as pass through ``journey.small_numbers`` leave the building.
about = Table(
    "about",
    metadata,
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    ours("what", String(60), primary_key=True),
    own_words("value", String(200), nullable=False),
)

twin = Table(
    "twin",
    metadata,
    ours("one", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    ours("other", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    ours("why", String(200), nullable=False),
    ours("decision", String(20), nullable=False, default=""),
)

permission = Table(
    "permission",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("use", String(20), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("on", Date),
    others_words("how", String(200), nullable=False, default="", emptied=WORDS_GONE),
    ours("wording", String(60), nullable=False, default=""),
    ours("batch", String(16), nullable=False, default=""),
    # Empty for all that somebody said; a ref when the line is about this one answer.
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), index=True),
)

# The words that were put to people, as they stood then: a line is appended when they change.
wording = Table(
    "wording",
    metadata,
    ours("version", String(60), primary_key=True),
    ours("use", String(20), primary_key=True),
    ours("text", Text, nullable=False),
    Column("since", DateTime, nullable=False),
)

# What is still to be done outside this file, in order: each line goes once it is done, and whoever
# opens the workspace after a crash goes on with what is left. ``sealed`` is for the vault's key alone.
errand = Table(
    "errand",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("act", String(20), nullable=False),
    ours("mark", String(16), nullable=False, default=""),
    ours("other", String(16), nullable=False, default=""),
    ours("kind", String(20), nullable=False, default=""),
    a_secret("sealed", LargeBinary),
    ours("path", Text, nullable=False, default=""),
    ours("by", String(200), nullable=False),
    ours("staged", Text, nullable=False, default="", server_default=""),
    ours("digest", String(64), nullable=False, default="", server_default=""),
    # A number that was struck off is never given again: somebody else may be about to strike it off.
    sqlite_autoincrement=True,
)

# Backups that were made, so that who leaves later is taken out of them too.
copy = Table(
    "copy",
    metadata,
    ours("path", String(400), primary_key=True),
    Column("at", DateTime, nullable=False),
)

# Other keyed tokens of somebody who came twice and was found to be one person.
alias = Table(
    "alias",
    metadata,
    ours("token", String(64), primary_key=True),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), nullable=False, index=True),
)

# Keyed tokens of people who withdrew: a later import of the same export must not bring them back.
withdrawn = Table(
    "withdrawn",
    metadata,
    ours("token", String(64), primary_key=True),
)

submission = Table(
    "submission",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("consultation", String(80), nullable=False, index=True),
    ours("question", String(40), nullable=False, default=""),
    others_words("prompt", Text, nullable=False, default="", emptied=""),
    own_words("words", Text, nullable=False),
    Column("verbatim", Boolean, nullable=False),
    ours("channel", String(20), nullable=False),
    Column("said_on", Date),
    ours("written_by", String(200), nullable=False, default=""),
    ours("batch", String(16), nullable=False, default=""),
    ours("token", String(64), nullable=False, index=True),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ours("kind", String(40), nullable=False),
    own_words("words", Text, nullable=False),
    ours("stand_in", String(80), nullable=False),
    ours("decision", String(20), nullable=False, default=""),
    ours("by", String(200), nullable=False, default=""),
)

# A new version is a new row; the old one stays for the codings that point at it.
contribution = Table(
    "contribution",
    metadata,
    ours("ref", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    own_words("text", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

concern = Table(
    "concern",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False),
    others_words("note", Text, nullable=False),
    Column("raised", Date),
    ours("lead", String(200), nullable=False, default=""),
    Column("due", Date),
    others_words("outcome", Text, nullable=False, default=""),
    info={"place": "the concern {ref}"},
)

code = Table(
    "code",
    metadata,
    ours("id", String(80), primary_key=True),
    Column("place", Integer, nullable=False),
    others_words("name", String(200), nullable=False),
    others_words("description", Text, nullable=False, default=""),
    others_words("include", Text, nullable=False, default="[]"),
    others_words("exclude", Text, nullable=False, default=""),
    others_words("example", Text, nullable=False, default=""),
    ours("parent", String(80), nullable=False, default=""),
    others_words("statement", Text, nullable=False, default=""),
    ours("questions", Text, nullable=False, default="[]"),
    Column("retired", Boolean, nullable=False, default=False, server_default="0"),
    others_words("issues", Text, nullable=False, default="[]", server_default="[]"),
    info={"place": "the code {id}"},
)

coding = Table(
    "coding",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("contribution", String(16), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("code", String(80), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    own_words("snippet", Text, nullable=False),
    ours("state", String(20), nullable=False),
    ours("position", String(20), nullable=False),
    own_words("matched", Text, nullable=False, default="[]"),
    ours("by", String(200), nullable=False, default=""),
    Column("at", DateTime),
    UniqueConstraint("contribution", "version", "code", "start", "end"),
)

theme_decision = Table(
    "theme_decision",
    metadata,
    ours("consultation", String(80), primary_key=True),
    ours("code", String(80), primary_key=True),
    ours("decision", String(40), nullable=False),
    others_words("reason", Text, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the reason for the theme {consultation}/{code}"},
)

link = Table(
    "link",
    metadata,
    ours("consultation", String(80), primary_key=True),
    ours("question", String(40), primary_key=True),
    ours("code", String(80), primary_key=True),
    Column("confirmed", Boolean, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    ours("consultation", String(80), primary_key=True),
    ours("question", String(40), primary_key=True),
    others_words("not_answered", Text, nullable=False, default=""),
    others_words("pieces", Text, nullable=False, default="[]"),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the answer {consultation}/{question}"},
)

draft = Table(
    "draft",
    metadata,
    ours("id", String(120), primary_key=True),
    ours("consultation", String(80), nullable=False),
    ours("kind", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    ours("state", String(20), nullable=False),
    ours("path", String(400), nullable=False),
    ours("digest", String(64), nullable=False),
    others_words("manifest", Text, nullable=False, emptied="{}"),
    Column("at", DateTime, nullable=False),
    ours("approved_by", String(200), nullable=False, default=""),
    Column("approved_at", DateTime),
    Column("sent_at", DateTime),
    others_words("route", String(200), nullable=False, default=""),
    ours("sent_digest", String(64), nullable=False, default="", server_default=""),
    info={"place": "how the document {id} was sent"},
)

# Whose words a draft rests on: what a withdrawal has to reach.
draft_person = Table(
    "draft_person",
    metadata,
    ours("draft", String(120), ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
)

comment = Table(
    "comment",
    metadata,
    ours("draft", String(120), primary_key=True),
    ours("source", String(64), primary_key=True),
    ours("id", String(40), primary_key=True),
    others_words("author", String(200), nullable=False, default="", emptied=""),
    ours("on", String(40), nullable=False, default=""),
    others_words("text", Text, nullable=False, emptied=WORDS_GONE),
    others_words("anchored", Text, nullable=False, default="", emptied=""),
    others_words("section", Text, nullable=False, default="", emptied=""),
    ours("thread", String(40), nullable=False, default=""),
    ours("parent", String(40), nullable=False, default=""),
    Column("resolved", Boolean, nullable=False, default=False),
    ours("decision", String(20), nullable=False, default=""),
    others_words("reason", Text, nullable=False, default="", emptied=""),
    ours("by", String(200), nullable=False, default=""),
    ours("anchor", String(80), nullable=False, default="", server_default=""),
    others_words("paragraph", Text, nullable=False, default="", server_default="", emptied=""),
)

outcome = Table(
    "outcome",
    metadata,
    ours("ask", String(80), primary_key=True),
    ours("consultation", String(80), primary_key=True),
    ours("state", String(20), nullable=False),
    others_words("document", Text, nullable=False, default=""),
    ours("page", String(40), nullable=False, default=""),
    others_words("quotation", Text, nullable=False, default=""),
    Column("decided_on", Date),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "what became of {ask} in {consultation}"},
)

plan_item = Table(
    "plan_item",
    metadata,
    ours("consultation", String(80), primary_key=True),
    ours("section", String(40), primary_key=True),
    ours("key", String(80), primary_key=True),
    others_words("answer", Text, nullable=False, default=""),
    others_words("owner", String(200), nullable=False, default=""),
    others_words("cover", String(200), nullable=False, default=""),
    Column("due", Date),
    Column("ask_again", Date),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the plan {consultation}/{section}/{key}"},
)
