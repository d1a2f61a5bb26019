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
with a chance above 0.05 (ten bins); some, the share of comments with a likely code; seconds; and what
is gained over plain keywords with TF-IDF, seed by seed. Intervals are 95% over seeds.

The second table: the chance above which "95% right" is promised from N comments drawn at random, the
share that was right among held-out comments (mean and lowest of the seeds), the share of all their
codes that lie above it, and in how many of the seeds nothing was promised.
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
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from consultwork.model import Code
from consultwork.settings.codebook import read_codebook
from consultwork.suggest.calibration import choose_bar
from consultwork.suggest.engine import Comments, ConfirmedComments, learn
from consultwork.suggest.words import folded, keyword_hits, keywords_of

warnings.filterwarnings("ignore", message="Label not")
CONFIRMED = (0, 100, 200, 400, 1600)
Read = tuple[np.ndarray, float]  # chances, comments by codes, and the cut


def _ours(codes: tuple[Code, ...]) -> Callable[..., Read]:
    def run(held: Comments, known: Comments, marks: np.ndarray) -> Read:
        suggester = learn(codes, held, ConfirmedComments(known, marks) if len(known) else None)
        return suggester.read(held)[0], suggester.cut

    return run


def _plain(codes: tuple[Code, ...]) -> Callable[..., Read]:
    """The baseline: TF-IDF with one logistic regression a code, and the codebook's keywords, stacked plainly.

    One logistic regression shared by all codes weighs the left-out chance of the TF-IDF model (five
    folds), whether a keyword of the code is there, and how many; before anything is confirmed, the
    number of keywords alone, their rarity breaking ties.
    """
    keywords = keywords_of(codes)
    of = np.zeros((len(keywords), len(codes)))
    of[np.arange(len(keywords)), [k.code for k in keywords]] = 1.0

    def signs(comments: Comments, rare: np.ndarray) -> list[np.ndarray]:
        hits = keyword_hits(folded(comments.texts), keywords)
        return [(hits @ of > 0).astype(float), np.log1p(hits @ of), (hits.multiply(rare)).tocsr() @ of]

    def run(held: Comments, known: Comments, marks: np.ndarray) -> Read:
        seen_in = np.asarray(keyword_hits(folded(held.texts), keywords).sum(axis=0)).ravel()
        rare = np.log((len(held) + 2) / (seen_in + 1)) / np.log(len(held) + 2)
        here = signs(held, rare)
        if not len(known):
            return np.clip(here[0] * 0.5 + 0.05 * here[1] + 0.02 * here[2], 0, 1), 0.5
        tfidf = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        pieces = tfidf.fit_transform([f"{q} {t}" for q, t in zip(known.questions, known.texts, strict=True)])
        asked = tfidf.transform([f"{q} {t}" for q, t in zip(held.questions, held.texts, strict=True)])
        seen = np.flatnonzero(marks.sum(axis=0) > 1)
        model = OneVsRestClassifier(LogisticRegression(C=10, max_iter=300))
        folds = np.tile(marks.mean(axis=0) * 0.5, (len(known), 1))
        folds[:, seen] = cross_val_predict(model, pieces, marks[:, seen], cv=5, method="predict_proba")
        new = np.tile(marks.mean(axis=0) * 0.5, (len(held), 1))
        new[:, seen] = model.fit(pieces, marks[:, seen]).predict_proba(asked)

        def stacked(chances: np.ndarray, found: list[np.ndarray]) -> np.ndarray:
            p = np.clip(chances, 1e-4, 1 - 1e-4)
            return np.column_stack([np.log(p / (1 - p)).ravel(), *(f.ravel() for f in found)])

        shared = LogisticRegression(C=1, max_iter=500)
        rows = stacked(folds, signs(known, rare))
        shared.fit(rows, marks.ravel())
        cuts = np.linspace(0.1, 0.8, 71)
        own = shared.predict_proba(rows)[:, 1]
        cut = max(cuts, key=lambda c: f1_score(marks.ravel(), own >= c, zero_division=0))
        return shared.predict_proba(stacked(new, here))[:, 1].reshape(new.shape), float(cut)

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


