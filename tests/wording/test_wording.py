"""The catalogues: every entry is said, everything said is an entry, and a charity's own words come first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import consultwork
from consultwork.cli import main
from consultwork.errors import BadSettings
from consultwork.kinds import FaultKind, Kind, Waiting
from consultwork.wording import OWN, Wording, catalogues, entries, missing, say, unknown
from consultwork.workbench import Workbench, demo_run

LIBRARY = Path(consultwork.__file__).parent
CATALOGUES = {name: entries(LIBRARY / "wording" / "en" / f"{name}.ftl") for name in catalogues()}
ENTRIES = {f"{name}/{entry}": set(facts) for name, found in CATALOGUES.items() for entry, facts in found.items()}
# What these say is named by a kind and not by a key: each member of the enum is one entry.
KINDS = {
    *(f"refusals/{kind}" for kind in Kind), *(waiting.entry for waiting in Waiting),
    *(f"faults/{fault}" for fault in FaultKind),
}  # fmt: skip
VOLUNTEERS = ("form", "form_page", "paper_form", "member_checking")
SAYS = ("say", "maybe", "say_in")
_IN_TEMPLATES = re.compile(r"""say\(\s*["']([a-z_]+/[a-z0-9-]+)["']([^)]*)\)""")


@cache
def _trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(LIBRARY.rglob("*.py")))


def _calls() -> Iterator[ast.Call]:
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in SAYS:
                    yield node


def _said_with_facts() -> Iterator[tuple[str, set[str]]]:
    """Keys that code says, each with the facts that it is given; calls that pass facts on are left out."""
    for call in _calls():
        key = call.args[0]
        passed_on = any(keyword.arg is None for keyword in call.keywords)
        if isinstance(key, ast.Constant) and "/" in str(key.value) and not passed_on:
            yield str(key.value), {str(keyword.arg).replace("_", "-") for keyword in call.keywords}
    for path in LIBRARY.rglob("*.j2"):
        for key, facts in _IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            yield key, set(re.findall(r"(\w+)=", facts))


def _keys_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every key that stands in the code, and a pattern for each that is put together there."""
    whole, parts = {key for key, _ in _said_with_facts()}, []
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value.partition(".")[0])
            elif isinstance(node, ast.JoinedStr) and re.match(r"f.[a-z_]+/", ast.unparse(node)):
                made = (re.escape(str(x.value)) if isinstance(x, ast.Constant) else "[a-z0-9-]+" for x in node.values)
                parts.append(re.compile("".join(made)))
    return whole, parts


def test_every_entry_is_said_somewhere() -> None:
    """No entry of a catalogue of ours is left over: its key stands in the code, or it is one of the kinds."""
    whole, parts = _keys_in_code()
    parts = [pattern for pattern in parts if not pattern.pattern.startswith(("refusals/", "faults/", "blockers/"))]
    left = [
        key
        for key in sorted(set(ENTRIES) - KINDS)
        if key not in whole and not any(pattern.fullmatch(key) for pattern in parts)
    ]
    assert left == []


def test_everything_that_is_said_is_an_entry_with_its_facts() -> None:
    """Each key that stands in a call exists, and is given just the facts that its words name."""
    wrong = []
    for key, facts in _said_with_facts():
        bare = key.partition(".")[0]
        if bare not in ENTRIES:
            wrong.append(f"{key} is no entry")
        elif ENTRIES[bare] - facts:
            wrong.append(f"{key} lacks {sorted(ENTRIES[bare] - facts)}")
        elif bare.split("/")[0] in VOLUNTEERS and facts - ENTRIES[bare]:
            wrong.append(f"{key} is given {sorted(facts - ENTRIES[bare])} for nothing")
    assert wrong == []


@pytest.mark.parametrize("name", VOLUNTEERS)
def test_every_sentence_that_a_volunteer_reads_is_short(name: str) -> None:
    """Each sentence of the form, the pages beside it, the paper form and asking back has fewer than 25 words."""
    for entry, facts in CATALOGUES[name].items():
        text = say(f"{name}/{entry}", **{fact.replace("-", "_"): 2 for fact in facts})
        for sentence in re.split(r"(?<=[.?!:])\s+", text):
            assert len(sentence.split()) < 25, f"{name}/{entry}: {sentence}"


def own(root: Path, name: str, text: str, language: str = "en") -> Path:
    """A charity's own file in its workspace."""
    path = root.joinpath(*OWN, language, f"{name}.ftl")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_charitys_own_words_stand_before_ours(tmp_path: Path) -> None:
    """An entry of a workspace's file is said; the others of that catalogue are ours; the digest tells them apart."""
    own(tmp_path, "form", "yes = Yes, please\n")
    theirs = Wording(own=tmp_path)
    assert theirs.say("form/yes") == "Yes, please" and theirs.say("form/no") == say("form/no")
    assert theirs.digest(["form/yes"]) != Wording().digest(["form/yes"])
    assert theirs.digest(["form/no"]) == Wording().digest(["form/no"])


def test_what_a_language_lacks_is_said_in_english_and_listed(tmp_path: Path) -> None:
    """An entry that has no words in a language is said in English; a charity's own English goes before ours."""
    own(tmp_path, "form", "yes = Ydw\n", "cy")
    own(tmp_path, "form", "no = No, thank you\n")
    welsh = Wording("cy", own=tmp_path)
    assert welsh.say("form/yes") == "Ydw" and welsh.say("form/no") == "No, thank you"
    assert welsh.say("form/back") == say("form/back")
    lacks = missing("cy", tmp_path)
    assert "form/back" in lacks and "form/yes" not in lacks and missing("en", tmp_path) == ()


def test_an_own_entry_that_names_what_is_not_there_is_not_said(tmp_path: Path) -> None:
    """A slip in an own entry never shows on a page: our words stand there, and the slip is listed."""
    own(tmp_path, "form", "answer-by = Answer by { $when }.\nansver-by = Answer.\n")
    assert Wording(own=tmp_path).say("form/answer-by", day="Monday") == say("form/answer-by", day="Monday")
    assert set(unknown(tmp_path)) == {"en/form/answer-by", "en/form/ansver-by"}


@pytest.mark.parametrize(
    ("raw", "line"),
    [(b"# made up\nyes = Yes\nno Nope\n", 3), (b"yes = { $\n", 1), ("yes = Yes\nno = Né\n".encode("cp1252"), 2)],
)
def test_a_broken_file_is_refused_with_its_name_and_line(tmp_path: Path, raw: bytes, line: int) -> None:
    """A file that cannot be read is named with the line when the workspace is opened, and is not passed over."""
    root = demo_run.lay_out(tmp_path / "workspace")
    own(root, "form", "").write_bytes(raw)
    with pytest.raises(BadSettings) as caught:
        Workbench(root)
    assert caught.value.kind is Kind.WORDING_CANNOT_BE_READ
    assert caught.value.where == f"data/wording/en/form.ftl, line {line}"


def test_the_command_lists_what_is_missing_and_what_is_mistyped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with findings where a language lacks an entry or an own entry is never said, and names both."""
    root = demo_run.lay_out(tmp_path / "workspace")
    assert main(["-w", str(root), "wording"]) == 0
    own(root, "form", "yes = Ydw\nbakc = Nôl\n", "cy")
    capsys.readouterr()
    assert main(["-w", str(root), "wording", "--language", "cy"]) == 1
    told = capsys.readouterr().out.split()
    assert "form/back" in told and "form/yes" not in told and "data/wording/cy/form/bakc" in told
