"""The house rules: what keeps the tree telling the journey, and people's words out of harm's way."""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

import consultwork
from consultwork import errors
from consultwork.journey import STAGES

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "consultwork"
FILES = sorted(p for p in LIBRARY.rglob("*.py") if "_shipped" not in p.parts)
NAMES = [p.relative_to(ROOT).as_posix() for p in FILES]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    """Every file that git keeps, or, outside a checkout, everything that is not made."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_there_is_something_to_look_at() -> None:
    """The tests below look at the whole library."""
    assert len(FILES) > 80


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_file_is_longer_than_can_be_read(path: Path) -> None:
    """No file has more than 500 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_a_stage_keeps_its_name_in_every_room() -> None:
    """Each stage has its module in the core and at the desk, its screen, and its notebook with its number."""
    for number, stage in enumerate(STAGES, start=1):
        core = LIBRARY / "journey" / stage.name
        assert core.with_suffix(".py").is_file() or (core / "__init__.py").is_file(), stage.name
        assert (LIBRARY / "workbench" / stage.name / f"{stage.name}_desk.py").is_file(), stage.name
        assert (LIBRARY / "forms" / stage.name / "__init__.py").is_file(), stage.name
        assert (ROOT / "notebooks" / f"{number:02d}_{stage.name}.ipynb").is_file(), stage.name


def test_every_stage_says_why_it_cannot_go_on() -> None:
    """Each stage has ``blockers``, and its module's first line is the question it answers."""
    for stage in STAGES:
        module = importlib.import_module(f"consultwork.journey.{stage.name}")
        assert callable(module.blockers) and (module.__doc__ or "").startswith(stage.question), stage.name


def _undocumented(path: Path) -> Iterator[str]:
    def look(node: ast.AST, prefix: str) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not child.name.startswith(
                "_"
            ):
                waived = "noqa: D102" in path.read_text(encoding="utf-8").splitlines()[child.lineno - 1]
                if not ast.get_docstring(child) and not waived:
                    yield f"{prefix}{child.name}"
                if isinstance(child, ast.ClassDef):
                    yield from look(child, f"{child.name}.")

    module = tree(path)
    if not ast.get_docstring(module):
        yield "the module itself"
    yield from look(module, "")


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_is_public_is_documented(path: Path) -> None:
    """Every module, public class, function and method says what it does."""
    assert list(_undocumented(path)) == []


def test_the_front_door_opens_to_what_it_lists() -> None:
    """Each name of the front door can be imported, and ``dir`` shows those names."""
    assert 8 <= len(consultwork.__all__) <= 20 and len(set(consultwork.__all__)) == len(consultwork.__all__)
    for name in consultwork.__all__:
        assert getattr(consultwork, name) is not None
    assert set(consultwork.__all__) <= set(dir(consultwork))
    with pytest.raises(AttributeError):
        _ = consultwork.soup  # type: ignore[attr-defined]


@pytest.mark.parametrize("room", ["model", "settings", "store", "ooxml", "workbench", "cli", "journey.respond"])
def test_every_room_lists_what_is_there(room: str) -> None:
    """What a room lists can be imported from it."""
    module = importlib.import_module(f"consultwork.{room}")
    assert module.__all__ and all(hasattr(module, name) for name in module.__all__)


