"""Suggestions against people's codes: 2,929 comments of NHS patients, 33 codes.

    python benchmarks/suggest_nhs.py FOLDER [--seeds 3]

FOLDER holds comments.csv (question, text, labels joined by |) and codebook.csv (code, definition,
examples) from https://github.com/The-Strategy-Unit/pxtextmining (MIT). The comments are real
people's words and are not part of this project.

35% of the distinct texts are held out, with each seed others; comments that the code book quotes are
never among them. N comments of the rest, drawn at random, are "confirmed". Side by side: TF-IDF with
a linear SVM on the same confirmed comments, and the cosine of a comment with the code book's text.

Columns: hit@3, a right code among the first three, of comments that have a code; micro- and macro-F1
of what is marked as likely; ece, the expected calibration error over all pairs of comment and code
with a chance above 0.05 (ten bins); some, the share of comments with a likely code; seconds.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from consultwork.model import Code
from consultwork.settings.codebook import read_codebook
from consultwork.suggest.engine import Comments, Confirmed, learn

warnings.filterwarnings("ignore", message="Label not")
CONFIRMED = (0, 100, 200, 400, 1600)
Read = tuple[np.ndarray, float]  # chances, comments by codes, and the cut


def _ours(codes: tuple[Code, ...]) -> Callable[..., Read]:
    def run(held: Comments, known: Comments, marks: np.ndarray) -> Read:
        suggester = learn(codes, held, Confirmed(known, marks) if len(known) else None)
        return suggester.read(held)[0], suggester.cut

    return run


def _svm(held: Comments, known: Comments, marks: np.ndarray) -> Read:
    """TF-IDF of words and pairs with one linear SVM a code; the cut that is best in cross-validation."""
    if not len(known):
        return np.zeros((len(held), marks.shape[1])), 1.0
    tfidf = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    pieces = tfidf.fit_transform([f"{q} {t}" for q, t in zip(known.questions, known.texts, strict=True)])
    asked = tfidf.transform([f"{q} {t}" for q, t in zip(held.questions, held.texts, strict=True)])
    seen = marks.sum(axis=0) > 0
    model = OneVsRestClassifier(LinearSVC(C=0.5))
    folds = cross_val_predict(model, pieces, marks[:, seen], cv=5, method="decision_function")
    cuts = np.linspace(-1.0, 0.5, 61)
    cut = max(cuts, key=lambda c: f1_score(marks[:, seen], folds >= c, average="micro", zero_division=0))
    chances = np.full((len(held), marks.shape[1]), -9.0)
    chances[:, seen] = model.fit(pieces, marks[:, seen]).decision_function(asked)
    return chances, float(cut)


def _cosine(codes: tuple[Code, ...]) -> Callable[..., Read]:
    """Likeness of a comment and a code's name, definition and examples; the nearest code is marked."""

    def run(held: Comments, known: Comments, marks: np.ndarray) -> Read:
        tfidf = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english")
        documents = tfidf.fit_transform([f"{c.name} {c.description} {c.example}" for c in codes])
        chances = (tfidf.transform(held.texts) @ documents.T).toarray()
        top = chances.max(axis=1, keepdims=True)
        return np.where((chances == top) & (top > 0), chances + 1.0, chances), 1.0

    return run


def _measure(chances: np.ndarray, cut: float, truth: np.ndarray) -> list[float]:
    coded = truth.any(axis=1)
    first = np.argsort(-chances, axis=1, kind="stable")[:, :3]
    hit = np.take_along_axis(truth, first, axis=1).any(axis=1)[coded].mean()
    marked = chances >= cut
    micro, macro = (f1_score(truth, marked, average=a, zero_division=0) for a in ("micro", "macro"))
    ece = float("nan")
    if chances.min() >= 0 and chances.max() <= 1:
        shown = chances > 0.05
        p, y = chances[shown], truth[shown]
        bins = np.minimum((p * 10).astype(int), 9)
        ece = sum(abs(p[bins == b].sum() - y[bins == b].sum()) for b in range(10)) / max(len(p), 1)
    return [hit, micro, macro, ece, marked.any(axis=1).mean()]


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--keywords", type=Path, default=Path(__file__).parent / "nhs" / "codebook.csv")
    parser.add_argument("--codes", action="store_true", help="also F1 of each code, 1,600 confirmed")
    arguments = parser.parse_args()
    table = pd.read_csv(arguments.folder / "comments.csv", dtype="str", keep_default_na=False)
    bare, rich = read_codebook(arguments.folder / "codebook.csv"), read_codebook(arguments.keywords)
    number = {c.id: n for n, c in enumerate(bare)}
    order = {c.id: c for c in rich}
    rich = tuple(order[c.id] for c in bare)
    four = tuple(replace(c, include=c.include[:4]) for c in rich)
    truth = np.zeros((len(table), len(bare)))
    for row, labels in enumerate(table["labels"]):
        truth[row, [number[c] for c in labels.split("|") if c]] = 1.0
    everyone = Comments(list(table["text"]), list(table["question"]))
    quoted = " | ".join(c.example.lower() for c in bare)
    text = table["text"].str.strip().str.lower()
    distinct = np.array(sorted(set(text)))
    peers: dict[str, Callable[..., Read]] = {
        "keywords of benchmarks/nhs": _ours(rich),
        "four keywords a code": _ours(four),
        "code book as it is": _ours(bare),
        "TF-IDF + linear SVM": _svm,
        "code book by cosine": _cosine(bare),
    }
    print(f"{'':28}{'N':>6}{'hit@3':>8}{'±':>7}{'micro':>8}{'±':>7}{'macro':>8}{'ece':>8}{'some':>8}{'seconds':>9}")
    for name, run in peers.items():
        for n in CONFIRMED:
            if (name == "code book by cosine" and n) or (name.startswith("TF-IDF") and not n):
                continue
            results, per_code = [], []
            for seed in range(arguments.seeds):
                draw = np.random.default_rng(seed)
                away = set(distinct[draw.permutation(len(distinct))[: int(0.35 * len(distinct))]])
                held = np.flatnonzero([t in away and (len(t) < 8 or t not in quoted) for t in text])
                rest = draw.permutation(np.flatnonzero([t not in away for t in text]))[:n]
                start = time.perf_counter()
                chances, cut = run(everyone.take(held), everyone.take(rest), truth[rest])
                spent = time.perf_counter() - start
                results.append([*_measure(chances, cut, truth[held]), spent])
                per_code.append(f1_score(truth[held], chances >= cut, average=None, zero_division=0))
            m, spread = np.mean(results, axis=0), 1.96 * np.std(results, axis=0, ddof=1) / np.sqrt(len(results))
            print(
                f"{name:28}{n:6,}{m[0]:8.3f}{spread[0]:7.3f}{m[1]:8.3f}{spread[1]:7.3f}{m[2]:8.3f}{m[3]:8.3f}"
                f"{m[4]:8.1%}{m[5]:9.1f}", flush=True,
            )  # fmt: skip
            if arguments.codes and n == max(CONFIRMED) and name.startswith("keywords"):
                for code, f1 in sorted(zip(bare, np.mean(per_code, axis=0), strict=True), key=lambda x: x[1]):
                    print(f"    {code.name:60}{f1:6.2f}  {int(truth[:, number[code.id]].sum()):5} comments")


if __name__ == "__main__":
    main()
