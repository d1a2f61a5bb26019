"""Suggestions for a table of any size: a pure function from frame to frame, chunk by chunk.

``suggest_frame`` keeps nothing and looks at nothing but its arguments, so that a Dask cluster maps it
over partitions unchanged: ``suggest_dask`` (extra ``consultwork[scale]``). On one machine Dask gains
little (see benchmarks/suggest_scale.py): it is for those who have a cluster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from consultwork.suggest.engine import Comments, Suggester

if TYPE_CHECKING:
    pass

COLUMNS = ("rank", "code", "probability", "likely")


def suggest_frame(
    frame: pd.DataFrame, suggester: Suggester, text: str, question: str = "", most: int = 3
) -> pd.DataFrame:
    """The likeliest codes of each row.

    Args:
        frame: any table with the comments in the column ``text``.
        suggester: made by ``engine.learn``.
        question: the column that holds what was asked, or "".
        most: codes for each row.

    Returns:
        ``most`` rows for each row, with its index; columns rank (from 1), code, probability, likely.
    """
    words = [str(v) for v in frame[text]]
    asked = [str(v) for v in frame[question]] if question else [""] * len(words)
    codes = np.array([code.id for code in suggester.basis.codes], dtype=object)
    most = min(most, len(codes))
    if not words:
        return _made(frame.index[:0], np.zeros((0, most)), np.zeros((0, most), int), codes, suggester.cut)
    chances = suggester.read(Comments(words, asked))[0]
    order = np.argsort(-chances, axis=1, kind="stable")[:, :most]
    return _made(frame.index, np.take_along_axis(chances, order, axis=1), order, codes, suggester.cut)


def suggest_dask(frame: Any, suggester: Suggester, text: str, question: str = "", most: int = 3) -> Any:
    """``suggest_frame`` over the partitions of a Dask DataFrame; the result is lazy.

    Args:
        frame: a ``dask.dataframe.DataFrame`` with the comments in the column ``text``.
    """
    meta = pd.DataFrame({"rank": pd.Series(dtype="int64"), "code": pd.Series(dtype="str"),
                         "probability": pd.Series(dtype="float64"), "likely": pd.Series(dtype="bool")})  # fmt: skip
    return frame.map_partitions(suggest_frame, suggester, text, question, most, meta=meta)


def _made(index: Any, chances: Any, order: Any, codes: Any, cut: float) -> pd.DataFrame:
    rows, most = chances.shape
    return pd.DataFrame(
        {
            "rank": np.tile(np.arange(1, most + 1), rows),
            "code": pd.array(np.asarray(codes)[order.ravel()], dtype="str"),
            "probability": chances.ravel(),
            "likely": chances.ravel() >= cut,
        },
        index=index.repeat(most),
    )
