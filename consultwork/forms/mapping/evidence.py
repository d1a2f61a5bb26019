"""Evidence and questions: what answers which, what nothing answers, and what nobody asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.kinds import Kind
from consultwork.model import Answer, Evidence, Link, Question, Tally, Theme
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


DECISIONS = {"Decide later": "", "Yes, it answers this": "yes", "No, leave it out": "no"}
PARTS = ("Question by question", "What nobody asked for", "The whole picture", "Letters and e-mails")


class EvidenceDesk(DeskScreen):
    """Question by question: the themes that answer it, proposed by the codebook, decided by a person.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        super().__init__("Which question does it answer?", bench, consultation)
        self._bench = bench
        self.parts = look.Steps(names=list(PARTS))
        self.question = look.pick("Question", [""])
        self.save = self.button("Save these decisions", self._save, "main")
        self.next = self.button("Next question", self._next)
        self.yes = self.button("“Yes” to all that are open here", self._yes)
        self.because = look.box("Not answered, because", rows=2)
        self.leave = self.button("Note that we do not answer it", self._leave)
        self.more = look.pick("Another theme that answers it", [""])
        self.rows: list[tuple[str, Any]] = []
        self._inside = look.column()
        self.body.children = [self.parts, self._inside]
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self.on_change(self.question, lambda number: self._question(str(number)) if number else None)
        self.show()

    def show(self) -> None:
        """The part that is chosen, as it is now."""
        (self._one_by_one, self._unasked, self._picture, self._letters)[self.parts.current]()

    def _letters(self) -> None:
        """What came without a question, each with the three that it may answer."""
        consultation, cards = self.consultation, []
        asked = {q.number: q.plain or q.text for q in consultation.questions}
        for said, found in self._bench.mapping.letters(consultation.id):
            choices = [(f"{n}. {look.short(asked[n], 90)}", n) for n, _, _ in found.questions]
            rest = [(f"{n}. {look.short(text, 90)}", n) for n, text in asked.items() if n not in dict(found.choices())]
            none = [("It answers none of them", "")]
            offers = [*none, *choices, *rest] if found.none else [*choices, *none, *rest]
            pick = look.pick("Which question does it answer?", offers)
            why = look.text(f"First because {found.questions[0][2]}.", "small") if found.questions else look.text("")
            cards.append(look.card(look.view(look.words(said.text), why), pick, self._places(said.ref, pick)))
        about = look.text("What came in a letter, an e-mail or a talk. A person decides, three are proposed.")
        nothing = [] if cards else [look.view(look.text("Everything has its question.", "hint"))]
        self._inside.children = [look.view(about), *nothing, *cards]

    def _places(self, ref: str, pick: Any) -> Any:
        def act() -> None:
            self._bench.mapping.place(ref, str(pick.value or ""))
            self.show()
            self.say("Decided.")

        return self.button("Save this decision", act)

    def _one_by_one(self) -> None:
        consultation = self.consultation
        waits: dict[str, int] = {}
        for k in self._bench.mapping.proposals(consultation.id):
            waits[k.question] = waits.get(k.question, 0) + 1
        options = [(_named(q, waits.get(q.number, 0)), q.number) for q in consultation.questions]
        if not options:
            self._inside.children = [
                look.view(look.text("This consultation has no questions yet. Add them in 01_plan."))
            ]
            return
        kept = self.question.value
        self.question.options = options
        wanted = kept if kept in {n for _, n in options} else options[0][1]
        if self.question.value != wanted:
            self.question.value = wanted
        self._question(wanted)

    def _question(self, number: str) -> None:
        consultation = self.consultation
        q = next((x for x in consultation.questions if x.number == number), None)
        if q is None or self.parts.current:
            return
        themes, heard = self._bench.theme.themes(consultation.id)
        decided = {
            k.code: k.confirmed
            for k in self._bench.snapshot().links
            if (k.consultation, k.question) == (consultation.id, number)
        }
        proposed = {k.code for k in self._bench.mapping.proposals(consultation.id) if k.question == number}
        self.rows, cards = [], []
        for t in themes:
            if t.code.id not in proposed and t.code.id not in decided:
                continue
            state = "" if t.code.id not in decided else "yes" if decided[t.code.id] else "no"
            choice = look.pick("Does it answer this question?", DECISIONS, state)
            self.rows.append((t.code.id, choice))
            cards.append(look.card(look.view(*_theme_parts(t, len(heard))), choice))
        answer = self._bench.respond.answers(consultation.id).get(number)
        self.because.value = answer.not_answered if answer else ""
        used = {code for code, _ in self.rows}
        self.more.options = [
            ("Choose a theme", ""),
            *((t.code.name, t.code.id) for t in themes if t.code.id not in used),
        ]
        top = [look.text(q.plain or q.text, "question")]
        if q.plain and q.plain != q.text:
            top.append(look.details("The question in their own words", q.text))
        chosen = [t for t in self._bench.mapping.tallies(consultation.id) if t.question == number]
        top += [look.text(_chosen(t), "hint") for t in chosen]
        if not cards:
            top.append(look.text("No theme was proposed for this question." if themes else _NO_THEMES, "note"))
        self._inside.children = [
            self.question, look.view(*top), *cards, *([self.more] if themes else []), look.row(self.save, self.next, *([self.yes] if cards else [])),
            look.card(self.because, self.leave),
        ]  # fmt: skip

    def _yes(self) -> None:
        for _, choice in self.rows:
            choice.value = choice.value or "yes"
        self.say("Look at each once more, then save.")

    def _save(self) -> None:
        consultation, number = self.consultation.id, str(self.question.value)
        links = [Link(consultation, number, code, choice.value == "yes") for code, choice in self.rows if choice.value]
        if self.more.value:
            links.append(Link(consultation, number, str(self.more.value), True))
        if links:
            self._bench.mapping.decide_many(links)
        self.show()
        count = len(links)
        self.say(f"{count} {plural(count, 'decision')} saved for question {number}.")

    def _next(self) -> None:
        numbers = [n for _, n in self.question.options]
        at = numbers.index(self.question.value)
        if at + 1 < len(numbers):
            self.question.value = numbers[at + 1]
        self.status.show()

    def _leave(self) -> None:
        number = str(self.question.value)
        because = str(self.because.value).strip()
        if not because:
            raise Refused(Kind.UNANSWERED_QUESTION_NEEDS_REASON)
        consultation = self.consultation.id
        # What was written for it so far is kept beside the reason.
        written = self._bench.respond.answers(consultation).get(number, Answer(consultation, number))
        self._bench.respond.write_answers([replace(written, not_answered=because)])
        self.show()
        self.say(f"Noted: question {number} is not answered, and why. The reason is printed.")

    def _unasked(self) -> None:
        consultation = self.consultation
        found = self._bench.mapping.unasked(consultation.id)
        _, heard = self._bench.theme.themes(consultation.id)
        about = look.text(
            "People said this all the same. Put it to a question, or leave it: the response says it apart."
        )
        if not found:
            none = look.text("Every theme answers a question." if heard else _NO_THEMES, "hint")
            self._inside.children = [look.view(about, none)]
            return
        self._inside.children = [look.view(about), *(self._unasked_card(t, len(heard)) for t in found)]

    def _unasked_card(self, t: Theme, heard: int) -> Any:
        consultation = self.consultation
        where = look.pick(
            "Put it to", [("No question", ""), *((_named(q, 0), q.number) for q in consultation.questions)]
        )

        def put() -> None:
            if where.value:
                self._bench.mapping.decide_many([Link(consultation.id, str(where.value), t.code.id, True)])
                number = where.value
                self.show()
                self.say(f"“{t.code.name}” is evidence for question {number} now.")

        return look.card(look.view(*_theme_parts(t, heard)), look.row(where, self.button("Put it there", put)))

    def _picture(self) -> None:
        consultation = self.consultation
        answers = self._bench.respond.answers(consultation.id)
        by_question: dict[str, list[Evidence]] = {}
        for e in self._bench.mapping.evidence(consultation.id):
            by_question.setdefault(e.question, []).append(e)
        counted = {t.question for t in self._bench.mapping.tallies(consultation.id)}
        rows = []
        for q in consultation.questions:
            found, answer = by_question.get(q.number, []), answers.get(q.number)
            people = len({p for e in found for p in e.theme.people})
            themes = ", ".join(e.theme.code.name for e in found) or (
                "chosen answers" if q.number in counted else "nothing yet"
            )
            rows.append(
                (
                    q.number,
                    look.short(q.plain or q.text, 90),
                    themes,
                    str(people),
                    _state(answer, bool(found) or q.number in counted),
                )
            )
        header = ("Number", "Question", "Themes that answer it", "People", "Where it stands")
        self._inside.children = [look.view(look.table("Every question and its evidence", header, rows))]


