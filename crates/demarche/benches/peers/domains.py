"""Times NegMAS on the domains of benches/bargaining.rs, each in a process of its own with a limit, and sets our times beside its.

Usage: domains.py BENCH_OUTPUT SECONDS      the table
       domains.py --one PARTIES RADIX...    one domain, as JSON
"""

import json
import re
import subprocess
import sys
import time

MASK = (1 << 64) - 1
UNIT = 1_000_000

# What the domain is called in our output, parties, and values of each issue.
DOMAINS = [
    ("growth_everything 3", 2, [10] * 3),
    ("growth_everything 4", 2, [10] * 4),
    ("growth_everything 5", 2, [10] * 5),
    ("growth_everything 6", 2, [10] * 6),
    ("five_everything", 5, [8, 6, 10, 10, 10, 5]),
]


class Dice:
    """The numbers of benches/bargaining.rs (SplitMix64), so that both programs see the same weights."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return (mixed ^ (mixed >> 31)) % bound


def one(parties, radices):
    """Seconds of each step on one domain; a line is printed after every step, so that a limit loses only what is unfinished."""
    from negmas import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import ks_points, nash_points, pareto_frontier
    from negmas.preferences.value_fun import TableFun

    dice = Dice(parties)
    space = make_os([make_issue(list(range(radix)), f"i{issue}") for issue, radix in enumerate(radices)])
    functions = []
    for _ in range(parties):
        tables = [TableFun({value: dice.below(UNIT) / UNIT for value in range(radix)}) for radix in radices]
        weights = [1.0] * len(radices)
        reserved = len(radices) / 10
        functions.append(LinearAdditiveUtilityFunction(tables, weights=weights, outcome_space=space, reserved_value=reserved))

    def timed(step, action):
        start = time.perf_counter()
        result = action()
        seconds = time.perf_counter() - start
        print(json.dumps({"step": step, "seconds": seconds}), flush=True)
        return result

    outcomes = timed("outcomes", lambda: list(space.enumerate()))
    frontier, _ = timed("pareto", lambda: pareto_frontier(functions, outcomes=outcomes))
    print(json.dumps({"efficient": len(frontier)}), flush=True)
    # Given the space instead of the outcomes, it finds the ranges of additive functions issue by issue.
    timed("nash", lambda: nash_points(functions, frontier, outcome_space=space))
    timed("ks", lambda: ks_points(functions, frontier, outcome_space=space))


def ours(path):
    """Median seconds of every bench in divan's output; a bench with arguments is named with its argument."""
    units = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
    medians, group = {}, ""
    for line in open(path, encoding="utf-8"):
        columns = line.split("│")
        # The bar that a group draws before its members is no column.
        if line.startswith("│"):
            columns = columns[1:]
        head = re.match(r"^[\s├╰─]*(\w+)", columns[0])
        if not head:
            continue
        name = head[1]
        if len(columns) < 4 or not columns[2].strip():
            group = name
            continue
        number = re.match(r"\s*([\d.]+) (ns|µs|ms|s)\s*$", columns[2])
        if number:
            nested = line.startswith(("│", " "))
            medians[f"{group} {name}" if nested else name] = float(number[1]) * units[number[2]]
    return medians


def peer(parties, radices, limit):
    """Seconds by step, and how many points are efficient, as far as the limit allows."""
    command = [sys.executable, __file__, "--one", str(parties), *map(str, radices)]
    try:
        output = subprocess.run(command, capture_output=True, timeout=limit, check=True).stdout
    except subprocess.TimeoutExpired as stopped:
        output = stopped.stdout or b""
    lines = [json.loads(line) for line in output.decode().splitlines()]
    steps = {line["step"]: line["seconds"] for line in lines if "step" in line}
    efficient = next((line["efficient"] for line in lines if "efficient" in line), None)
    return steps, efficient


def table(path, limit):
    medians = ours(path)
    names = ["outcomes", "pareto", "nash", "ks"]
    print("| parties | outcomes | efficient points | " + " | ".join(f"NegMAS {name}, s" for name in names) + " | in all, s | demarche, s | ratio |")
    print("|--:" * (6 + len(names)) + "|")
    for name, parties, radices in DOMAINS:
        steps, efficient = peer(parties, radices, limit)
        outcomes = 1
        for radix in radices:
            outcomes *= radix
        done = all(step in steps for step in names)
        total = sum(steps.values()) if done else limit
        more = "" if done else "> "
        own = medians.get(name)
        cells = [f"{steps[step]:.3f}" if step in steps else "stopped" for step in names]
        ratio = f"{more}{total / own:.0f}" if own else "?"
        shown = f"{own:.4f}" if own else "?"
        print(f"| {parties} | {outcomes} | {efficient or '?'} | {' | '.join(cells)} | {more}{total:.2f} | {shown} | {ratio} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(int(sys.argv[2]), [int(radix) for radix in sys.argv[3:]])
    else:
        table(sys.argv[1], float(sys.argv[2]))
