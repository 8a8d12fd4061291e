"""A short search in every run; `python -m tests.fuzz.readers --minutes 5` looks longer."""

from datetime import UTC
from random import Random

from skygap.readers import FORMATS, read_each_content
from skygap.readers.reading import Answers, Reading
from tests.fuzz.mutating import mutated
from tests.fuzz.readers import SEEDS, Search, search

FILES = 600
ASKED = Answers(zone=UTC, takes_guess=True)


def test_every_format_has_a_good_file_to_begin_with() -> None:
    found = [each for seed in SEEDS for each in read_each_content("a", seed, answers=ASKED)]
    said = {each.format.split(",")[0] for each in found if isinstance(each, Reading)}
    assert {known.name for known in FORMATS} - said == set()


def test_no_file_made_bad_breaks_a_reader_or_loses_a_row() -> None:
    looking = Search(Random(3))
    for _ in range(FILES):
        looking.look_at(looking.next_file())
    assert len(looking.seen) > 40  # it went beyond the first line of the readers


def test_a_search_says_what_it_found() -> None:
    count, faults = search(seconds=1, seed=1)
    assert (count > 5, faults) == (True, [])


def test_the_same_seed_makes_the_same_files() -> None:
    one, two = ([mutated(r, SEEDS[0], SEEDS[1]) for _ in range(50)] for r in (Random(5), Random(5)))
    assert one == two
    assert len(set(one)) > 40
