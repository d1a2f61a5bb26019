"""What several rooms' tests share: one filled demo, made once and copied for those who change it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consultwork.word.write.pages import WHERE, find_office
from consultwork.workbench import Workbench, demo_run
from consultwork.workbench.respond.respond_desk import DocumentReport


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, list[DocumentReport]]:
    """The whole demo with its documents. Nobody may change it: see ``demo_copy``."""
    return demo_run.run(tmp_path_factory.mktemp("shared") / "workspace")


@pytest.fixture(autouse=True, scope="session")
def pages_are_for_office_tests() -> Iterator[None]:
    """Documents are not laid out into pages by the way: what needs LibreOffice is marked and asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        if WHERE not in os.environ:
            patch.setenv(WHERE, "none")
        yield


@pytest.fixture(scope="module")
def office() -> Iterator[None]:
    """LibreOffice, for tests that are marked with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(WHERE, raising=False)
        if find_office() is None:
            pytest.skip("LibreOffice is not installed")
        yield


@pytest.fixture
def demo_copy(demo_made: tuple[Workbench, list[DocumentReport]], tmp_path: Path) -> Workbench:
    """A copy of the demo that a test may change."""
    bench, _ = demo_made
    shutil.copytree(bench.root, tmp_path / "workspace")
    return demo_run.open_demo(tmp_path / "workspace")


@pytest.fixture
def fresh(tmp_path: Path) -> Workbench:
    """A workspace into which nothing has come yet."""
    return demo_run.open_demo(demo_run.lay_out(tmp_path / "workspace"))


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a CSV file that an officer may have exported."""
    import csv

    def write(*rows: dict[str, str], name: str = "answers.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as sink:
            writer = csv.DictWriter(sink, list(dict.fromkeys(k for r in rows for k in r)))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write
