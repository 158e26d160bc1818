"""The commands of personas: persona, templates, status, compare, guide."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from tests.cli.notation import contents, run
from tests.notation import write_folder

EPOCH = "1800000000"  # 15 January 2027
SAID = {
    "Ada": "I never know who is in tomorrow. I hate that I have to ring everybody myself.",
    "Ben": "I never know who is in tomorrow. It is a nightmare every single week.",
    "Cid": "I never know who is in tomorrow. I spend my evenings ringing people up.",
}
SHEETS = {"persona_sheet.docx", "persona_sheet.html", "evidence.json", "evidence_appendix.docx"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """
    A folder with a small study and its results.
    """
    folder = tmp_path_factory.mktemp("made")
    files = {
        f"{name}.txt": f"Interviewer: What is hard about it?\n{name}: {words}\n"
        for name, words in SAID.items()
    }
    files["participants.csv"] = "participant,role\nAda,Owner\nBen,Owner\nCid,Cook\n"
    study = write_folder(folder / "study", files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("XDG_CACHE_HOME", str(cache_folder))
        assert run("analyze", study, "--out", folder / "out").code == 0
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    A copy of it, to change.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made"


def ledger_of(folder: Path) -> dict[str, object]:
    """Read evidence.json, without any check."""
    content: dict[str, object] = json.loads((folder / "evidence.json").read_bytes())
    return content


class TestPersona:
    """
    `persona` writes the sheets again, with what the author has added.
    """

    def test_review(self, place: Path) -> None:
        """
        A sheet is due in a year, on the day that is told, or on that of persona.toml.
        """
        assert ledger_of(place / "out")["personas"][0]["review"] == "2028-01-15"  # type: ignore[index]

        run("persona", place / "out", "--no-pdf", "--review", "2027-06-01")

        assert ledger_of(place / "out")["personas"][0]["review"] == "2027-06-01"  # type: ignore[index]

    def test_by(self, place: Path) -> None:
        """
        With an attribute there is a sheet a value, and a warning for each group that is small.
        """
        ran = run("persona", place / "out", "--by", "role", "--no-pdf", "--out", place / "sheets")

        assert ran.code == 0
        assert {"persona_sheet-Owner.html", "persona_sheet-Cook.docx", "personas.html"} <= set(
            contents(place / "sheets")
        )
        assert "Owner: Rests on 2 interviews" in ran.out
        assert "Cook: Rests on one interview" in ran.out

    def test_draft(self, place: Path) -> None:
        """
        A draft changes no sheet; one that is there is never replaced.
        """
        before = contents(place / "out")

        first = run("persona", place / "out", "--draft")
        text = (place / "study" / "persona.toml").read_text()
        second = run("persona", place / "out", "--draft")
        again = run("persona", place / "out", "--no-pdf")

        assert (first.code, second.code, again.code) == (0, 2, 0)
        assert "kept as it is" in second.err
        assert (place / "study" / "persona.toml").read_text() == text
        assert contents(place / "out") == before

    def test_all_faults(self, place: Path) -> None:
        """
        A persona.toml that cannot be used is told with every fault, and nothing is written.
        """
        before = contents(place / "out")
        (place / "study" / "persona.toml").write_text('name = "Ada"\nby = "age"\n')

        analyzed = run("analyze", place / "study", "--overwrite", "--out", place / "out")
        for ran in (run("persona", place / "out"), analyzed):
            assert ran.code == 2
            assert "no attribute 'age'" in ran.err
            assert "'Ada' is the name of somebody" in ran.err
        assert contents(place / "out") == before

    def test_broken_picture(self, place: Path) -> None:
        """
        A picture that is none is told before anything is written.
        """
        (place / "study" / "persona").mkdir()
        (place / "study" / "persona" / "kim.png").write_bytes(b"no picture")
        (place / "study" / "persona.toml").write_text('image = "persona/kim.png"\n')

        ran = run("analyze", place / "study", "--out", place / "new")

        assert ran.code == 2
        assert "no whole PNG or JPEG" in ran.err
        assert not (place / "new").exists()

    def test_no_such_attribute(self, place: Path) -> None:
        """
        An attribute nobody has is refused with those there are.
        """
        ran = run("persona", place / "out", "--by", "colour")

        assert ran.code == 2
        assert "no attribute 'colour'; there are: role" in ran.err

    @pytest.mark.heavy
    def test_pdf(self, place: Path) -> None:
        """
        A PDF is made by what is there to make it.
        """
        ran = run("persona", place / "out")

        assert ran.code == 0
        assert (place / "out" / "persona_sheet.pdf").read_bytes().startswith(b"%PDF")

    def test_no_pdf_program(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Without one the other files are written, and a note says what to install.
        """
        monkeypatch.setattr("interview_coder.reports.pdf.html_to_pdf", lambda html: None)
        monkeypatch.setattr("shutil.which", lambda name: None)

        ran = run("persona", place / "out", "--out", place / "sheets")

        assert ran.code == 0
        assert "neither WeasyPrint" in ran.out
        assert set(contents(place / "sheets")) == SHEETS | {"manifest.sha256"}


