"""How does somebody go through a form: which page comes next, what stands on it, what is wrong with an answer?

One visit is a dictionary of values and the key of the page that it is at. The page of widgets, the
light page and the form in JupyterLab all show the sheets that this file makes, and ask it where to go.
Knows no pandas: a volunteer's page starts in a kernel of its own.

Keys of sheets: ``start``, ``code``, ``note:N`` and ``q:N`` (N counts from 0), ``permissions``,
``reach``, ``you``, ``check``, ``thanks``, ``how``; ``mine``, ``takeback`` and ``gone`` for somebody
who comes back after sending; ``later`` and ``help`` beside them. Those of ``member_checking_sheets`` show
what we wrote, to who may see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consultwork.journey import member_checking_sheets
from consultwork.journey.form_words import TextPart
from consultwork.journey.sheets import YES, Action, Sheet
from consultwork.journey.visit_answers import VisitAnswers
from consultwork.journey.visit_sheets import plain_sheet
from consultwork.model import Use


class Visit(VisitAnswers):
    """One person's way through a form: see ``VisitAnswers`` for what it holds."""

    # --- the way through --------------------------------------------------------------------------

    def order(self) -> list[str]:
        """The pages from first to last, as this person meets them."""
        keys = ["start", "code"]
        for n, q in enumerate(self.questions):
            keys += [f"note:{n}", f"q:{n}"] if q.note_before else [f"q:{n}"]
        keys.append("permissions")
        if self.allows(Use.CREDIT) or self.allows(Use.CONTACT):
            keys.append("reach")
        return [*keys, "you", "check", "thanks", "how"]

    def known(self, key: str) -> str:
        """A page that exists and may be shown now, for a key from anywhere."""
        bare = key.removesuffix("~")
        if self.sent:
            there = ("thanks", "how", "mine", "takeback", "gone", "help", "code", *self.draft.pages())
            return bare if bare in there else "mine"
        if bare in (*self.order()[:-2], "later", "help", "return", "takeback", "gone"):
            return key
        return "start"

    def after(self, key: str, action: str) -> str:
        """The page that an action leads to. Errors on a page keep one there: see ``problems``.

        A key that ends in ``~`` was opened from the check page, and leads back there.
        """
        bare, from_check = key.removesuffix("~"), key.endswith("~")
        if action.startswith("change:"):
            return self._to_change(action.removeprefix("change:"), key)
        if action in ("help", "later", "return", "takeback", "mine", "gone", "how", member_checking_sheets.START):
            return action
        if bare in self.draft.pages():
            return member_checking_sheets.after(self.draft, bare, action)
        if action == "send":
            return "thanks"
        if bare not in self.order() or (bare == "how" and action == "back"):
            return self._beside_the_way(bare, action, key)
        if action == "skip" and bare.startswith("note:"):
            return self._next(f"q:{bare.partition(':')[2]}", from_check)
        if action == "back":
            order = self.order()
            return "check" if from_check else order[max(0, order.index(bare) - 1)]
        return self._next(bare, from_check)

    def _to_change(self, target: str, key: str) -> str:
        if target in self.draft.pages():
            return target
        return f"{target}~" if target in self.order() and not self.sent else key

    def _beside_the_way(self, bare: str, action: str, key: str) -> str:
        if action == "back" and bare in ("takeback", "how"):
            return "mine" if self.sent else "later"
        return "start" if bare == "return" else key

    def _next(self, bare: str, from_check: bool) -> str:
        if bare == "permissions" and from_check and "reach" in self.order():
            return "reach~"
        if from_check and not bare.startswith("note:"):
            return "check"
        order = self.order()
        return order[min(len(order) - 1, order.index(bare) + 1)] + ("~" if from_check else "")

    def problems(self, key: str) -> dict[str, str]:
        """What has to be put right before going on, by field. An empty answer is never wrong."""
        bare = key.removesuffix("~")
        wrong: dict[str, str] = {}
        if bare == "reach":
            if self.allows(Use.CREDIT) and not self.text("a:credit").strip():
                wrong["a:credit"] = self.say("form/credit-name-missing")
            if self.allows(Use.CONTACT) and not self.text("a:contact").strip():
                wrong["a:contact"] = self.say("form/contact-missing")
        if bare == "check" and self.typed_by and self.text("t:agreed") != YES:
            wrong["t:agreed"] = self.say("form/check-not-agreed")
        return wrong

    # --- what stands on a page -------------------------------------------------------------------

    def sheet(self, key: str, errors: Mapping[str, str] | None = None) -> Sheet:
        """The page with this key."""
        key = self.known(key)
        bare = key.removesuffix("~")
        kind, _, n = bare.partition(":")
        if kind == member_checking_sheets.START:
            made = member_checking_sheets.sheet(self.draft, bare)
        else:
            made = (
                self._question(int(n))
                if kind == "q"
                else self._note(int(n))
                if kind == "note"
                else plain_sheet(self, bare)
            )
        fields = tuple(replace(f, error=(errors or {}).get(f.name, "")) for f in made.fields)
        return replace(made, key=key, fields=fields)

    def _question(self, n: int) -> Sheet:
        q = self.questions[n]
        wording = self.wording()
        other = dict(q.wordings).get(wording, "")
        official = q.official if q.official.strip() != q.ask.strip() else ""
        fields = self._question_fields(n)
        if other:  # the field is called by its question, in whichever words it is asked
            fields = tuple(replace(f, label=other) if f.label == q.ask else f for f in fields)
        say = self.say
        which = say("form/question-of", number=n + 1, count=len(self.questions))
        return Sheet(
            f"q:{n}", other or q.ask, which, which, hint=q.hint, official=official, fields=fields,
            picture=q.picture if wording == "easy" else "", language=wording if other and wording != "easy" else "",
            actions=(
                Action("next", say("form/go-on"), True), Action("skip", say("form/rather-not")),
                Action("back", say("form/back")), Action("later", say("form/later")),
            ),
        )  # fmt: skip

    def _note(self, n: int) -> Sheet:
        say = self.say
        return Sheet(
            f"note:{n}", say("form/note-heading"),
            say("form/question-of", number=n + 1, count=len(self.questions)),
            say("form/note-title", number=n + 1), (TextPart("", (self.questions[n].note_before,)),),
            actions=(
                Action("next", say("form/note-show"), True), Action("skip", say("form/note-skip")),
                Action("back", say("form/back")), Action("later", say("form/later")),
            ),
        )  # fmt: skip
