"""Where visitors are received: forms and invitations, and each visit from its first word to its last.

The page of widgets, the light page and the form in JupyterLab all talk to a ``VisitDesk``. What
comes from a browser is checked here against the questions; nothing of it is trusted.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from consultwork.errors import UnknownRef
from consultwork.journey import gather
from consultwork.journey.form_words import About
from consultwork.kinds import Kind
from consultwork.store import invitations, visits
from consultwork.store.invitations import Invitation
from consultwork.workbench.gather.feedback import feedback
from consultwork.workbench.gather.gather_desk import GatherDesk
from consultwork.workbench.gather.paper import about
from consultwork.workbench.visitors.tries import Tries
from consultwork.workbench.visitors.visits import FormPreview, VisitDesk

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def _step_name(step: str) -> str:
    kind, _, n = step.partition(":")
    return f"question {int(n) + 1}" if kind in ("q", "note") and n.isdecimal() else kind


class InvitationsDesk:
    """The desk at which visitors are received.

    Args:
        session: the workspace that is open, and who acts.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.tries = Tries()

    def about(self, consultation: str) -> About:
        """What is said around the questions of a form."""
        return about(self._session, consultation)

    def layout(self, consultation: str) -> gather.Layout:
        """How an officer laid the form out; as the consultation has it when nobody did."""
        with self._session.store.read() as connection:
            return invitations.layout(connection, consultation)

    def lay_out(self, consultation: str, layout: gather.Layout) -> None:
        """Change order, wording and notes of a form, or which questions it asks.

        Raises:
            Refused: a number in it is no question of the consultation, or no question is left.
        """
        session = self._session
        gather.check_layout(session.consultation(consultation), layout)
        with session.store.write(session.by, "lay out a form", consultation) as w:
            invitations.put_layout(w, consultation, layout, by=session.by)

    def is_open(self, consultation: str) -> bool:
        """Whether the form takes answers now."""
        with self._session.store.read() as connection:
            return invitations.is_open(connection, consultation)

    def set_open(self, consultation: str, now_open: bool) -> None:
        """Open or close a form. What is half-written stays, and can be finished by who has the four words."""
        session = self._session
        session.consultation(consultation)
        with session.store.write(session.by, "open a form" if now_open else "close a form", consultation) as w:
            invitations.set_open(w, consultation, now_open, by=session.by)

    def invite(self, consultation: str, label: str = "", *, most: int = 0) -> Invitation:
        """A new link to a form.

        Args:
            label: what the link is for: "the Tuesday workshop". Never a person's name.
            most: how many people may begin with it; 0 for any number, 1 for one person.
        """
        session = self._session
        session.consultation(consultation)
        token = secrets.token_urlsafe(12)
        with session.store.write(session.by, "make an invitation", consultation) as w:
            return invitations.add(w, consultation, " ".join(label.split())[:200], token, most, by=session.by)

    def standing_invitation(self, consultation: str) -> Invitation:
        """The link that ``consultwork serve`` prints: the open one without a label, made when there is none."""
        with self._session.store.read() as connection:
            found = [i for i in invitations.of(connection, consultation) if not (i.closed or i.label or i.most)]
        return found[0] if found else self.invite(consultation)

    def invitations(self, consultation: str = "") -> tuple[Invitation, ...]:
        """Every link that was made, the newest last."""
        with self._session.store.read() as connection:
            return invitations.of(connection, consultation)

    def close_invitation(self, ref: str) -> None:
        """Let a link open nothing any more. Who is writing already may finish."""
        session = self._session
        if ref not in {i.ref for i in self.invitations()}:
            raise UnknownRef(Kind.NO_INVITATION, ref=ref)
        with session.store.write(session.by, "close an invitation", ref) as w:
            invitations.close(w, ref)

    def invited_by(self, token: str) -> Invitation | None:
        """The open invitation with this token."""
        with self._session.store.read() as connection:
            found = invitations.by_token(connection, token)
        return found if found is not None and not found.closed else None

    def at(self, consultation: str, invitation: str = "", cookie: str = "", typed_by: str = "") -> VisitDesk:
        """The visit of an open page, or one that has not begun."""
        opened = None
        if cookie:
            with self._session.store.read() as connection:
                opened = visits.by_cookie(connection, cookie)
        if opened is not None:
            consultation = opened.consultation
        return VisitDesk(self._session, self.tries, consultation, invitation, cookie, opened, typed_by)

    def rehearsal(self, consultation: str) -> FormPreview:
        """The form to look at, which keeps nothing."""
        return FormPreview(GatherDesk(self._session).pages(consultation), self.about(consultation))

    def overview(self) -> pd.DataFrame:
        """How many began, sent and stopped, and where. Never a word of what is half-written.

        Columns: consultation, demo, began, sent, writing, stopped_at (the page at which most stopped).
        """
        with self._session.store.read() as connection:
            frame = pd.DataFrame(visits.overview(connection))
        columns = ["consultation", "demo", "began", "sent", "writing", "stopped_at"]
        if frame.empty:
            return pd.DataFrame(columns=columns)
        rows = []
        for (consultation, demo), group in frame.groupby(["consultation", "demo"]):
            unsent = group[group["state"] != visits.SENT]
            steps = unsent["step"].str.removesuffix("~").value_counts()
            at = ", ".join(f"{_step_name(str(step))}: {n}" for step, n in steps.items())
            rows.append((consultation, demo, len(group), int((group["state"] == visits.SENT).sum()), len(unsent), at))
        return pd.DataFrame(rows, columns=columns)

    def delete_demo(self) -> int:
        """Delete everything that was written while the form ran as a demonstration. Returns how many visits."""
        session = self._session
        with session.store.write(session.by, "delete demonstration answers", amount=0) as w:
            w.amount = visits.forget_demo(w.connection)
        session.store.compact()
        return w.amount

    def delete_old(self) -> int:
        """Delete what was never sent, once its days are over. Returns how many visits."""
        session = self._session
        before = session.clock() - timedelta(days=session.settings.form.unsent_days)
        with session.store.write_unlogged() as connection:
            gone = visits.forget_old(connection, before)
        if gone:
            session.store.compact()
        return gone

    def feedback(self, consultation: str = "") -> pd.DataFrame:
        """How it was to fill the form in. Columns: consultation, heard, safe, control, skills, words."""
        return feedback(self._session, consultation)


__all__ = ["Invitation", "InvitationsDesk"]
