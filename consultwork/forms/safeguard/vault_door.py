"""The vault's door: names and contacts, opened to reach somebody, to take somebody out, to thank people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.kinds import Kind
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


CONTACT = "to contact somebody"


class VaultDoor(look.Screen):
    """Names and contacts behind their passphrase. Each opening leaves a line in the vault's record.

    Args:
        bench: the workbench.
    """

    def __init__(self, bench: Workbench) -> None:
        super().__init__(
            "Names and contacts", "They lie in a vault of their own. Opening it leaves a line: who, when, why."
        )
        self._bench = bench
        self.show()

    def show(self) -> None:
        """The door as it is: not made yet, shut, or open."""
        vault = self._bench.vault
        (self._open if vault.ready else self._shut if vault.there else self._missing)()

    def _missing(self) -> None:
        self.make = self.button("Make the vault", self._make, "main")
        about = look.text("There is no vault yet, so names and contacts are not kept.", "note")
        self.body.children = [look.view(about), self.make]

    def _make(self) -> None:
        phrase = self._bench.vault.make()
        self.show()
        self.say("The vault is made. Write these six words on paper now. They are shown this once:", phrase)

    def _shut(self) -> None:
        self.phrase = look.secret("The passphrase")
        self.unlock = self.button("Open the vault", self._unlock, "main")
        about = look.text("It stays open until you press “Shut the vault” or close this notebook.", "hint")
        self.body.children = [look.view(about), self.phrase, self.unlock]

    def _unlock(self) -> None:
        typed = str(self.phrase.value)
        self.phrase.value = ""
        if not typed.strip():
            raise Refused(Kind.NO_PASSPHRASE_IS_TYPED)
        self._bench.vault.open("at the screen, for this sitting", typed)
        new = self._bench.vault.compare()
        self.show()
        found = f"{new} {plural(new, 'pair')} may be the same person: look under “The same person?” above."
        self.say("The vault is open.", *([found] if new else []))

    def _open(self) -> None:
        people = list(self._bench.safeguard.people())
        self.person = look.pick("Who?", people)
        self.tell = self.button("Show how to reach them", self._tell)
        self.asked = look.line("Somebody asks for their words back. Their name", hint="a name, an address or a number")
        self.search = self.button("Find their number", self._find)
        self.shown = look.view()
        self.first, self.second = look.line("First person"), look.line("Second person")
        self.share = self.button("Give each their own words", self._share)
        self.close = self.button("Shut the vault", self._close, "plain")
        holders = self._bench.vault.vault.holders
        told = (
            f"Now: {' and '.join(holders)}." if holders else "Nobody yet: if the passphrase is lost, so are the names."
        )
        reach = [self.person, self.tell] if people else [look.view(look.text("Nobody has said anything yet."))]
        self.body.children = [
            self.shown, look.card(look.view(look.heading("Reach somebody", 3)), *reach),
            look.card(look.view(look.heading("Find somebody who wants to leave", 3)), self.asked, self.search),
            look.card(
                look.view(look.heading("Two people who can open it together", 3), look.text(told, "hint")),
                look.row(self.first, self.second), self.share,
            ),
            self.close,
        ]  # fmt: skip

    def _tell(self) -> None:
        person = str(self.person.value)
        self.shown.show()
        who = self._bench.vault.identity(person)
        lines = (
            ("Name", who.name), ("Contact", who.contact), ("How it is safe", who.safe_contact),
            ("To be thanked as", who.credit_name),
        )  # fmt: skip
        self.shown.show(look.heading(person, 3), *(look.text(f"{label}: {said}") for label, said in lines if said))
        self.say(f"{person} stands above. Use it to reach them, and for nothing else.")

    def _find(self) -> None:
        found = self._bench.vault.find(str(self.asked.value))
        self.asked.value = ""
        self.shown.show()
        if not found:
            self.say("Nobody in the vault is called that. They may have given no name: look for their words.")
            return
        self.say(f"Their number: {', '.join(found)}. Take them out under “Take somebody out” above.")

    def _share(self) -> None:
        phrases = self._bench.vault.share([str(self.first.value), str(self.second.value)])
        self.show()
        lines: list[str] = [f"{name}: {phrase}" for name, phrase in phrases.items()]
        self.say("Give each person their own words on paper. They are shown this once.", *lines)

    def _close(self) -> None:
        self._bench.vault.lock()
        self.show()
        self.say("The vault is shut.")