class TestVerify:
    """
    `verify` finds whatever was changed in a sheet or in the evidence behind it.
    """

    def test_as_written(self, place: Path) -> None:
        """
        Sheets as they were written agree with the sources.
        """
        assert run("verify", place / "out").code == 0

    def test_removed_quote(self, place: Path) -> None:
        """
        One quote less behind a claim, and it fails.
        """
        content = ledger_of(place / "out")
        claims = content["personas"][0]["claims"]  # type: ignore[index]
        assert claims
        claims[0]["quotes"] = []
        (place / "out" / "evidence.json").write_text(json.dumps(content))

        ran = run("verify", place / "out")

        assert ran.code != 0
        assert "no quote stands behind it" in ran.out + ran.err

    def test_changed_page(self, place: Path) -> None:
        """
        One word changed in the HTML sheet, and it fails.
        """
        page = place / "out" / "persona_sheet.html"
        page.write_text(page.read_text().replace("never know", "always know"))

        ran = run("verify", place / "out")

        assert ran.code != 0
        assert "persona_sheet.html, C01" in ran.out + ran.err

    def test_changed_document(self, place: Path) -> None:
        """
        One word changed in the Word sheet, and it fails.
        """
        path = place / "out" / "persona_sheet.docx"
        document = docx.Document(str(path))
        lines = [
            paragraph
            for table in document.tables for row in table.rows for cell in row.cells
            for paragraph in cell.paragraphs if "C01" in paragraph.text
        ]  # fmt: skip
        lines[0].runs[0].text = "“I always know.”"
        document.save(str(path))

        ran = run("verify", place / "out")

        assert ran.code != 0
        assert "persona_sheet.docx, C01" in ran.out + ran.err


class TestStatus:
    """
    `status` says what is due, and its exit code says whether something is.
    """

    def test_nothing(self, place: Path) -> None:
        """
        On the day the sheets are made nothing is due.
        """
        ran = run("status", place / "out")

        assert (ran.code, "to be looked at again by 2028-01-15" in ran.out) == (0, True)

    def test_due(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A year later they are; a new interview is, too.
        """
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 400 * 86_400))
        (place / "study" / "Dot.txt").write_text("Interviewer: Hm?\nDot: No.\n")

        ran = run("status", place / "out")

        assert ran.code == 1
        assert "was to be looked at again" in ran.out
        assert "Dot.txt: is new" in ran.out


def test_templates(place: Path) -> None:
    """
    `templates` writes both templates, never over what is there.
    """
    first = run("templates", place / "looks")
    second = run("templates", place / "looks")

    assert (first.code, second.code) == (0, 2)
    assert set(contents(place / "looks")) == {"persona_sheet.docx", "persona_sheet.html.j2"}


def test_compare(place: Path) -> None:
    """
    `compare` writes its report in Word and HTML and counts what became of themes and lines.
    """
    ran = run("compare", place / "out", place / "out")

    assert ran.code == 0
    assert {"changes.docx", "changes.html"} <= set(contents(place.parent))
    assert "Promoted themes: 1 kept" in ran.out
    assert "Lines of the sheets: 1 kept" in ran.out
    assert run("compare", place / "out", place / "out").code == 2


def test_guide(place: Path) -> None:
    """
    `guide` writes the questions of the codebooks chosen, or of the results.
    """
    first = run("guide", "--codebook", "decisions", "--out", place / "first.docx")
    after = run("guide", place / "out", "--out", place / "after.docx")

    assert (first.code, after.code) == (0, 0)
    words = "\n".join(p.text for p in docx.Document(str(place / "after.docx")).paragraphs)
    assert "Pains (heard from 3 of 3)" in words
    assert "drew no evidence" in words
