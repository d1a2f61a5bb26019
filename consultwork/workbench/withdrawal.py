"""Somebody takes their words back: out of the database, the vault, the files, the backups."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.errors import UnknownRef
from consultwork.files.unread import UnreadFile
from consultwork.kinds import Kind
from consultwork.store import outbox, words
from consultwork.store.keeping import copies
from consultwork.store.traces import Traces, traces_of
from consultwork.store.withdrawal import WithdrawalReport, take_out
from consultwork.workbench import file_search as look
from consultwork.workbench.vault_access import WITHDRAWING

if TYPE_CHECKING:
    from consultwork.store import Writer
    from consultwork.workbench.session import Session

NOTES = "notes"  # the folder of notes to single people, named by pseudonym


def take_out_of_everything(session: Session, person: str, *, delete_found: bool = False) -> WithdrawalReport:
    """Take a person out of everything that is in our hands.

    The rows go in one transaction, which also writes down in the outbox what has to follow elsewhere:
    the vault, documents, notebook outputs, copies, backups. Whoever calls this empties the outbox
    before and after. A program that is killed in between goes on when the workspace is opened next.

    Args:
        delete_found: also delete files that other people made or changed and that hold their words.

    Raises:
        UnknownRef: there is no such person.
    """
    if person not in session.contributors():
        raise UnknownRef(Kind.NO_PERSON, person=person)
    known = _known_to_the_vault(session, person)
    with session.store.write(session.by, "withdraw a person", person) as w:
        answers = words.submissions_of(w.connection, person)
        traces = traces_of(w.connection, person).and_of(*known).without(session.public_words())
        gone = take_out(w, person, lambda path, digest: as_made(session.root / path, digest))
        outbox.take_out_of_vault(w, [person, *answers], by=session.by)
        gone = _files(session, w, gone, traces, delete_found=delete_found)
        outbox.put(w, outbox.COMPACT, by=session.by)
        for path in copies(w.connection):
            outbox.put(w, outbox.BACKUP, by=session.by, path=path)
    return gone


def as_made(path: Path, digest: str) -> bool:
    """Whether a document is still as we made it. One that is gone needs no look."""
    return not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() == digest


def databases(session: Session) -> set[Path]:
    """The databases and what SQLite lays beside them: they are cleaned as databases, not as files."""
    both = (session.store.path, session.vault.vault.path)
    return {p.with_name(p.name + end) for p in both for end in ("", "-wal", "-shm")}


def _known_to_the_vault(session: Session, person: str) -> tuple[list[str], list[str]]:
    """Their words as they came in, and what they are called, when the vault can be opened without asking."""
    if not session.vault.ready:
        return [], []
    opened = session.vault.open(WITHDRAWING)
    who = opened.identities().get(person)
    with session.store.read() as connection:
        answers = words.submissions_of(connection, person)
    originals = [opened.original(ref) or "" for ref in answers]
    return originals, [who.name, who.contact, who.credit_name] if who else []


def _sorted_out(
    session: Session, w: Writer, traces: Traces, leave: set[Path]
) -> tuple[list[str], list[str], list[UnreadFile]]:
    """Notebooks that are emptied, files that hold their words, and files that nobody could read."""
    emptied, found, unread = [], [], []
    for file in look.files_with(session.root, traces, leave):
        path, name = file.path, file.path.relative_to(session.root).as_posix()
        if file.unread:
            unread.append(UnreadFile(name, file.unread.why))
        elif ".ipynb_checkpoints" in path.parts:
            outbox.put(w, outbox.DELETE, by=session.by, path=name)
        elif look.is_notebook(path):
            outbox.put(w, outbox.EMPTY, by=session.by, path=name)
            emptied.append(name)
            if traces.stand_in(path.stem) or any(traces.stand_in(text) for text in look.written_in(path)):
                found.append(name)
        else:
            found.append(name)
    return emptied, found, unread


def _files(
    session: Session, w: Writer, gone: WithdrawalReport, traces: Traces, *, delete_found: bool
) -> WithdrawalReport:
    """Note what is to become of every file in which they stand."""
    root = session.root
    older = set(root.glob("*-before-version-*"))  # of the database or the vault: it holds everybody's words
    refs = [r for r in traces.refs if r.startswith("P-")]
    notes = [own for ref in refs for own in (session.out / NOTES).glob(f"{ref}.*")]  # what was written to them
    theirs = [*gone.stale, *(own.relative_to(root).as_posix() for own in notes), *sorted(one.name for one in older)]
    for path_of_theirs in theirs:
        outbox.put(w, outbox.DELETE, by=session.by, path=path_of_theirs)
    leave = databases(session) | older | _letterhead(session) | {root / p for p in (*gone.stale, *gone.sent)}
    backups = {Path(p) for p in copies(w.connection)}
    emptied, found, unread = _sorted_out(session, w, traces, leave | backups)
    held = dict.fromkeys((*gone.changed, *found))
    for name in held:
        if delete_found:
            outbox.put(w, outbox.DELETE, by=session.by, path=name)
        else:
            outbox.put(
                w, outbox.LOOK, by=session.by, path=name, other=_left_of(root / name, emptied=name in emptied)[:16]
            )
    changed = () if delete_found else tuple(held)
    went = tuple(dict.fromkeys((*gone.stale, *(held if delete_found else ()))))
    return replace(gone, stale=went, changed=changed, emptied=tuple(emptied), unread=tuple(unread))


def _letterhead(session: Session) -> set[Path]:
    """The organisation's own logo: a picture in which nobody's words stand."""
    logo = session.settings.organisation.logo
    return {session.root / logo} if logo else set()


def _left_of(path: Path, *, emptied: bool) -> str:
    """The digest of what a person has to look at: of a notebook that is emptied first, what is left of it."""
    if not path.exists():
        return ""
    return hashlib.sha256(look.emptied(path).encode() if emptied else path.read_bytes()).hexdigest()
