"""Write the documents that say what the code says: settings, tables, examples, exam results.

Run it from the repository root: python -m scripts.write_docs
With --check it writes nothing and fails when a page differs; a test does the same.
"""

import contextlib
import io
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from skygap.cli import main as skygap_command
from skygap.exam.exams import exam_tables
from skygap.readers.shipped.exams import shipped_exam
from skygap.settings import Settings
from skygap.store.kinds import INPUTS, WARNINGS
from skygap.tables.airports import AIRPORTS
from skygap.tables.approaches import APPROACHES
from skygap.tables.case import AIRCRAFT, EVENTS, MOVEMENTS, SOURCES
from skygap.tables.cases import CASES, DURATION_CASES, NAMED_ENDS, REACH_CASES
from skygap.tables.company import COMPANIONS, MEETINGS, SUNLIT, VISITS, WINDOWS
from skygap.tables.days import DAYS
from skygap.tables.evidence import EVIDENCE
from skygap.tables.fixes import FIXES
from skygap.tables.gaps import GAPS
from skygap.tables.heard import HEARD
from skygap.tables.hex_blocks import HEX_BLOCKS
from skygap.tables.items import CRAFTS, ITEMS
from skygap.tables.legs import LEGS
from skygap.tables.reachable import REACHABLE
from skygap.tables.registrations import REGISTRATIONS
from skygap.tables.reported import REPORTED_REACH, SILENCES
from skygap.tables.schema import COUNT, FLAG, NUMBER, TEXT, TIME, Table
from skygap.tables.sea import COAST, PORTS
from skygap.tables.stops import STOPS
from skygap.tables.transits import TRANSITS
from skygap.tables.types import TYPES
from skygap.tables.witnesses import TESTIMONY, WITNESSES

ROOT = Path(__file__).resolve().parents[1]

EXAMPLE = re.compile(r"(```\npython -m skygap (analyse .+)\n```\n\n```\n).*?(?=```)", re.DOTALL)
"""A command in README.md and, after it, what it prints."""

EXAM = re.compile(r"(<!-- blind test: (\w+) -->\n).*?(?=<!-- end of the blind test -->)", re.DOTALL)
"""Where docs/method.md shows what a blind test found."""

FEW_FILES = 5
"""More samples are counted and not named."""

GENERATED = "<!-- Written by `python -m scripts.write_docs`. Change the code, not this page. -->"

TABLES: Mapping[str, tuple[Table, ...]] = {
    "What was received": (FIXES, HEARD),
    "What is worked out from it": (
        LEGS,
        APPROACHES,
        GAPS,
        STOPS,
        REACHABLE,
        TRANSITS,
        WITNESSES,
        TESTIMONY,
    ),
    "What was reported": (SOURCES, AIRCRAFT, MOVEMENTS, EVENTS, REGISTRATIONS),
    "What is told of a reported silence": (SILENCES, REPORTED_REACH),
    "What was asked for": (DAYS, EVIDENCE),
    "What is examined": (CASES, DURATION_CASES, NAMED_ENDS, REACH_CASES),
    "What is shown": (ITEMS, CRAFTS),
    "What is told around a gap": (COMPANIONS, VISITS, MEETINGS, WINDOWS, SUNLIT),
    "Reference and book-keeping": (AIRPORTS, PORTS, COAST, HEX_BLOCKS, TYPES, INPUTS, WARNINGS),
}

TYPE_WORDS = {
    TEXT: "text",
    NUMBER: "number",
    COUNT: "whole number",
    FLAG: "yes or no",
    TIME: "time, UTC",
}


def settings_page() -> str:
    """Write the page of all settings: name, value, why."""
    settings = Settings()
    rows = [
        (f"`{each.name}`", f"{getattr(settings, each.name):g}", settings.why(each.name))
        for each in fields(Settings)
    ]
    return _page(
        "Settings",
        "Every threshold in force. The unit is the end of the name. *Assumed* means that no "
        "measurement stands behind the value yet. Change one for one run with "
        "`python -m skygap analyse PATH --set NAME=VALUE`.",
        _markdown(("setting", "value", "why"), rows),
    )


def data_dictionary() -> str:
    """Write the page of all tables: each column with its type and meaning."""
    parts = []
    for title, tables in TABLES.items():
        parts += [f"## {title}", *map(_table_section, tables)]
    return _page(
        "Data dictionary",
        "Every table and column, as declared in `skygap/tables/` and `skygap/store/kinds.py`. "
        "Text that is not known is empty, a number NaN, a time NaT; columns marked * are never "
        "unknown. Units are in the names.",
        *parts,
    )


def readme() -> str:
    """Write README.md with what its example command prints today."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return EXAMPLE.sub(lambda found: found[1] + _printed(found[2]), text)


def method() -> str:
    """Write docs/method.md with the results of the blind tests that are shipped."""
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    return EXAM.sub(lambda found: f"{found[1]}\n{_exam_part(found[2])}\n\n", text)


def _exam_part(name: str) -> str:
    told = shipped_exam(name)
    samples = told["samples"]
    where = ", ".join(samples) if len(samples) <= FEW_FILES else f"{len(samples)} files"
    said = f"Measured on {told['date']}, seed {told['seed']}: {told['crafts']} crafts in {where}."
    tables = (_markdown(table.columns, table.rows) for table in exam_tables(told))
    return "\n\n".join([said, *tables])


def _printed(command: str) -> str:
    said = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(said):
        skygap_command(command.split())
    return said.getvalue()


PAGES: Mapping[str, Callable[[], str]] = {
    "README.md": readme,
    "docs/method.md": method,
    "docs/settings.md": settings_page,
    "docs/data_dictionary.md": data_dictionary,
}


def outdated() -> list[str]:
    """Name the documents that say something else than the code."""
    return [name for name, write in PAGES.items() if _written(ROOT / name) != write()]


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _table_section(table: Table) -> str:
    rows = [
        (f"`{name}`{' *' if column.required else ''}", TYPE_WORDS[column.dtype], column.meaning)
        for name, column in table.columns.items()
    ]
    order = ", ".join(f"`{name}`" for name in table.order)
    return f"### {table.name}\n\nOrdered by {order}.\n\n" + _markdown(
        ("column", "type", "meaning"), rows
    )


def _markdown(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", GENERATED, *parts]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the documents, or with --check tell which are out of date."""
    old = outdated()
    if "--check" in arguments:
        for name in old:
            print(f"{name} differs from the code. Run: make docs", file=sys.stderr)
        return 1 if old else 0
    for name in old:
        (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
