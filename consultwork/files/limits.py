"""How much is read of one file, so that a small file that unpacks to a huge one stops here."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024
# One file is read into memory: a workspace's databases and recordings are larger, its documents never.
LARGEST_FILE = 200 * MB
# All that one file unpacks to. Ten times the largest .docx that was ever met; a bomb has a thousand times as much.
MOST_UNPACKED = 400 * MB
# A .docx has some 30 parts, a folder of answers a few hundred files.
MOST_PARTS = 10_000
# A zip in a message in a zip is met; a file that holds itself has no end.
DEEPEST = 6
# pypdf takes about 20 ms a page; a court bundle has 1,500.
MOST_PAGES = 2_000
# striprtf goes over the text many times.
LARGEST_RTF = 20 * MB


@dataclass
class Budget:
    """What may still be unpacked from one file: counted down over everything inside it."""

    octets: int = MOST_UNPACKED
    parts: int = MOST_PARTS

    def spend(self, octets: int) -> bool:
        """Take one more part of that size. False when there is no room for it; the count stays spent."""
        self.octets -= octets
        self.parts -= 1
        return self.octets >= 0 and self.parts >= 0