_NO_THEMES = "There are no themes yet. Read and code first, in 04_theme."


def _named(q: Question, waits: int) -> str:
    more = f" ({waits} to decide)" if waits else ""
    return f"{q.number}: {look.short(q.plain or q.text, 60)}{more}"


def _chosen(t: Tally) -> str:
    """ "Answers that people chose: Agree 5, Not sure 1; 2 in words only"."""
    boxes = ", ".join(f"{box} {len(who)}" for box, who, _ in t.boxes if who) or "none by a person"
    words = f"; {len(t.in_words)} in words only" if t.in_words else ""
    return f"Answers that people chose{f' ({t.row})' if t.row else ''}: {boxes}{words}."


def _theme_parts(t: Theme, heard: int) -> list[look.Part]:
    count = len(t.people)
    parts = [
        look.heading(t.code.name, 3),
        look.text(f"{count} of {heard} {plural(heard, 'person', 'people')} raised it."),
    ]
    return parts + [look.text(k.snippet, "quote") for k in t.codings[:2]]


def _state(answer: Answer | None, evidence: bool) -> str:
    if answer and answer.not_answered:
        return f"Not answered: {answer.not_answered}"
    if answer and answer.pieces:
        return "Answered"
    return "Evidence waits" if evidence else "No evidence"
