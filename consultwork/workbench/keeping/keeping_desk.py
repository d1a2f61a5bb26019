"""The part of the desk for the record of acts, backup, restore and undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from consultwork import frames
from consultwork.errors import Refused
from consultwork.kinds import Kind, Waiting
from consultwork.model import Blocker
from consultwork.store import outbox, words
from consultwork.store.keeping import last_copy, note_copy, withdrawn_tokens
from consultwork.store.withdrawal import forget_drafts
from consultwork.text import sentence_start
from consultwork.workbench import backups
from consultwork.workbench.acts import changing
from consultwork.workbench.keeping import governance, retention
from consultwork.workbench.keeping.retention import DeletionDue
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.withdrawal import as_made

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class UndoReport(NamedTuple):
    """What an undo took out: what it was, how many answers, and paths of documents that rest on them."""

    what: str
    answers: int
    deleted: tuple[str, ...]
    changed: tuple[str, ...]
    sent: tuple[str, ...]


class KeepingDesk:
    """Who did what, and how nothing gets lost.

    Args:
        stages: tells why each stage cannot go on, for the handover page.
    """

    def __init__(self, session: Session, stages: Callable[[], Mapping[str, tuple[Blocker, ...]]]) -> None:
        self._session, self._stages = session, stages

    def audit(self) -> pd.DataFrame:
        """Every act on record, oldest first. Columns: at, by, act, amount, intact.

        A line that was changed, and every line after one that was taken out, is not intact.
        """
        return frames.act_frame(self._session.store.events())

    def undo(self) -> UndoReport:
        """Take the last import or batch out again, with all that was made of it.

        Documents that rest on it are deleted; those that somebody changed by hand are listed.

        Raises:
            Refused: nothing has come in.
        """
        session = self._session
        with session.store.read() as connection:
            last = words.last_batch(connection)
        if last is None:
            raise Refused(Kind.NOTHING_TO_UNDO)
        ref, what = str(last["ref"]), str(last["what"])
        with session.store.write(session.by, "undo the last batch", ref) as w:
            spoke = words.people_of_batch(w.connection, ref)
            before = words.refs(w.connection)
            stale, changed, sent = forget_drafts(w, spoke, lambda path, digest: as_made(session.root / path, digest))
            w.amount = words.undo_batch(w, ref)
            outbox.take_out_of_vault(w, before - words.refs(w.connection), by=session.by)
            for path in stale:
                outbox.put(w, outbox.DELETE, by=session.by, path=path)
            outbox.put(w, outbox.COMPACT, by=session.by)
        run_outbox(session)
        return UndoReport(what, w.amount or 0, stale, changed, sent)

    def backup(self, path: Path) -> Path:
        """Write the whole workspace to one encrypted file: the databases as they are now, and everything edited.

        The vault's passphrase opens it, or its two holders together. It is noted where the file lies,
        so that who takes their words back later is taken out of it too.

        Raises:
            Refused: the file is there already.
            StoreError: there is no vault.
        """
        session = self._session

        with session.store.read() as connection:
            before = set(withdrawn_tokens(connection))

        def keep(made: Path) -> None:
            with changing(session, "back up") as (w, files):
                note_copy(w, str(path.resolve()))
                files.place(made, path, beside=True)
                if set(withdrawn_tokens(w.connection)) - before:  # somebody left while it was written
                    outbox.put(w, outbox.BACKUP, by=session.by, path=str(path.resolve()))

        return backups.write(session, path, keep)

    def retention(self) -> pd.DataFrame:
        """Dates of deletion. Columns: what, consultation, delete from, how many, state (due or later)."""
        return retention.table(self._session)

    def delete_due(self, confirmed_by: str) -> tuple[DeletionDue, ...]:
        """Delete what is kept too long: a named person confirms it. Returns what went."""
        return retention.delete_due(self._session, confirmed_by)

    def dpia(self) -> Path:
        """Write a draft of a data protection impact assessment, in Word. Returns the file."""
        return governance.dpia(self._session)

    def handover_page(self) -> Path:
        """Write a page for the officer who takes over, in Word. Returns the file."""
        return governance.handover(self._session, self.handover(), self._stages())

    def old_backup(self) -> Blocker | None:
        """What waits when the last backup is older than a week, or there is none; else None."""
        session = self._session
        with session.store.read() as connection:
            last, anything = last_copy(connection), words.last_batch(connection)
        if anything is None or session.made_up:
            return None
        if last is None:
            return Blocker.of("safeguard", "handover", Waiting.NO_BACKUP)
        days = (session.clock() - last).days
        return Blocker.of("safeguard", "handover", Waiting.BACKUP_IS_OLD, days=days) if days > 7 else None

    def reminder(self) -> str:
        """A sentence when the last backup is older than a week, else nothing."""
        old = self.old_backup()
        return sentence_start(old.sentence) if old else ""

    def handover(self) -> tuple[Blocker, ...]:
        """What has to be settled before this workspace goes to somebody else."""
        session = self._session
        findings = []
        if not session.vault.there:
            findings.append(Blocker.of("safeguard", "handover", Waiting.VAULT_IS_MISSING))
        elif len(session.vault.vault.holders) != 2:
            findings.append(Blocker.of("safeguard", "handover", Waiting.VAULT_HAS_NO_HOLDERS))
        if old := self.old_backup():
            findings.append(old)
        if left := run_outbox(session):
            findings.append(Blocker.of("safeguard", "handover", Waiting.WORDS_OF_LEAVERS_REMAIN, count=left))
        return tuple(findings)
