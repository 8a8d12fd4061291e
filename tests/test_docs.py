"""The documents say what the code does."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from scripts import write_docs
from skygap.cli import main
from skygap.settings import Settings
from skygap.tables.gaps import CAUSES
from skygap.tables.items import KINDS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
PAGES = sorted((ROOT / "pages").glob("*.py"))
PAGE_IMPORTS = ("streamlit", "skygap.ui", "skygap.selection", "skygap.errors")
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "data").rglob("README.md"),
]


def declared_tables() -> set[str]:
    """Names of the tables that any module in skygap/ declares."""
    modules = (ROOT / "skygap").rglob("*.py")
    declared = [re.findall(r"= Table\(\n\s+name=\"(\w+)\"", path.read_text()) for path in modules]
    return {name for names in declared for name in names}


def imported_by(path: Path) -> set[str]:
    """Modules that a script imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("name", write_docs.PAGES)
def test_a_generated_document_is_what_the_code_says(name: str) -> None:
    assert name not in write_docs.outdated(), "run: make docs"


def test_every_setting_is_explained() -> None:
    page = write_docs.settings_page()
    assert all(f"`{each.name}`" in page for each in fields(Settings))


def test_every_declared_table_is_in_the_data_dictionary() -> None:
    listed = {table.name for tables in write_docs.TABLES.values() for table in tables}
    assert listed == declared_tables()


def test_every_cause_and_kind_is_in_the_method() -> None:
    assert [word for word in CAUSES if f"`{word}`" not in METHOD] == []
    assert [word for word in KINDS if f"| {word} |" not in METHOD] == []


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+)  ", capsys.readouterr().out, flags=re.MULTILINE)
    assert commands
    assert [word for word in commands if f"python -m skygap {word}" not in README] == []


def test_the_readme_shows_what_a_command_prints() -> None:
    assert write_docs.EXAMPLE.search(README)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)|src(?:set)?=\"([^\":]+)\"", text)
    targets = [one or other for one, other in links]
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_page_is_in_the_navigation(page: Path) -> None:
    assert f'"pages/{page.name}"' in (ROOT / "app.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", [ROOT / "app.py", *PAGES], ids=lambda path: path.stem)
def test_a_page_is_a_short_story_told_through_the_screen_package(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 60
    assert [name for name in imported_by(script) if not name.startswith(PAGE_IMPORTS)] == []


def test_every_word_of_the_code_that_readers_meet_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = [
        "fix",
        "leg",
        "gap",
        "cause",
        "stop",
        "reachable",
        "movement",
        "event",
        "store",
        *KINDS,
    ]
    assert [word for word in words if f"\n| {word} |" not in glossary] == []
