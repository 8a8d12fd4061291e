"""What the scripts of peers share. They run in an interpreter of their own, without Skygap."""

import json
import sys
import time
from collections.abc import Callable

ROUNDS = 3
GAP_MIN = 10


def say_times(work: dict[str, Callable[[], int]]) -> None:
    """Time each piece of work, best of rounds, and write CPU seconds and what it counted."""
    told = {}
    for name, doing in work.items():
        best, count = float("inf"), 0
        for _ in range(ROUNDS):
            start = time.process_time()
            count = doing()
            best = min(best, time.process_time() - start)
        told[name] = {"cpu_s": best, "parts": count}
    json.dump(told, sys.stdout)
