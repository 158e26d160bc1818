"""What README and docs show runs, and what they promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import interview_coder

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")

pytestmark = pytest.mark.skipif(not (ROOT / "README.md").is_file(), reason="not in a checkout")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_code_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The Python blocks of a page run in order, in a folder that has the sample study.
    """
    (tmp_path / "transcripts_sample").symlink_to(ROOT / "transcripts_sample")
    (tmp_path / "codebooks").symlink_to(ROOT / "codebooks")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    for number, block in enumerate(_BLOCK.findall(page.read_text(encoding="utf-8")), start=1):
        exec(compile(block, f"{page.name}, block {number}", "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """
    Every link to a file of the project finds it.
    """
    links = _LINK.findall(page.read_text(encoding="utf-8"))

    missing = [link for link in links if not (page.parent / link).exists()]

    assert missing == []


def test_every_module_has_a_page() -> None:
    """
    A page of the same name tells about each module and each package of stages.
    """
    package = Path(interview_coder.__file__).parent
    names = {path.stem for path in package.glob("*.py")} | {
        path.name for path in package.iterdir() if (path / "__init__.py").is_file()
    }

    pages = {page.stem for page in PAGES}

    assert {name for name in names if not name.startswith("_")} - pages == set()


def test_every_public_name_is_told_of() -> None:
    """
    Every name the package promises stands on a page.
    """
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert [name for name in interview_coder.__all__ if name not in told] == []
