"""`python -m tests.chaos [--seed N] [--seeds N] [--messages N] [--fault NAME]…`: break it, and say what was lost."""

import argparse
import pickle
import random
import shutil
import sys
import tempfile
from pathlib import Path

from deploy.local import LocalServers, running
from tests.chaos.compare import differences, repeats
from tests.chaos.faults import FAULTS, NEED_PRELOAD
from tests.chaos.preload import is_possible
from tests.chaos.run import PARTITIONS, run
from tests.chaos.stream import made


def main() -> None:
    """Leaves with 1 if any seed's run differs from its quiet run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, help="of the first run; else a random one")
    options.add_argument("--seeds", type=int, default=1, help="how many, one after the other")
    options.add_argument("--messages", type=int, default=2_000)
    options.add_argument("--rate", type=float, default=25.0, help="messages a second")
    options.add_argument("--keep", type=Path, help="folder for logs and end states of runs that differ")
    options.add_argument("--fault", action="append", choices=sorted(FAULTS), help="only these")
    chosen = options.parse_args()
    first = chosen.seed if chosen.seed is not None else random.randrange(1_000_000)
    faults = chosen.fault or list(FAULTS)
    if not is_possible():
        faults = [name for name in faults if name not in NEED_PRELOAD]
        print(f"without a C compiler there are no faults of these kinds: {', '.join(sorted(NEED_PRELOAD))}")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers", tell=print) as servers:
        for seed in range(first, first + chosen.seeds):
            home = Path(folder) / str(seed)
            wrong += not is_fine(
                servers,
                home,
                seed=seed,
                count=chosen.messages,
                faults=faults,
                rate=chosen.rate,
                keep=chosen.keep,
            )
    print(f"{chosen.seeds - wrong} of {chosen.seeds} runs end as their quiet runs do")
    sys.exit(1 if wrong else 0)


def is_fine(
    servers: LocalServers,
    home: Path,
    *,
    seed: int,
    count: int,
    faults: list[str],
    rate: float,
    keep: Path | None,
) -> bool:
    """One seed: the quiet run, the wild run, the comparison."""
    messages = made(seed, count, partitions=PARTITIONS)
    print(f"seed {seed}: {count} messages", flush=True)
    (home / "quiet").mkdir(parents=True)
    quiet = run(servers, home / "quiet", messages, seed=seed, rate=1_000)
    print(
        f"  quiet: {len(quiet.stories)} stories, {len(quiet.claims)} claims, {len(quiet.alerts)} alerts, "
        f"{sum(quiet.letters.values())} dead letters, {quiet.seconds:.0f} s",
        flush=True,
    )
    (home / "wild").mkdir(parents=True)
    wild = run(servers, home / "wild", messages, seed=seed, faults=faults, rate=rate)
    found = [*differences(quiet, quiet), *differences(quiet, wild)]
    desk = ", ".join(f"{status or 'nothing'} {count} times" for status, count in sorted(wild.desk.items()))
    print(
        f"  wild: {sum(wild.broken.values())} faults, {len(wild.stories)} stories, {len(wild.alerts)} alerts, "
        f"{repeats(wild.delivered)} raw repeats of deliveries, {repeats(wild.letters)} of dead letters, "
        f"{wild.ended_by_themselves} processes ended by themselves, desk answered {desk}, "
        f"{wild.seconds:.0f} s"
    )
    for each in found:
        print(f"  WRONG: {each}")
    if found and keep is not None:
        kept = keep / str(seed)
        shutil.copytree(home / "wild", kept, dirs_exist_ok=True)
        for name, state in (("quiet", quiet), ("wild", wild)):
            (kept / f"{name}.pickle").write_bytes(pickle.dumps(state))
    return not found


if __name__ == "__main__":
    main()
