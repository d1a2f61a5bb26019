"""The part of the desk for changes of the codebook. Each is kept with its reason, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused, UnknownRef
from consultwork.journey import codebook as core
from consultwork.journey.codebook import Likeness
from consultwork.kinds import Kind
from consultwork.model import Code, CodeChange, Coding
from consultwork.store import codebook as store
from consultwork.store import themes
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class CodebookDesk:
    """The codebook and its history."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codebook, in its own order, retired codes too."""
        with self._session.store.read() as connection:
            return themes.codes(connection)

    @property
    def history(self) -> tuple[CodeChange, ...]:
        """Every change, the oldest first."""
        with self._session.store.read() as connection:
            return store.changes(connection)

    def told(self) -> list[str]:
        """Every change in a sentence, the oldest first."""
        return [told(c) for c in self.history]

    def add(self, name: str, *, reason: str, description: str = "", example: str = "", parent: str = "") -> Code:
        """Add a code. Returns it.

        Raises:
            Refused: no name, a name that is there already, or no reason.
        """
        book = self.codes
        code = Code(core.new_id(name, book), name.strip(), description.strip(), example=example, parent=parent)
        self._change("add", code.id, book, core.put(book, code), reason)
        return code

    def rename(self, code: str, name: str, *, reason: str) -> None:
        """Give a code another name. Its id, and all that is coded with it, stay."""
        book = self.codes
        old = core.code_of(book, code)
        core.new_id(name, [c for c in book if c.id != code])
        self._change("rename", code, book, core.put(book, replace(old, name=name.strip())), reason)

    def define(self, code: str, *, reason: str, **changed: Any) -> None:
        """Change what a code says: description, include, exclude, statement, questions.

        Raises:
            Refused: anything else was to be changed.
        """
        book = self.codes
        allowed = {"description", "include", "exclude", "statement", "questions", "example", "issues"}
        if not set(changed) <= allowed:
            raise Refused(Kind.FIELD_CANNOT_BE_CHANGED, allowed=", ".join(sorted(set(changed) - allowed)))
        lists: dict[str, Any] = {
            k: tuple(v) if k in ("include", "questions", "issues") else v for k, v in changed.items()
        }
        self._change("define", code, book, core.put(book, replace(core.code_of(book, code), **lists)), reason)

    def move(self, code: str, parent: str, *, reason: str) -> None:
        """Put a code under another, or under none with ""."""
        book = self.codes
        self._change("move", code, book, core.put(book, replace(core.code_of(book, code), parent=parent)), reason)

    def retire(self, code: str, *, reason: str, back: bool = False) -> None:
        """Take a code out of use, or ``back`` into it. What was coded with it stays and is counted."""
        book = self.codes
        made = core.put(book, replace(core.code_of(book, code), retired=not back))
        self._change("bring back" if back else "retire", code, book, made, reason)

    def merge(self, codes: Iterable[str], into: str, *, reason: str) -> tuple[int, int]:
        """Make several codes one. What each coding was before is kept.

        Returns:
            How many codings have the other code now, and how many of them fell together with one
            that was on the same words.
        """
        book = self.codes
        gone = [code for code in dict.fromkeys(codes) if code != into]
        if not gone:
            raise Refused(Kind.NOTHING_TO_MERGE)
        for c in (*gone, into):
            core.code_of(book, c)
        moving = {k.ref: into for k in self._codings() if k.code in gone}
        return self._change("merge", into, book, core.without(book, gone, into), reason, moving, gone)

    def split(self, code: str, parts: Mapping[str, Sequence[str]], *, reason: str) -> tuple[Code, ...]:
        """Make new codes of a part of an old one.

        Args:
            code: the old one. It stays, with the codings that are in no part.
            parts: the name of each new code -> the refs of the codings that go to it.

        Returns:
            The new codes.
        """
        book = self.codes
        old = core.code_of(book, code)
        grown, moving = book, {}
        codes: list[Code] = []
        there = {k.ref for k in self._codings() if k.code == code}
        for name, refs in parts.items():
            fresh = Code(core.new_id(name, grown), name.strip(), parent=old.parent, questions=old.questions)
            grown = core.put(grown, fresh, codes[-1].id if codes else code)
            codes.append(fresh)
            for ref in refs:
                if ref not in there:
                    raise UnknownRef(Kind.NO_CODING_OF_THIS_CODE, ref=ref, old=old.name)
                moving[ref] = fresh.id
        if not codes:
            raise Refused(Kind.NO_NEW_CODE_TO_SPLIT_INTO)
        self._change("split", code, book, grown, reason, moving)
        return tuple(codes)

    def take_back(self) -> CodeChange:
        """Take the last change back, with what it did to the codings. It stays in the history, as does this.

        Raises:
            Refused: nothing was changed yet, or what was changed last cannot be taken back.
        """
        done = [c for c in self.history if c.act != "take back"]
        back = {int(c.reason.rpartition(" ")[2]) for c in self.history if c.act == "take back"}
        left = [c for c in done if c.id not in back]
        if not left:
            raise Refused(Kind.NO_CODEBOOK_CHANGE_TO_TAKE_BACK)
        last = left[-1]
        session, book = self._session, self.codes
        restored = [code for code in book if code.id not in {x.id for x in last.after}]
        at = next((n for n, c in enumerate(book) if c.id in {x.id for x in last.after}), len(book))
        made = (*restored[:at], *last.before, *restored[at:])
        with session.store.write(session.by, "take back a change of the codebook") as w:
            themes.put_codes(w, made)
            for row in store.was_before(w.connection, last.id):
                store.restore(w, row)
            store.note_change(
                w, "take back", last.code, last.after, last.before, reason=f"takes back change {last.id}",
                by=session.by, at=session.clock(),
            )  # fmt: skip
        return last

    def passages(self, code: str) -> tuple[Coding, ...]:
        """The codings of one code, accepted ones first."""
        order = ("accepted", "suggested", "rejected")
        found = [k for k in self._codings() if k.code == code]
        return tuple(sorted(found, key=lambda k: (order.index(k.state.value), k.ref)))

    def was(self, coding: str) -> tuple[dict[str, Any], ...]:
        """What a coding was before changes of the codebook, the oldest first."""
        with self._session.store.read() as connection:
            return store.was(connection, coding)

    def alike(self) -> tuple[Likeness, ...]:
        """Codes that may be one, and why. Nothing is merged by itself."""
        s = self._session.snapshot()
        return core.likenesses(s.codes, s.codings, s.contributions)

    def _codings(self) -> tuple[Coding, ...]:
        with self._session.store.read() as connection:
            return themes.codings(connection)

    def _change(
        self, act: str, code: str, book: Sequence[Code], made: Sequence[Code], reason: str,
        moving: Mapping[str, str] | None = None, gone: Sequence[str] = (),
    ) -> tuple[int, int]:  # fmt: skip
        if not reason.strip():
            raise Refused(Kind.CODEBOOK_CHANGE_NEEDS_REASON)
        before, after = {code.id: code for code in book}, {c.id: c for c in made}
        changed = [k for k in {**before, **after} if before.get(k) != after.get(k)]
        session = self._session
        with session.store.write(session.by, f"{act} a code", amount=max(1, len(changed))) as w:
            if themes.codes(w.connection) != tuple(book):
                raise Refused(Kind.CODEBOOK_CHANGED_MEANWHILE)
            themes.put_codes(w, made)
            old, new = ([x[k] for k in changed if k in x] for x in (before, after))
            number = store.note_change(w, act, code, old, new, reason=reason.strip(), by=session.by, at=session.clock())
            counted = (0, 0)
            if moving:
                chosen = [k for k in themes.codings(w.connection) if k.ref in moving]
                counted = store.recode(w, chosen, moving, number)
            for c in gone:
                store.rename_everywhere(w, c, code)
        return counted


def told(change: CodeChange) -> str:
    """One change in a sentence, for the history."""
    names = {c.id: c.name for c in (*change.after, *change.before)}
    what = names.get(change.code, change.code)
    day = f"{change.at:%Y-%m-%d}" if change.at else ""
    also = [c.name for c in change.before if c.id not in {x.id for x in change.after}]
    more = f" (with {len(also)} {plural(len(also), 'code')} more: {', '.join(also)})" if change.act == "merge" else ""
    return f"{day} {change.by}: {change.act} “{what}”{more}. {change.reason}"
