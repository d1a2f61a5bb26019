"""The tables. Words live in few places, so that taking them out again is certain.

``event`` never holds words or refs: it holds keyed tokens, so that erasing a person leaves the
record whole. Names and contacts lie in the vault, a file of its own: see ``store.vault``.
"""

from __future__ import annotations

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
    Column("kind", String(4), primary_key=True),
    Column("last", Integer, nullable=False),
)

secret = Table(
    "secret",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(128), nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", String(200), nullable=False),
    Column("act", String(200), nullable=False),
    Column("token", String(64), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

batch = Table(
    "batch",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("what", String(400), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String(200), nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_left_out", Integer, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("speaker", String(20), nullable=False),
    Column("role", String(400), nullable=False, default=""),
    Column("present", Integer),
    Column("token", String(64), nullable=False, index=True),
    Column("batch", String(16), nullable=False, default=""),
)

# Empty. Workspaces from before the vault kept names here; they move out as soon as there is one.
identity = Table(
    "identity",
    metadata,
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False, default=""),
    Column("contact", Text, nullable=False, default=""),
    Column("credit_name", Text, nullable=False, default=""),
)

# Who somebody is, as far as they told us: age, place, sex, service. Only tables read it, and only
# such as pass through ``journey.small_numbers`` leave the building.
about = Table(
    "about",
    metadata,
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    Column("what", String(60), primary_key=True),
    Column("value", String(200), nullable=False),
)

twin = Table(
    "twin",
    metadata,
    Column("one", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    Column("other", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    Column("why", String(200), nullable=False),
    Column("decision", String(20), nullable=False, default=""),
)

permission = Table(
    "permission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("use", String(20), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("on", Date),
    Column("how", String(200), nullable=False, default=""),
    Column("wording", String(60), nullable=False, default=""),
    Column("batch", String(16), nullable=False, default=""),
    # Empty for all that somebody said; a ref when the line is about this one answer.
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), index=True),
)

# The words that were put to people, as they stood then: a line is appended when they change.
wording = Table(
    "wording",
    metadata,
    Column("version", String(60), primary_key=True),
    Column("use", String(20), primary_key=True),
    Column("text", Text, nullable=False),
    Column("since", DateTime, nullable=False),
)

# What is still to be done outside this file, in order: each line goes once it is done, and whoever
# opens the workspace after a crash goes on with what is left. ``sealed`` is for the vault's key alone.
errand = Table(
    "errand",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act", String(20), nullable=False),
    Column("mark", String(16), nullable=False, default=""),
    Column("other", String(16), nullable=False, default=""),
    Column("kind", String(20), nullable=False, default=""),
    Column("sealed", LargeBinary),
    Column("path", Text, nullable=False, default=""),
    Column("by", String(200), nullable=False),
    # A number that was struck off is never given again: somebody else may be about to strike it off.
    sqlite_autoincrement=True,
)

# Backups that were made, so that who leaves later is taken out of them too.
copy = Table(
    "copy",
    metadata,
    Column("path", String(400), primary_key=True),
    Column("at", DateTime, nullable=False),
)

# Other keyed tokens of somebody who came twice and was found to be one person.
alias = Table(
    "alias",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), nullable=False, index=True),
)

# Keyed tokens of people who withdrew: a later import of the same export must not bring them back.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("token", String(64), primary_key=True),
)

submission = Table(
    "submission",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("consultation", String(80), nullable=False, index=True),
    Column("question", String(40), nullable=False, default=""),
    Column("prompt", Text, nullable=False, default=""),
    Column("words", Text, nullable=False),
    Column("verbatim", Boolean, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("said_on", Date),
    Column("written_by", String(200), nullable=False, default=""),
    Column("batch", String(16), nullable=False, default=""),
    Column("token", String(64), nullable=False, index=True),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("stand_in", String(80), nullable=False),
    Column("decision", String(20), nullable=False, default=""),
    Column("by", String(200), nullable=False, default=""),
)

# A new version is a new row; the old one stays for the codings that point at it.
contribution = Table(
    "contribution",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

concern = Table(
    "concern",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False),
    Column("note", Text, nullable=False),
    Column("raised", Date),
    Column("lead", String(200), nullable=False, default=""),
    Column("due", Date),
    Column("outcome", Text, nullable=False, default=""),
)

code = Table(
    "code",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("include", Text, nullable=False, default="[]"),
    Column("exclude", Text, nullable=False, default=""),
    Column("example", Text, nullable=False, default=""),
    Column("parent", String(80), nullable=False, default=""),
    Column("statement", Text, nullable=False, default=""),
    Column("questions", Text, nullable=False, default="[]"),
    Column("retired", Boolean, nullable=False, default=False, server_default="0"),
    Column("issues", Text, nullable=False, default="[]", server_default="[]"),
)

coding = Table(
    "coding",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("contribution", String(16), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(80), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("snippet", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("position", String(20), nullable=False),
    Column("matched", Text, nullable=False, default="[]"),
    Column("by", String(200), nullable=False, default=""),
    Column("at", DateTime),
    UniqueConstraint("contribution", "version", "code", "start", "end"),
)

theme_decision = Table(
    "theme_decision",
    metadata,
    Column("consultation", String(80), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("decision", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("consultation", String(80), primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("confirmed", Boolean, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("consultation", String(80), primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("not_answered", Text, nullable=False, default=""),
    Column("pieces", Text, nullable=False, default="[]"),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("consultation", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("path", String(400), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("manifest", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("approved_by", String(200), nullable=False, default=""),
    Column("approved_at", DateTime),
    Column("sent_at", DateTime),
    Column("route", String(200), nullable=False, default=""),
    Column("sent_digest", String(64), nullable=False, default="", server_default=""),
)

# Whose words a draft rests on: what a withdrawal has to reach.
draft_person = Table(
    "draft_person",
    metadata,
    Column("draft", String(120), ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
)

comment = Table(
    "comment",
    metadata,
    Column("draft", String(120), primary_key=True),
    Column("source", String(64), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("author", String(200), nullable=False, default=""),
    Column("on", String(40), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("anchored", Text, nullable=False, default=""),
    Column("section", Text, nullable=False, default=""),
    Column("thread", String(40), nullable=False, default=""),
    Column("parent", String(40), nullable=False, default=""),
    Column("resolved", Boolean, nullable=False, default=False),
    Column("decision", String(20), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("by", String(200), nullable=False, default=""),
    Column("anchor", String(80), nullable=False, default="", server_default=""),
    Column("paragraph", Text, nullable=False, default="", server_default=""),
)

outcome = Table(
    "outcome",
    metadata,
    Column("ask", String(80), primary_key=True),
    Column("consultation", String(80), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("document", Text, nullable=False, default=""),
    Column("page", String(40), nullable=False, default=""),
    Column("quotation", Text, nullable=False, default=""),
    Column("decided_on", Date),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

plan_item = Table(
    "plan_item",
    metadata,
    Column("consultation", String(80), primary_key=True),
    Column("section", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("answer", Text, nullable=False, default=""),
    Column("owner", String(200), nullable=False, default=""),
    Column("cover", String(200), nullable=False, default=""),
    Column("due", Date),
    Column("ask_again", Date),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)
