"""What reviewers said: comments question by question, an answer to each, approval, and sending."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.review.changes import ChangesPart, GivePart
from consultwork.forms.review.review_screen import ReviewScreen
from consultwork.kinds import Kind
from consultwork.text import as_date, plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


ANSWERS = {"Not decided": "", "Accept it": "accept", "Leave it as it is": "reject", "Talk about it": "discuss"}
PARTS = ("Give it out", "Comments", "Changes", "Approve and send")


class CommentsDesk(ReviewScreen):
    """A draft goes out and comes back: comments and changes with our answer to each; then approval.

    Args:
        bench: the workbench.
    """

    def __init__(self, bench: Workbench) -> None:
        super().__init__("What reviewers said", bench)
        self.parts = look.Steps(names=list(PARTS))
        self.path = look.line("The file that came back", hint="for example: response with comments.docx")
        self.file = look.upload("Or choose a file from this computer", ".docx")
        self.read = self.button("Read its comments", self._read, "main")
        self.save = self.button("Save these answers", self._save, "main")
        self.rows: list[tuple[Mapping[str, Any], Any, Any]] = []
        self.check = self.button("Check it", self._check)
        self.by = look.line("Approved by")
        self.approve = self.button("Approve it as it is now", self._approve, "main")
        self.route = look.line("How was it sent?", hint="for example: by e-mail to the consultation’s address")
        self.send = self.button("Note that it was sent", self._send)
        self.findings = look.TextView()
        self.changes = ChangesPart(self)
        self.give = GivePart(self, self._file)
        self._inside = look.column()
        self.body.children = [self.parts, self._inside]
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self.on_change(self.draft, lambda _: self._moved())
        self.show()

    def show(self) -> None:
        """The part that is chosen, as it is now."""
        self._table = self.bench.review.drafts()
        options = [(f"{r['draft']} ({r['state']})", r["draft"]) for r in self._records()]
        if list(self.draft.options) != (options or [("", "")]):
            kept = self.draft.value
            self.draft.options = options or [("", "")]
            if kept in {k for _, k in options}:
                self.draft.value = kept
        if not options:
            self._inside.children = [look.view(look.text("There is no document yet. Make one in 06_respond."))]
        elif PARTS[self.parts.current] == "Give it out":
            self._inside.children = [self.draft, *self.give.show()]
        elif PARTS[self.parts.current] == "Comments":
            self._comments()
        elif PARTS[self.parts.current] == "Changes":
            self._inside.children = [self.draft, *self.changes.show(str(self.draft.value))]
        else:
            self._approval()

    def _moved(self) -> None:
        self.problem.show()
        self.status.show()
        self.findings.show()
        self.show()

    def _records(self) -> list[dict[str, Any]]:
        return [{str(k): v for k, v in r.items()} for r in self._table.to_dict("records")]

    def _comments(self) -> None:
        found = [comment for comment in self.bench.review.comments(str(self.draft.value)) if not comment["parent"]]
        self.rows, cards, section = [], [], None
        for c in found:
            if c["section"] != section:
                section = c["section"]
                cards.append(look.view(look.heading(section or "At the beginning")))
            about = [
                look.text(f"{c['author']} said of these words:", "small"),
                look.text(c["anchored"] or "(none)", "quote"),
            ]
            done = [look.text("It is marked as done in the file.", "hint")] if c["resolved"] else []
            done += [look.text(f"Decided by {c['by']}.", "hint")] if c["decision"] and c["by"] else []
            answer = look.pick("Our answer", ANSWERS, c["decision"])
            reason = look.line("Why?", c["reason"] or "")
            self.rows.append((c, answer, reason))
            cards.append(look.card(look.view(*about, look.words(c["text"]), *done), look.row(answer, reason)))
        none = look.view(look.text("No comments on this document yet. Read the file that came back.", "hint"))
        self._inside.children = [
            look.card(self.path, self.file, self.read), self.draft, *(cards or [none]), *([self.save] if cards else []),
        ]  # fmt: skip

    def _read(self) -> None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = look.typed_path(str(self.path.value))
            given = look.uploaded(self.file)
            if path is None and given is None:
                raise Refused(Kind.NO_FILE_IS_CHOSEN)
            if path is None and given is not None:
                path = Path(folder) / given[0]
                path.write_bytes(given[1])
            assert path is not None
            returned, draft = self.bench.review.read(path)
        count, changed = len(returned.comments), len(returned.edits)
        if not draft:
            raise Refused(Kind.FILE_WAS_NOT_MADE_IN_WORKSPACE)
        self.show()
        self.draft.value = draft
        self.show()
        untracked = sum(not e.tracked for e in returned.edits)
        self.say(
            f"{count} {plural(count, 'comment')} read.",
            f"{changed} {plural(changed, 'paragraph')} changed. See the part “Changes”." if changed else "",
            f"{untracked} of them without being tracked." if untracked else "",
            *returned.unread,
        )

    def _save(self) -> None:
        n = 0
        for c, answer, reason in self.rows:
            if answer.value and (answer.value, str(reason.value)) != (c["decision"], c["reason"]):
                self.bench.review.decide(c["draft"], c["source"], c["id"], str(answer.value), str(reason.value).strip())
                n += 1
        self.show()
        self.say(f"{n} {plural(n, 'answer')} saved.")

    def _approval(self) -> None:
        header = ("Document", "State", "Version", "Approved by", "Sent", "Open comments", "Note")
        names = ("draft", "state", "version", "approved by", "sent", "open comments", "note")
        rows = [[str(r[x]) for x in names] for r in self._records()]
        given = [
            f"Version {a.version} was approved by {a.by} on {as_date(a.at.date())}."
            for a in self.bench.review.approvals(str(self.draft.value))
        ]
        self._inside.children = [
            look.view(look.table("Our documents", header, rows)), self.draft,
            *([look.view(look.bullets(given))] if given else []), self.check, self.findings,
            look.card(self.by, self.approve), look.card(self.route, self.send),
        ]  # fmt: skip

    def _file(self) -> Path:
        for r in self._records():
            if r["draft"] == self.draft.value:
                path = self.bench.root / str(r["path"])
                if not path.exists():
                    raise Refused(Kind.DOCUMENT_IS_NOT_WHERE_IT_WAS_MADE, where=path.name)
                return path
        raise Refused(Kind.NO_DOCUMENT_IS_CHOSEN)

    def _check(self) -> None:
        found = self.bench.review.check(self._file())
        self.findings.show(*([look.bullets(str(b) for b in found)] if found else []))
        count = len(found)
        self.say(f"The check found {count} {plural(count, 'thing')}." if count else "The check found nothing wrong.")

    def _approve(self) -> None:
        by = str(self.by.value).strip()
        if not by:
            raise Refused(Kind.APPROVER_IS_NOT_WRITTEN)
        self.bench.review.approve(self._file(), by)
        self.show()
        self.say(f"Approved by {by}. The document says so now.", "The copy to send is in the folder to-send.")

    def _send(self) -> None:
        route = str(self.route.value).strip()
        if not route:
            raise Refused(Kind.HOW_SENT_IS_NOT_WRITTEN)
        self.bench.review.send(self._file(), route)
        self.show()
        self.say("Noted. The program itself sends nothing.")