class Draws:
    """The comments, and for each seed which are held out and in which order the others are confirmed."""

    def __init__(self, folder: Path, keywords: Path) -> None:
        """Read the comments and both code books, with the same order of codes."""
        table = pd.read_csv(folder / "comments.csv", dtype="str", keep_default_na=False)
        self.bare, rich = read_codebook(folder / "codebook.csv"), read_codebook(keywords)
        number, order = {c.id: n for n, c in enumerate(self.bare)}, {c.id: c for c in rich}
        self.rich = tuple(order[c.id] for c in self.bare)
        self.truth = np.zeros((len(table), len(self.bare)))
        for row, labels in enumerate(table["labels"]):
            self.truth[row, [number[c] for c in labels.split("|") if c]] = 1.0
        self.everyone = Comments(list(table["text"]), list(table["question"]))
        self._quoted = " | ".join(c.example.lower() for c in self.bare)
        self._text = table["text"].str.strip().str.lower()
        self._distinct = np.array(sorted(set(self._text)))

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows held out (35% by distinct text), and the others in a random order."""
        draw = np.random.default_rng(seed)
        away = set(self._distinct[draw.permutation(len(self._distinct))[: int(0.35 * len(self._distinct))]])
        held = np.flatnonzero([t in away and (len(t) < 8 or t not in self._quoted) for t in self._text])
        return held, draw.permutation(np.flatnonzero([t not in away for t in self._text]))


def _promise(draws: Draws, seeds: int) -> None:
    """Whether "95% right", said from a random sample, holds on comments that nobody had read."""
    print(f"\n{'95% right, as promised':28}{'N':>6}{'bar':>8}{'right':>8}{'lowest':>8}{'codes':>8}{'no bar':>8}")
    for n in (100, 200, 400, 800, 1600):
        right, found, bars, none = [], [], [], 0
        for seed in range(seeds):
            held, rest = draws.draw(seed)
            rest = rest[:n]
            known = ConfirmedComments(draws.everyone.take(rest), draws.truth[rest])
            suggester = learn(draws.rich, draws.everyone.take(held), known)
            bar = choose_bar(suggester.left_out, suggester.confirmed.marks)
            if bar is None:
                none += 1
                continue
            above = suggester.read(draws.everyone.take(held))[0] >= bar
            truth = draws.truth[held]
            if above.any():
                right.append(truth[above].mean())
                found.append(above.sum() / truth.sum())
                bars.append(bar)
        shown = (np.mean(bars), np.mean(right), np.min(right), np.mean(found)) if right else (np.nan,) * 4
        print(f"{'':28}{n:6,}{shown[0]:8.2f}{shown[1]:8.1%}{shown[2]:8.1%}{shown[3]:8.1%}{none:8}", flush=True)


def _plot(draws: Draws, path: Path) -> None:
    """How often a chance came true, against the chance: held-out comments, 400 confirmed."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    held, rest = draws.draw(0)
    suggester = learn(
        draws.rich,
        draws.everyone.take(held),
        ConfirmedComments(draws.everyone.take(rest[:400]), draws.truth[rest[:400]]),
    )
    p, y = suggester.read(draws.everyone.take(held))[0].ravel(), draws.truth[held].ravel()
    p, y = p[p > 0.05], y[p > 0.05]
    bins = np.minimum((p * 10).astype(int), 9)
    x = [p[bins == b].mean() for b in range(10) if (bins == b).any()]
    came = [y[bins == b].mean() for b in range(10) if (bins == b).any()]
    figure, axis = plt.subplots(figsize=(5, 5), layout="constrained")
    axis.plot([0, 1], [0, 1], color="0.7")
    axis.plot(x, came, "o-", color="#005a9c")
    for b, (at, true) in zip(sorted(set(bins)), zip(x, came, strict=True), strict=True):
        axis.annotate(f"{(bins == b).sum():,}", (at, true), textcoords="offset points", xytext=(6, -12), fontsize=8)
    axis.set(xlabel="chance that was said", ylabel="share that came true", title="400 confirmed, held-out comments")
    figure.savefig(path, dpi=120)


def main() -> None:
    """Print one table, then what is promised."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--keywords", type=Path, default=Path(__file__).parent / "nhs" / "codebook.csv")
    parser.add_argument("--codes", action="store_true", help="also F1 of each code, 1,600 confirmed")
    parser.add_argument("--plot", type=Path, help="draw how often chances came true")
    parser.add_argument("--promise", type=int, default=10, help="seeds for the promise of 95%%; 0 leaves it out")
    arguments = parser.parse_args()
    draws = Draws(arguments.folder, arguments.keywords)
    bare, rich, truth, everyone = draws.bare, draws.rich, draws.truth, draws.everyone
    four = tuple(replace(c, include=c.include[:4]) for c in rich)
    peers: dict[str, Callable[..., Read]] = {
        "plain: keywords, TF-IDF": _plain(rich),
        "keywords of benchmarks/nhs": _ours(rich),
        "four keywords a code": _ours(four),
        "code book as it is": _ours(bare),
        "TF-IDF + linear SVM": _svm,
        "code book by cosine": _cosine(bare),
    }
    print(
        f"{'':28}{'N':>6}{'hit@3':>8}{'±':>7}{'micro':>8}{'±':>7}{'macro':>8}{'ece':>8}{'some':>8}{'seconds':>9}"
        f"{'hit@3 over plain':>20}{'micro over plain':>20}"
    )
    baseline: dict[int, np.ndarray] = {}
    for name, run in peers.items():
        for n in CONFIRMED:
            if (name == "code book by cosine" and n) or (name.startswith("TF-IDF") and not n):
                continue
            results, per_code = [], []
            for seed in range(arguments.seeds):
                held, rest = draws.draw(seed)
                rest = rest[:n]
                start = time.perf_counter()
                chances, cut = run(everyone.take(held), everyone.take(rest), truth[rest])
                spent = time.perf_counter() - start
                results.append([*_measure(chances, cut, truth[held]), spent])
                per_code.append(f1_score(truth[held], chances >= cut, average=None, zero_division=0))
            m, spread = np.mean(results, axis=0), 1.96 * np.std(results, axis=0, ddof=1) / np.sqrt(len(results))
            baseline.setdefault(n, np.array(results))
            over = np.array(results) - baseline[n]
            gain, wide = over.mean(axis=0), 1.96 * over.std(axis=0, ddof=1) / np.sqrt(len(over))
            print(
                f"{name:28}{n:6,}{m[0]:8.3f}{spread[0]:7.3f}{m[1]:8.3f}{spread[1]:7.3f}{m[2]:8.3f}{m[3]:8.3f}"
                f"{m[4]:8.1%}{m[5]:9.1f}{gain[0]:+13.3f} ±{wide[0]:.3f}{gain[1]:+13.3f} ±{wide[1]:.3f}", flush=True,
            )  # fmt: skip
            if arguments.codes and n == max(CONFIRMED) and name.startswith("keywords"):
                for code, f1 in sorted(zip(bare, np.mean(per_code, axis=0), strict=True), key=lambda x: x[1]):
                    print(f"    {code.name:60}{f1:6.2f}  {int(truth[:, bare.index(code)].sum()):5} comments")
    if arguments.promise:
        _promise(draws, arguments.promise)
    if arguments.plot:
        _plot(draws, arguments.plot)


if __name__ == "__main__":
    main()
