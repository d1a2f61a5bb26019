"""The vault's door: shut without its passphrase, and honest about what it shows."""

from __future__ import annotations

from pathlib import Path

from consultwork.forms import VaultDoor
from consultwork.workbench import Workbench

PHRASE = "six plain words on paper"


def test_the_door_is_made_opened_and_shut(empty: Workbench) -> None:
    """A new vault shows its words once; shut, it opens with them alone."""
    screen = VaultDoor(empty)
    screen.make.click()
    words = screen.says.splitlines()[-1].strip()
    assert len(words.split()[-6:]) == 6 and empty.vault.there
    screen = VaultDoor(Workbench(empty.root, today=empty.today))
    screen.phrase.value = "six other words on paper here"
    screen.unlock.click()
    assert "not the passphrase" in screen.says and screen.phrase.value == ""
    screen.phrase.value = " ".join(words.split()[-6:])
    screen.unlock.click()
    assert "is open" in screen.says
    screen.close.click()
    assert "is shut" in screen.says and screen.phrase.value == ""


def test_somebody_is_reached_and_found(bench: Workbench) -> None:
    """A name shows when it is asked for, by ref or by part of it; nobody found is said."""
    refs = sorted(bench.vault.vault.marks("identity"))
    screen = VaultDoor(bench)
    screen.person.value = refs[0]
    screen.tell.click()
    who = bench.vault.identity(refs[0])
    assert (who.name or who.contact or who.credit_name) in screen.shown.plain
    screen.asked.value = (who.contact or who.credit_name or who.name)[:8].upper()
    screen.search.click()
    assert refs[0] in screen.says
    screen.asked.value = "nobody at all"
    screen.search.click()
    assert "Nobody in the vault" in screen.says


def test_two_people_get_words_of_their_own(bench: Workbench, tmp_path: Path) -> None:
    """Both names are needed, and each gets a phrase."""
    screen = VaultDoor(bench)
    screen.first.value = "Ann"
    screen.share.click()
    assert "two people" in screen.says and bench.vault.vault.holders == ()
    screen.second.value = "Ben"
    screen.share.click()
    assert "Ann: " in screen.says and "Ben: " in screen.says and bench.vault.vault.holders == ("Ann", "Ben")
