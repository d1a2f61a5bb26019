"""Every reader against spoilt files, the same ones each time; ``make fuzz`` goes on for longer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.fuzz import in_time, read, seeds, spoilt

_FEW = {".pdf": 400, ".xlsx": 400, ".docx": 200, ".xls": 400}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.parametrize("kind", [".csv", ".txt", ".xlsx", ".xls", ".docx", ".odt", ".rtf", ".pdf", ".yaml"])
def test_a_spoilt_file_is_read_or_refused_by_an_error_of_ours(
    good: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    """Whatever is wrong with a file, nobody meets a traceback or waits."""
    folder = tmp_path_factory.mktemp("spoilt")
    names = sorted(n for n in good if Path(n).suffix == kind)

    @settings(
        max_examples=_FEW.get(kind, 500), derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.sampled_from(names), st.integers(0, 2**48))
    def spoil_and_read(name: str, seed: int) -> None:
        path = folder / name
        path.write_bytes(spoilt(name, good[name], random.Random(seed)))
        with in_time():
            read(path)

    spoil_and_read()


@settings(max_examples=400, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(
        ["a.csv", "a.xlsx", "a.xls", "a.docx", "a.odt", "a.rtf", "a.pdf", "a.txt", "a.numbers", "a", "table.yaml"]
    ),
    st.binary(max_size=300) | st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")),
)
def test_any_bytes_under_any_name_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    """Bytes of no kind at all, under the name of any, end in nothing but a reading or a sentence."""
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)
    with in_time():
        read(path)
