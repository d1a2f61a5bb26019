"""Which question does it answer? Made-up answers whose question is known, against the question's text alone.

    python benchmarks/question_mapping.py

Every made-up answer of the demonstration was given under one question of its consultation. Hidden, that
question has to be found again: through the codes, and, beside it, by the cosine of TF-IDF to the
question's own text. Twelve more lines answer none. One author wrote answers, codebook and search, so
that only the order of the methods counts.

Columns: first, the right question comes first; three, it is among the first three; none, the area
under the curve for telling what answers none (by the best score).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from consultwork.suggest.questions import rank_questions
from consultwork.suggest.words import folded
from consultwork.workbench import demo_run

NONE = (
    "Made up: thank you for the lovely biscuits at the meeting.", "Made up: my train was late today.",
    "Made up: could you send me the parking map again?", "Made up: happy birthday to everybody in the office.",
    "Made up: I will be on holiday in the second week of August.", "Made up: the photocopier is out of paper.",
    "Made up: see you on Thursday, I bring the cake.", "Made up: I lost my umbrella, has anybody found it?",
    "Made up: the football was great last night.", "Made up: what time does the library close?",
    "Made up: please take me off this mailing list.", "Made up: testing, testing, one two three.",
)  # fmt: skip


def main() -> None:
    """Print one table."""
    with tempfile.TemporaryDirectory() as folder:
        bench, _ = demo_run.run(Path(folder) / "workspace")
        codes, everything = bench.codebook.codes, bench.snapshot().contributions
        print(
            f"{'':24}{'answers':>9}{'questions':>11}{'first':>8}{'three':>8}{'none':>8}   question text alone: first, three, none"
        )
        sums = np.zeros(4)
        total = 0
        for name, c in bench.consultations.items():
            asked = list(c.questions)
            known = [
                x for x in everything.values() if x.consultation == name and x.question in {q.number for q in asked}
            ]
            if len(known) < 5:
                continue
            texts = [x.text for x in known] + list(NONE)
            ours = rank_questions(texts, asked, codes)
            words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
            documents = words.fit_transform(folded(f"{q.plain} {q.text}" for q in asked))
            plain = (words.transform(folded(texts)) @ documents.T).toarray()
            first, three, base, base3 = [], [], [], []
            for n, x in enumerate(known):
                numbers = [q for q, _, _ in ours[n].questions]
                order = [asked[k].number for k in np.argsort(-plain[n], kind="stable")[:3]]
                first.append(numbers[0] == x.question)
                three.append(x.question in numbers)
                base.append(order[0] == x.question)
                base3.append(x.question in order)
            truth = [1] * len(known) + [0] * len(NONE)
            auc = roc_auc_score(truth, [a.questions[0][1] for a in ours])
            auc_plain = roc_auc_score(truth, plain.max(axis=1))
            print(
                f"{name:24}{len(known):9}{len(asked):11}{np.mean(first):8.2f}{np.mean(three):8.2f}{auc:8.2f}"
                f"   {np.mean(base):.2f}, {np.mean(base3):.2f}, {auc_plain:.2f}"
            )
            sums += [sum(first), sum(three), sum(base), sum(base3)]
            total += len(known)
        print(
            f"{'all':24}{total:9}{'':11}{sums[0] / total:8.2f}{sums[1] / total:8.2f}{'':8}   {sums[2] / total:.2f}, {sums[3] / total:.2f}"
        )


if __name__ == "__main__":
    main()
