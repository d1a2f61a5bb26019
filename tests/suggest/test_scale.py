"""A Dask cluster maps the suggestions unchanged: the same results as on one frame."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from consultwork.model import Code
from consultwork.suggest.engine import Comments, ConfirmedComments, Suggester, learn
from consultwork.suggest.scale import COLUMNS, suggest_frame

CODES = (Code("wait", "Waiting", include=("wait*", "hours")), Code("kind", "Kind staff", include=("kind", "listen*")))


def made() -> tuple[pd.DataFrame, Suggester]:
    said = [
        "Made up: I waited for hours.",
        "Made up: she was kind and listened.",
        "Made up: nothing.",
        "",
        "Waiting again.",
    ]
    frame = pd.DataFrame({"text": [f"{said[n % 5]} {n}" for n in range(200)], "asked": ["what was good"] * 200})
    marks = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.0, 0.0], [1.0, 0.0]] * 12)
    known = ConfirmedComments(Comments(list(frame["text"][:60]), list(frame["asked"][:60])), marks)
    return frame, learn(CODES, Comments(list(frame["text"]), list(frame["asked"])), known)


def test_a_frame_gives_a_frame_whatever_its_chunks() -> None:
    """The same for all rows at once and in pieces; none gives none."""
    frame, suggester = made()
    whole = suggest_frame(frame, suggester, "text", "asked", most=2)
    parts = pd.concat([suggest_frame(frame[n : n + 37], suggester, "text", "asked", most=2) for n in range(0, 200, 37)])
    pd.testing.assert_frame_equal(whole, parts)
    assert tuple(whole.columns) == COLUMNS and len(whole) == 400
    assert len(suggest_frame(frame[:0], suggester, "text", "asked")) == 0


def test_two_local_workers_give_the_same() -> None:
    """Dask with two processes of this machine."""
    pytest.importorskip("dask.dataframe", reason="the extra consultwork[scale] is not installed")
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    from consultwork.suggest.scale import suggest_dask

    frame, suggester = made()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        found = suggest_dask(dd.from_pandas(frame, npartitions=4), suggester, "text", "asked").compute()
    there = suggest_frame(frame, suggester, "text", "asked")
    pd.testing.assert_frame_equal(found.sort_index(kind="stable"), there, check_dtype=False)
