"""How fast suggestions are, against what Python needs to lower and split the same comments.

    python benchmarks/suggest_speed.py FOLDER [--comments 20000]

FOLDER as for suggest_nhs.py. The comments are real ones of which 10% of the words are swapped, so that no
two are alike. One thread; CPU seconds. Two tables: the whole pipeline (fold, keywords, words, letters, one
model for all codes) as a multiple of `re.findall` on lower case; and the keyword step beside 33
`Series.str.contains` on raw text and 33 passes of pyarrow's RE2 on the folded text.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import argparse  # noqa: E402 - one thread is set before anything counts them
import random  # noqa: E402
import re  # noqa: E402
import resource  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

import pandas as pd  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.compute as pc  # noqa: E402
from suggest_nhs import Draws  # noqa: E402

from consultwork.suggest.engine import Comments, ConfirmedComments, learn  # noqa: E402
from consultwork.suggest.words import folded, keyword_hits, keywords_of  # noqa: E402

CHUNK = 18_000


def _spent(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    """Print two tables and the memory that was needed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--comments", type=int, default=20_000)
    arguments = parser.parse_args()
    pa.set_cpu_count(1)
    draws = Draws(arguments.folder, Path(__file__).parent / "nhs" / "codebook.csv")
    draw = random.Random(1)
    real, asked = list(draws.everyone.texts), list(draws.everyone.questions)
    words = [w for t in real for w in t.split()]

    def swapped(text: str) -> str:
        return " ".join(draw.choice(words) if draw.random() < 0.1 else w for w in text.split())

    texts = [swapped(draw.choice(real)) for _ in range(arguments.comments)]
    questions = [draw.choice(asked) for _ in texts]
    held, rest = draws.draw(0)
    known = ConfirmedComments(draws.everyone.take(rest[:400]), draws.truth[rest[:400]])
    suggester = learn(draws.rich, draws.everyone.take(held), known)

    def pipeline() -> None:
        for at in range(0, len(texts), CHUNK):
            suggester.read(Comments(texts[at : at + CHUNK], questions[at : at + CHUNK]))

    bare = min(_spent(lambda: [re.findall(r"\w+", t.lower()) for t in texts]) for _ in range(3))
    ours = min(_spent(pipeline) for _ in range(2))
    print(f"{'':44}{'CPU s':>9}{'times bare':>12}{'comments/CPU s':>16}")
    print(f"{'Python: lower and split':44}{bare:9.2f}{1:12.1f}{len(texts) / bare:16,.0f}")
    print(f"{'suggestions, all of it, 400 confirmed':44}{ours:9.2f}{ours / bare:12.1f}{len(texts) / ours:16,.0f}")

    keywords = keywords_of(draws.rich)
    plain = folded(texts)
    patterns = []
    for n in range(len(draws.rich)):
        parts = [re.escape(" ".join(k.words)) + ("[a-z0-9']*" if k.stem else "") for k in keywords if k.code == n]
        patterns.append(parts)
    raw = pd.Series(texts, dtype="str")
    column = pa.array(plain)
    by_us = min(_spent(lambda: keyword_hits(plain, keywords)) for _ in range(3))
    by_pandas = _spent(lambda: [raw.str.contains(rf"\b(?:{'|'.join(p)})\b", case=False) for p in patterns])
    by_arrow = min(
        _spent(lambda: [pc.match_substring_regex(column, f" (?:{'|'.join(p)}) ") for p in patterns]) for _ in range(3)
    )
    print(f"\n{'keyword step, 33 codes':44}{'CPU s':>9}{'times ours':>12}")
    for told, spent in (
        ("ours, on folded text", by_us),
        ("33 x Series.str.contains on raw text", by_pandas),
        ("33 x pyarrow RE2 on folded text", by_arrow),
    ):
        print(f"{told:44}{spent:9.2f}{spent / by_us:12.1f}")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
