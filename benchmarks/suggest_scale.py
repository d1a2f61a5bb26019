"""What a Dask cluster of two local workers costs and gains: the same suggestions with and without.

    python benchmarks/suggest_scale.py FOLDER      (needs the extra consultwork[scale])

FOLDER as for suggest_nhs.py. Wall seconds, since it is processes that are compared; the cluster's start
is told apart. Each comment is repeated with a number, so that no two are alike.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import pandas as pd
from suggest_nhs import Draws

from consultwork.suggest.engine import ConfirmedComments, learn
from consultwork.suggest.scale import suggest_dask, suggest_frame


def main() -> None:
    """Print one table."""
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    draws = Draws(arguments.folder, Path(__file__).parent / "nhs" / "codebook.csv")
    held, rest = draws.draw(0)
    known = ConfirmedComments(draws.everyone.take(rest[:400]), draws.truth[rest[:400]])
    suggester = learn(draws.rich, draws.everyone.take(held), known)
    start = time.perf_counter()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        print(f"starting two workers: {time.perf_counter() - start:.1f} s")
        print(f"{'comments':>10}{'one process s':>15}{'two workers s':>15}{'gain':>8}")
        for n in (1_000, 10_000, 100_000):
            texts = [f"{draws.everyone.texts[k % len(draws.everyone)]} {k}" for k in range(n)]
            asked = [draws.everyone.questions[k % len(draws.everyone)] for k in range(n)]
            frame = pd.DataFrame({"text": texts, "asked": asked})
            start = time.perf_counter()
            for at in range(0, n, 18_000):
                suggest_frame(frame[at : at + 18_000], suggester, "text", "asked")
            one = time.perf_counter() - start
            parts = dd.from_pandas(frame, npartitions=max(2, n // 18_000 + 1))
            start = time.perf_counter()
            suggest_dask(parts, suggester, "text", "asked").compute()
            two = time.perf_counter() - start
            print(f"{n:10,}{one:15.2f}{two:15.2f}{one / two:8.2f}")


if __name__ == "__main__":
    main()