# People's words are never HTML, a formula, a template or Markdown: these ways in stay shut.
_RENDERS = re.compile(
    r"\bdisplay\.HTML|\bMarkdown\(|\bwidgets\.HTML(?:Math)?\(|\bHTML\(|escape=False|allow_html=True"
    r"|\.style\.(?:format|apply|map|hide|to_html)|\bStyler\b|\.to_html\(|\bjinja2\b|\beval\(|\bexec\("
)
# One place shows the screens' own style sheet, and nothing else, in the only way ipywidgets has for it.
_STYLE_SHEET = 'widgets.HTML(f"<style>{_CSS}</style>")'


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_words_are_rendered_as_anything_but_words(path: Path) -> None:
    """No code hands text to something that would render it."""
    code = "\n".join(line.split("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
    if path.name == "look.py":
        code = code.replace(_STYLE_SHEET, "", 1)
    if path.parts[-2:] == ("serve", "pages.py"):
        code = code.replace("jinja2", "", 1)  # the light page is HTML: see the next test
    assert _RENDERS.findall(code) == []


def test_the_pages_of_the_light_form_escape_every_word() -> None:
    """Its templates come from files alone, escape everything, and no filter of theirs lifts that."""
    from consultwork.serve import pages

    assert pages._ENV.autoescape is True
    for template in (LIBRARY / "serve" / "templates").glob("*.j2"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|from_string|Markup", text), template.name
    assert "from_string" not in (LIBRARY / "serve" / "pages.py").read_text(encoding="utf-8")
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}\"'>"
    page = pages.plain(hostile, [hostile], base="/", links=[(hostile, "/")])
    assert "<script>" not in page and "{{ 7 * 7 }}" in page


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_the_edges_read_a_clock(path: Path) -> None:
    """Stages are told the day; only the desk and the command line look at a clock, and nothing sleeps."""
    clock = re.findall(
        r"datetime\.now|date\.today|datetime\.today|utcnow|time\.time\(|time\.sleep", path.read_text("utf-8")
    )
    allowed = path.relative_to(LIBRARY).as_posix() in ("workbench/session.py", "cli/entry.py")
    assert not clock or allowed


@pytest.mark.parametrize("path", [p for p in FILES if "journey" in p.parts], ids=lambda p: p.stem)
def test_stages_read_no_file_and_print_nothing(path: Path) -> None:
    """The core takes nouns and gives nouns: it opens, prints and draws by chance nothing."""
    names = {n.func.id for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not names & {"open", "print", "input"}
    modules = {a.name for n in ast.walk(tree(path)) if isinstance(n, ast.Import) for a in n.names}
    assert not modules & {"random", "os", "time", "requests", "socket", "subprocess"}


def _classes() -> list[str]:
    return [n for n, v in vars(errors).items() if isinstance(v, type) and issubclass(v, errors.ConsultworkError)]


def test_every_error_is_raised_somewhere() -> None:
    """No error stands in the family tree that nothing ever raises; families are there to be caught."""
    used = "\n".join(p.read_text(encoding="utf-8") for p in FILES if p.name != "errors.py")
    missing = [n for n in _classes() if n != "ConsultworkError" and not re.search(rf"raise {n}\(|\b{n}\(", used)]
    assert missing == []


def test_every_error_stands_in_the_drawing() -> None:
    """The family tree in the docstring shows every error."""
    assert all(name in (errors.__doc__ or "") for name in _classes())


_OUR_OWN = {
    "Exception", "BaseException", "RuntimeError", "ValueError", "KeyError", "TypeError", "OSError", "IOError", "SystemExit",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_people_meet_our_own_errors_only(path: Path) -> None:
    """Nothing raises a bare built-in error at a person; a ``KeyError`` is for callers inside, and documented."""
    raised = {
        n.exc.func.id
        for n in ast.walk(tree(path))
        if isinstance(n, ast.Raise) and isinstance(n.exc, ast.Call) and isinstance(n.exc.func, ast.Name)
    }
    assert (
        not (raised & _OUR_OWN)
        - (
            {"KeyError"}
            if path.parts[-2:] in (("model", "consultation.py"), ("consultwork", "wording", "__init__.py")[-2:])
            else set()
        )
        - _inside(path)
    )


def _inside(path: Path) -> set[str]:
    # pydantic turns a ValueError of a validator into a finding with the field's name; a table of
    # blocks that does not fit itself is a mistake of ours, and no person's.
    name = path.relative_to(LIBRARY).as_posix()
    return (
        {"ValueError"}
        if name.startswith("settings/") or name in ("demo.py", "word/write/blocks_xml.py", "wording/__init__.py")
        else set()
    )


# The addresses themselves are spelt in parts, so that this file is none of those it looks for.
_PLACES = re.compile("|".join(["/" + "work/", "/" + "tmp/", "/" + "home/[a-z]", "/" + "root/", r"C:\\" + "Users"]))


def test_no_path_of_one_machine_is_kept() -> None:
    """No kept file holds a path of somebody's own machine, but for tests that name the corpus and say so."""
    found = []
    for path in tracked():
        if path.suffix not in {".py", ".toml", ".txt", ".md", ".cfg", ".yaml", ".yml", ".ipynb", ".csv", ".js", ".css"}:
            continue
        if _PLACES.search(path.read_text(encoding="utf-8")):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []


def test_pins_name_no_host() -> None:
    """Pinned versions come without any address: who installs chooses from where."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [x for x in lines if x.strip() and not x.lstrip().startswith("#")]
    assert len(pins) > 20
    assert [x for x in pins if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[A-Za-z0-9._+!-]+( *;.*)?", x)] == []
    for name in ("constraints.txt", "pyproject.toml", "Makefile", ".ci/run"):
        kept = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host|pypi|://", kept), name


def test_every_pin_installs_on_the_oldest_python_that_we_promise() -> None:
    """A pin that wants a later 3.11 than a machine has leaves pip searching for minutes, and in vain."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line and ";" not in line)
    late, seen = [], 0
    for name, version in pinned.items():
        with contextlib.suppress(metadata.PackageNotFoundError):
            there = metadata.distribution(name)
            seen += there.version == version
            if not SpecifierSet(there.metadata.get("Requires-Python") or "").contains("3.11.0"):
                late.append(f"{name}=={there.version}")
    assert seen > 20 and late == []


_REASONED = re.compile(r":\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+-\s+\w|\[[a-z-]+(?:,\s*[a-z-]+)*\]\s+#\s*\w")


def test_every_waived_rule_carries_its_reason() -> None:
    """A waived lint or type rule names the rule and says why."""
    bare = []
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for n, line in enumerate(lines, start=1):
            waived = re.search(r"#\s*(?:noqa|type:\s*ignore)(.*)$", line)
            above = n > 1 and lines[n - 2].lstrip().startswith("#")
            if waived and not above and not _REASONED.match(waived[1]):
                bare.append(f"{path.relative_to(ROOT)}:{n}")
    assert bare == []


def test_a_form_that_volunteers_fill_needs_no_pandas() -> None:
    """What the volunteers' form imports leaves pandas and the database asleep."""
    code = (
        "import sys, consultwork, consultwork.journey.gather, consultwork.model, consultwork.text\n"
        "print([m for m in ('pandas', 'sqlalchemy', 'docx', 'sklearn', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_walls_stand() -> None:
    """Every contract of the imports is kept."""
    tool = Path(sys.executable).with_name("lint-imports.exe" if os.name == "nt" else "lint-imports")
    if not tool.is_file():
        pytest.skip("import-linter is not installed: the walls are not looked at")
    done = subprocess.run(
        [str(tool), "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
