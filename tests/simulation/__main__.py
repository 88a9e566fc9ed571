"""Play the sync protocol against all that goes wrong, from seeds that can be played again.

    python3 dev.py sim --seeds N [--seed S] [--real] [--canary NAME] [--list]

Without faults in the product every seed ends with all laws kept. With `--canary NAME` a fault is
planted, and the run succeeds when the simulator catches it.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from time import monotonic

from tests.simulation.canaries import CANARIES, Canary
from tests.simulation.laws import LAWS
from tests.simulation.real import play_real
from tests.simulation.seeds import Result, play

CANARY_SEEDS = 2_000
REAL_SEEDS = 3
SEEDS = 200
CHUNK = 25
TWICE_EVERY = 10
"""Every tenth seed is played twice, and both traces must be equal (P32)."""
LINES_SHOWN = 60


def main(arguments: list[str]) -> int:
    """Run; 0 when all laws held, or when the planted fault was caught."""
    parser = argparse.ArgumentParser(prog="dev.py sim", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, help="how many seeds to play")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; alone: only this one")
    parser.add_argument("--canary", choices=sorted(CANARIES), help="plant this fault")
    parser.add_argument("--real", action="store_true", help="the real service, over real lines")
    parser.add_argument("--list", action="store_true", help="what is checked and can be planted")
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print("\n".join([*_canary_lines(), *(f"property {law.strip()}" for law in LAWS)]))
        return 0
    if chosen.canary is not None:
        return hunt(CANARIES[chosen.canary](), chosen.seed, chosen.seeds or CANARY_SEEDS)
    alone = chosen.seeds is None and "--seed" in arguments
    if chosen.real:
        return judge(play_real(chosen.seed, chosen.seeds or (1 if alone else REAL_SEEDS)))
    count = chosen.seeds or (1 if alone else SEEDS)
    return judge(play_many(chosen.seed, count), show=alone)


def hunt(canary: Canary, first: int, count: int) -> int:
    """Play seeds until the planted fault is caught."""
    for played, result in enumerate(play(range(first, first + count), canary), start=1):
        if result.law:
            print(
                f"{canary.name} was caught by {result.law} at seed {result.seed} ({played} played)"
            )
            return 0
    print(f"{canary.name} was NOT caught in {count} seeds")
    return 1


def judge(results: Iterator[Result], *, show: bool = False) -> int:
    """Count results; the first broken law ends the run with its trace."""
    began, played = monotonic(), 0
    for result in results:
        played += 1
        if show or result.law:
            print("\n".join(result.lines[-LINES_SHOWN:]))
        if result.law:
            print(f"\nseed {result.seed} broke {result.words}\n")
            print(f"Again: python3 dev.py sim --seed {result.seed}")
            return 1
    took = monotonic() - began
    print(f"{played} seeds, all laws kept, {took:.1f} s, {played / took * 60:.0f} seeds a minute")
    return 0


def play_many(first: int, count: int) -> Iterator[Result]:
    """Play seeds on all processors, in order."""
    chunks = [
        range(start, min(start + CHUNK, first + count))
        for start in range(first, first + count, CHUNK)
    ]
    workers = min(len(chunks), os.cpu_count() or 1)
    if workers == 1:
        for chunk in chunks:
            yield from play_chunk(chunk)
        return
    with ProcessPoolExecutor(workers) as pool:
        try:
            for results in pool.map(play_chunk, chunks):
                yield from results
        finally:
            pool.shutdown(cancel_futures=True)


def play_chunk(seeds: range) -> list[Result]:
    """Play some seeds, every tenth twice."""
    plan = [seed for seed in seeds for _ in range(2 if seed % TWICE_EVERY == 0 else 1)]
    found: list[Result] = []
    for result in play(plan, Canary()):
        if not found or found[-1].seed != result.seed:
            found.append(result)
        elif found[-1].digest != result.digest:
            words = "P32: the same seed went two ways"
            found[-1] = Result(result.seed, "P32", words, result.lines, result.digest)
    return found


def _canary_lines() -> list[str]:
    return [f"canary {name} {(made.__doc__ or '').strip()}" for name, made in CANARIES.items()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
