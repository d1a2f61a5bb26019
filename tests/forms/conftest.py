"""A filled workspace for the screens, and a watch over what would otherwise vanish."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from consultwork.workbench import Workbench, demo_run, new_workspace

DAY = date(2022, 2, 1)


@pytest.fixture(autouse=True)
def nothing_vanishes(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Widgets swallow what goes wrong in a callback: here it fails the test.

    A test that provokes a fault of our own is marked with the name of its fixture, ``own_fault``.
    """
    with caplog.at_level(logging.INFO):
        yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    swallowed = [r for r in records if "Exception in callback" in r.getMessage()]
    assert not swallowed, swallowed
    ours = [r for r in records if r.name == "consultwork.forms" and r.levelno >= logging.ERROR]
    assert bool(ours) == ("own_fault" in request.fixturenames), ours


@pytest.fixture
def own_fault() -> None:
    """This test provokes a fault of our own, which must stand in the log."""


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up workspace, taken through every stage. Copied for each test that changes it."""
    bench = demo_run.open_demo(demo_run.lay_out(tmp_path_factory.mktemp("filled") / "demo"))
    demo_run.fill(bench)
    return bench.root


@pytest.fixture
def bench(filled: Path, tmp_path: Path) -> Workbench:
    """The desk of a made-up workspace of this test's own."""
    root = tmp_path / "demo"
    shutil.copytree(filled, root)
    return Workbench(root, today=DAY, by="Robin Example")


@pytest.fixture
def empty(tmp_path: Path) -> Workbench:
    """The desk of a new workspace in which nobody has said anything."""
    root = new_workspace(tmp_path / "new")
    return Workbench(root, today=DAY, by="Robin Example", clock=lambda: datetime(2022, 2, 1, 9, 0))  # noqa: DTZ001 - as the store keeps it
