"""How well kinds of claim are told, on the labelled sentences: precision and recall of each kind.

Without an argument the development half, with the sentences that were misjudged. `held-out` prints the figures of the other
half and none of its sentences, so that nobody mends a rule to fit them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from references.claim_kinds import ClaimKind, claimed  # noqa: E402

LABELLED = ROOT / "tests" / "data" / "claims" / "labelled.tsv"
HALVES = ("development", "held-out")


class Labelled(NamedTuple):
    text: str
    kinds: frozenset[str]


class Score(NamedTuple):
    kind: str
    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false_alarms) if self.hits else 0.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.misses) if self.hits else 0.0


def labelled(half: str) -> Iterator[Labelled]:
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        kinds, text = line.split("\t")
        if HALVES[sha256(text.encode()).digest()[0] % 2] == half:
            yield Labelled(text, frozenset(kinds.split(",")) - {"none"})


def scores(half: str) -> list[Score]:
    judged = [(one.kinds, claimed(one.text).keys()) for one in labelled(half)]
    return [
        Score(
            kind,
            hits=sum(kind in meant and kind in found for meant, found in judged),
            false_alarms=sum(kind not in meant and kind in found for meant, found in judged),
            misses=sum(kind in meant and kind not in found for meant, found in judged),
        )
        for kind in ClaimKind
    ]


def main(half: str) -> int:
    if half not in HALVES:
        print(f"There is no half “{half}”. Expected one of: {', '.join(HALVES)}.")
        return 1
    print(f"{half} half, {len(list(labelled(half)))} sentences")
    for one in scores(half):
        print(
            f"{one.kind:10} precision {one.precision:.2f}  recall {one.recall:.2f}"
            f"  ({one.hits} found, {one.false_alarms} false alarms, {one.misses} missed)"
        )
    if half == HALVES[0]:
        for text, kinds in labelled(half):
            found = claimed(text)
            if found.keys() != kinds:
                lost = ", ".join(sorted(kinds - found.keys())) or "-"
                extra = ", ".join(f"{kind} ({words})" for kind, words in found.items() if kind not in kinds) or "-"
                print(f"  missed {lost}; false {extra}: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else HALVES[0]))
