"""The long run of damaged messages, `scripts/fuzz-reading N [seed]`: prints what it met."""

from __future__ import annotations

import collections
import random
import sys
import time
from pathlib import Path

from pnr.reading import read
from tests.builders.mutations import mutant
from tests.properties.test_fuzz_reading import FAILURES, seeds

_SLOW = 1.0  # CPU seconds for one message of a few kilobytes: worth a look


def main(arguments: list[str]) -> int:
    """Read N damaged messages; keep those the reader failed on under `fuzz-*.edi` in the working folder."""
    total = int(arguments[0]) if arguments else 10_000
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    rng = random.Random(seed)
    kinds: collections.Counter[str] = collections.Counter()
    codes: collections.Counter[str] = collections.Counter()
    failed, slowest, began = 0, 0.0, time.perf_counter()
    sound = seeds()
    for number in range(total):
        damaged = mutant(rng.choice(sound), rng)
        before = time.process_time()
        found = {one.code for one in read(damaged.data).every_finding}
        took = time.process_time() - before
        slowest = max(slowest, took)
        kinds[damaged.kind.partition(",")[0]] += 1
        codes.update(found)
        if found & FAILURES or took > _SLOW:
            failed += 1
            Path(f"fuzz-{seed}-{number}.edi").write_bytes(damaged.data)
        if number % 50_000 == 49_999:
            sys.stdout.write(f"{number + 1} read, {failed} failed\n")
            sys.stdout.flush()
    spent = time.perf_counter() - began
    sys.stdout.write(
        f"{total} damaged messages, seed {seed}: {failed} failed, slowest {slowest * 1000:.0f} ms, "
    )
    sys.stdout.write(f"{total / spent:.0f} a second, {len(codes)} kinds of finding\n")
    for kind, count in kinds.most_common():
        sys.stdout.write(f"  {kind:20} {count}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
