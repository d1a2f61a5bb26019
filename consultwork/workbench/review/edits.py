"""The part of the desk for what reviewers changed: found, decided on, and kept when a draft is made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from consultwork import frames
from consultwork.blocks import Document, Heading, Paragraph
from consultwork.errors import Refused, UnknownRef
from consultwork.journey import edits
from consultwork.journey import wording as kept_words
from consultwork.kinds import Kind, Waiting
from consultwork.model import Blocker, DocumentKind, Edit, Guard, KeptWording, RevisionSpan, SentParagraph
from consultwork.ooxml import read_manifest, read_stretches
from consultwork.ooxml.manifest import text_digest
from consultwork.store import reviewing
from consultwork.store.writing import DraftRecord
from consultwork.workbench.respond import kept_wording
from consultwork.workbench.respond.kept_wording import GUARDS, NAMING, without_names
from consultwork.workbench.respond.respond_desk import RespondDesk
from consultwork.workbench.review import records

if TYPE_CHECKING:
    from consultwork.workbench.session import Session

DECISIONS = ("accept", "reject", "discuss")


@dataclass(frozen=True)
class MergedEdit:
    """One edit as it stands in the merged list of all copies that came back.

    ``copies`` are (source, id) of the same edit in each copy, ``authors`` everybody who made it.
    """

    edit: Edit
    copies: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    decision: str = ""
    reason: str = ""
    by: str = ""


class EditsDesk:
    """What reviewers changed, and what we made of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def found_in(self, path: Path, record: DraftRecord) -> tuple[Edit, ...]:
        """Everything that a returned file changes in the draft that went out, tracked or not."""
        stretches = without_names(read_stretches(path))
        carried = read_manifest(path)
        with self._session.store.read() as connection:
            out = reviewing.handed_out(connection, record.id)
        sent = _went_out(out, stretches, carried.key if carried else "")
        guards = [Guard(*g) for g in record.manifest.get(GUARDS, ())]
        if sent is not None:
            return edits.edits(sent, stretches, guards)
        # Made elsewhere: of its words only digests are known, by the manifest that it carries itself.
        return _by_digest(stretches, carried.digests if carried else {}, guards)

    def of(self, draft: str) -> tuple[MergedEdit, ...]:
        """The edits of every copy of a draft that came back, as one list: the same edit stands there once."""
        with self._session.store.read() as connection:
            rows = reviewing.edits(connection, draft)
        together: dict[tuple[str, str, str, bool], list[dict[str, Any]]] = {}
        for row in rows:
            together.setdefault((row["anchor"], row["before"], row["after"], row["tracked"]), []).append(row)
        found = []
        for same in together.values():
            first = next((r for r in same if r["decision"]), same[0])
            authors = dict.fromkeys(a for r in same for a in r["author"].split(", ") if a)
            copies = tuple((r["source"], r["id"]) for r in same)
            edit = reviewing.as_edit(first)
            found.append(MergedEdit(edit, copies, tuple(authors), first["decision"], first["reason"], first["by"]))
        # What touches data first; then all that concerns one paragraph together.
        order = {anchor: n for n, anchor in enumerate(dict.fromkeys(s.edit.anchor for s in found))}
        found.sort(key=lambda s: (not s.edit.touches, order[s.edit.anchor]))
        return tuple(found)

    def table(self, draft: str) -> pd.DataFrame:
        """The same list as a table.

        Columns: those of ``frames.edit_frame``, then decision, reason, decided by.
        """
        found = self.of(draft)
        made = frames.edit_frame(replace(s.edit, author=", ".join(s.authors)) for s in found)
        return made.assign(
            decision=[s.decision for s in found], reason=[s.reason for s in found], **{"decided by": [s.by for s in found]}
        )  # fmt: skip

    def undecided(self, draft: str) -> int:
        """How many edits of a draft wait for an answer."""
        return sum(not s.decision for s in self.of(draft))

    def decide(
        self, draft: str, suggested: MergedEdit, decision: str, reason: str = "", words: str | None = None
    ) -> str:
        """Answer an edit. An accepted one stands from the next making of the document on.

        Args:
            draft: the draft's id.
            suggested: the edit, from ``of``.
            decision: accept, reject or discuss.
            reason: why, in a few words.
            words: the paragraph in other words than the reviewer's, where both are to be joined.

        Returns:
            What has to be done by hand, or "".

        Raises:
            Refused: the edit changes somebody's own words or a number of the data, or the same words
                were changed otherwise already.
        """
        session = self._session
        if decision not in DECISIONS:
            raise Refused(Kind.NO_ANSWER_TO_AN_EDIT, decision=decision)
        record = self._record(draft)
        kept, todo = (self._kept(record, suggested.edit, words) if decision == "accept" else None), ""
        if decision == "accept" and kept is None:
            todo = _BY_HAND
        with session.store.write(session.by, f"answer an edit: {decision}", draft) as w:
            if kept is not None:
                reviewing.put_wording(w, kept, at=session.clock())
            for source, ident in suggested.copies:
                reviewing.decide_edit(w, draft, source, ident, decision=decision, reason=reason, by=session.by)
        return todo

    def wording(self, consultation: str, kind: DocumentKind | str) -> tuple[KeptWording, ...]:
        """The wording that was accepted for a document."""
        return kept_wording.wording(self._session, consultation, kind)

    def keep(self, document: Document, consultation: str, kind: DocumentKind | str) -> kept_words.KeptDocument:
        """A document with the wording that was accepted for it."""
        return kept_wording.keep(self._session, document, consultation, kind)

    def waiting(self, consultation: str, kind: DocumentKind | str) -> kept_words.KeptDocument:
        """What a person has to decide: where data and accepted wording changed the same paragraph."""
        generated, _, _ = RespondDesk(self._session).generated(consultation, DocumentKind(kind))
        return self.keep(generated, consultation, kind)

    def settle(self, consultation: str, kind: DocumentKind | str, anchor: str, words: str) -> None:
        """Decide what a paragraph says where the data and the accepted wording both changed it.

        Args:
            words: what it is to say now; "" for what the data make of it.

        Raises:
            UnknownRef: no wording was accepted for that paragraph.
            Refused: the words leave out a number that the data give.
        """
        session, kind = self._session, DocumentKind(kind)
        kept = next((k for k in self.wording(consultation, kind) if k.anchor == anchor), None)
        if kept is None:
            raise UnknownRef(Kind.NO_WORDING_WAS_ACCEPTED_FOR_PARAGRAPH)
        block = kept_words.blocks_by_bookmark(RespondDesk(session).generated(consultation, kind)[0]).get(anchor)
        now = kept_words.plain_text(block) if block is not None else ""
        why = kept_words.may_keep(block, words) if block is not None and words.strip() else ""
        if why:
            raise Refused(Kind.WORDING_BREAKS_DATA, why=why)
        with session.store.write(session.by, "decide between data and accepted wording") as w:
            if words.strip() and block is not None:
                settled = replace(kept, base=now, words=words.strip(), by=session.by)
                reviewing.put_wording(w, settled, at=session.clock())
            else:
                reviewing.drop_wording(w, consultation, str(kind), anchor)

    def blockers(self, record: DraftRecord) -> tuple[Blocker, ...]:
        """Why a draft may not be approved: edits that nobody answered, of it or of an earlier version of it."""
        count = sum(self.undecided(d.id) for d in records.versions(self._session, record))
        return (Blocker.of("review", record.id, Waiting.EDITS_WAIT, count=count),) if count else ()

    def _record(self, draft: str) -> DraftRecord:
        record = records.record(self._session, draft)
        if record is None:
            raise UnknownRef(Kind.NO_DRAFT, draft=draft)
        return record

    def _kept(self, record: DraftRecord, edit: Edit, words: str | None) -> KeptWording | None:
        """The wording that an accepted edit leaves, or None where it has to be done by hand."""
        if edit.touches == "quote":
            raise Refused(Kind.EDIT_CHANGES_A_QUOTE, evidence=edit.evidence)
        kind = DocumentKind(record.kind)
        earlier = next((k for k in self.wording(record.consultation, kind) if k.anchor == edit.anchor), None)
        if edit.anchor.startswith("+"):
            added = (words if words is not None else edit.after).strip()
            more = f"{earlier.words}\n{added}" if earlier and added not in earlier.words else added
            return KeptWording(record.consultation, record.kind, edit.anchor, "", more, self._session.by)
        blocks = kept_words.blocks_by_bookmark(RespondDesk(self._session).generated(record.consultation, kind)[0])
        block = None if edit.anchor in NAMING else blocks.get(edit.anchor)
        if not isinstance(block, Paragraph | Heading):
            return None
        now = kept_words.plain_text(block)
        taken = words.strip() if words is not None else self._joined(edit, earlier.words if earlier else now)
        why = kept_words.may_keep(block, taken)
        if why:
            raise Refused(Kind.EDIT_BREAKS_DATA, why=why)
        return KeptWording(record.consultation, record.kind, edit.anchor, now, taken, self._session.by)

    def _joined(self, edit: Edit, standing: str) -> str:
        before, after = (" ".join(x.split()) if "\n" not in x else x for x in (edit.before, edit.after))
        if standing == before:
            return after
        joined = edits.merged(before, after, standing)
        if joined is None:
            raise Refused(Kind.WORDS_WERE_CHANGED_OTHERWISE, standing=standing)
        return joined


_BY_HAND = "Accepted. It stands in a list, a table or somewhere of your own: change it there by hand."


def _went_out(
    out: Sequence[reviewing.OutgoingCopy], stretches: Sequence[RevisionSpan], key: str
) -> tuple[SentParagraph, ...] | None:
    """The very copy that a returned file was made from: by its key, else the one it differs from least."""
    known = [h for h in out if h.purpose != reviewing.TO_SEND and (not key or h.key == key)]
    if not known:
        return None
    back = {text for s in stretches for text in s.before}
    return max(known, key=lambda h: (-len({p.text for p in h.paragraphs} ^ back), h.at)).paragraphs


def _by_digest(
    stretches: Sequence[RevisionSpan], digests: Mapping[str, str], guards: Sequence[Guard]
) -> tuple[Edit, ...]:
    sent = []
    for s in stretches:
        known = digests.get(s.anchor, "")
        changed = known and text_digest(" ".join(s.before)) != known
        sent += [
            SentParagraph("(its words are not known here)" if changed else x, s.anchor, s.section, s.place)
            for x in s.before
        ]
    return edits.edits(sent, stretches, guards)
