"""Verification: every quote of an analysis against the sources."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_coder.errors import AnalysisError
from interview_coder.findings import Analysis
from interview_coder.reports import write_results
from interview_coder.reports.docx import QUOTE_STYLE
from interview_coder.study import read_study
from interview_coder.verification import verify
from tests.comment_notation import mentioning, write_study
from tests.notation import write_folder
from tests.reports.notation import found_in

FILES = {
    "P1.txt": "Interviewer: How is it?\n\nP1: The export is slow.\n\nI mean it.\n",
    "P2.txt": "Interviewer: And?\n\nP2: [00:01:05] It takes us\nages, “really”. I gave up.\n",
    "P3.txt": "Interviewer: And?\n\nP3: Nothing opens — ever — on a Monday.\n",
}


class Saved(NamedTuple):
    """
    A study and its analysis on disk.
    """

    study: Path
    out: Path


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    """
    A study of three, with a promoted theme and a candidate, and everything written about it.
    """
    study = write_folder(tmp_path / "study", FILES)
    analysis = found_in(
        read_study(study), {"pain-01": ["export", "ages", "Monday"]}, candidates=["gave up"]
    )
    write_results(analysis, tmp_path / "out", overwrite=False)
    return Saved(study, tmp_path / "out")


def replace_once(path: Path, old: str, new: str) -> int:
    """
    Replace the one `old` in a file; return the physical line on which it stands.
    """
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path.name, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return text[: text.index(old)].count("\n") + 1


def change_json(path: Path, change: Callable[[Any], None]) -> None:
    """
    Change the content of analysis.json.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["analysis"])
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """
    Return name to hash of every file.
    """
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


class TestClean:
    """
    An analysis that nobody has touched MUST be verbatim.
    """

    def test_sample(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        The sample study, with its three formats, is verbatim, and every quote was compared.
        """
        write_results(sample_analysis, tmp_path / "out", overwrite=False)

        result = verify(tmp_path / "out")

        n_rows = 0
        for name in ("utterances.csv", "codings.csv", "candidates.csv"):
            with (tmp_path / "out" / name).open(encoding="utf-8", newline="") as file:
                n_rows += sum(1 for _ in csv.DictReader(file))
        assert result.differences == ()
        assert result.is_verbatim
        assert result.n_sources == len(sample_analysis.study.transcripts)
        assert result.n_quotes > n_rows + len(sample_analysis.all_themes)

    def test_marks_and_line_breaks(self, saved: Saved) -> None:
        """
        Quotes over two lines, with typographic marks, are verbatim.
        """
        assert verify(saved.out).differences == ()

    def test_only_reads(self, saved: Saved) -> None:
        """
        Verification leaves no trace in either folder.
        """
        before = hashes(saved.study), hashes(saved.out)

        verify(saved.out)

        assert (hashes(saved.study), hashes(saved.out)) == before

    def test_without_reports(self, saved: Saved) -> None:
        """
        An analysis that was saved as data alone can be verified.
        """
        (saved.out / "evidence_appendix.docx").unlink()
        (saved.out / "report.html").unlink()

        assert verify(saved.out).is_verbatim


class TestSources:
    """
    A source that is not what was analysed MUST be named, with the place.
    """

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            pytest.param("slow.", "slew.", "P1.txt:3: .* at column 21: ", id="what was quoted"),
            pytest.param("How", "Who", "P1.txt:1: .* at column 14: ", id="what was asked"),
            pytest.param("it.\n", "it.", "P1.txt:5: .* at column 11: ", id="cut at the end"),
            pytest.param("The", "\nThe", "P1.txt:3: .* at column 5: ", id="a line more"),
            pytest.param("mean", "mean\u200b", "P1.txt:5: ", id="an invisible character"),
        ],
    )
    def test_changed(self, saved: Saved, old: str, new: str, place: str) -> None:
        """
        One changed character is found where it stands.
        """
        replace_once(saved.study / "P1.txt", old, new)

        result = verify(saved.out)

        assert not result.is_verbatim
        assert re.match(place, result.differences[0])

    def test_says_what_was_and_is(self, saved: Saved) -> None:
        """
        Both wordings are told.
        """
        replace_once(saved.study / "P1.txt", "slow", "fast")

        first = verify(saved.out).differences[0]

        assert "analysed 'slow.\\n" in first
        assert "in the source 'fast.\\n" in first

    def test_same_words_other_bytes(self, saved: Saved) -> None:
        """
        A file with other line ends is another file with the same words.
        """
        path = saved.study / "P1.txt"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

        assert verify(saved.out).differences == (
            "P1.txt: the file was changed, though not in its words",
        )

    def test_missing(self, saved: Saved) -> None:
        """
        A source that is gone is named, with what to do, and the others are compared.
        """
        (saved.study / "P1.txt").unlink()

        result = verify(saved.out)

        assert len(result.differences) == 1
        assert str(saved.study / "P1.txt") in result.differences[0]
        assert "--study" in result.differences[0]
        assert result.n_sources == 2

    def test_no_longer_a_transcript(self, saved: Saved) -> None:
        """
        A source that cannot be read any more is a difference, not the end.
        """
        (saved.study / "P1.txt").write_bytes(
            "Interviewer: Für Zoë?\n\nP1: ".encode() + b"caf\xe9\n"
        )

        differences = verify(saved.out).differences

        assert [d for d in differences if d.startswith("P1.txt:3: byte 0xe9")] == list(differences)

    @given(data=st.data())
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_any_character(self, saved: Saved, data: st.DataObject) -> None:
        """
        Whichever character of a source is changed, it is found, in that file.
        """
        text = FILES["P2.txt"]
        at = data.draw(st.integers(0, len(text) - 1))
        new = data.draw(st.sampled_from("aZ0 .\n…é").filter(lambda char: char != text[at]))
        path = saved.study / "P2.txt"
        path.write_text(text[:at] + new + text[at + 1 :], encoding="utf-8", newline="")

        differences = verify(saved.out).differences

        path.write_text(text, encoding="utf-8", newline="")
        assert differences
        assert differences[0].startswith("P2.txt:")


class TestResults:
    """
    A quote in the results that is not in the source MUST be named, with the exact place.
    """

    @pytest.mark.parametrize(
        ("name", "old", "new", "utterance"),
        [
            pytest.param("utterances.csv", "I gave up.", "I give up.", "P2-0002", id="utterances"),
            pytest.param("codings.csv", "is slow.", "is slow!", "P1-0001", id="codings"),
            pytest.param(
                "codings.csv", "It takes us\n", "It takes us ", "P2-0001", id="line break"
            ),
            pytest.param("candidates.csv", "gave", "Gave", "P2-0002", id="candidates"),
        ],
    )
    def test_tables(self, saved: Saved, name: str, old: str, new: str, utterance: str) -> None:
        """
        One changed character in a table is found in its row.
        """
        line_no = replace_once(saved.out / name, old, new)

        assert [place_of(d) for d in verify(saved.out).differences] == [
            f"{name}:{line_no} ({utterance})"
        ]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            pytest.param("P1.txt,P1,P1-0001", "P9.txt,P1,P1-0001", id="transcript"),
            pytest.param("P1,P1-0001,29,", "P1,P1-0001,30,", id="start"),
            pytest.param("P1,P1-0001,29,", "P1,P1-0001,x,", id="start that is no number"),
            pytest.param("P1,P1-0001,29,", "P2,P1-0001,29,", id="who said it"),
            pytest.param("29,48,,How is it?", "29,48,,Is it slow?", id="what was asked"),
        ],
    )
    def test_where_a_quote_is_from(self, saved: Saved, old: str, new: str) -> None:
        """
        A quote put elsewhere, into another mouth or under another question is found, too.
        """
        line_no = replace_once(saved.out / "utterances.csv", old, new)

        differences = verify(saved.out).differences

        assert [d for d in differences if d.startswith(f"utterances.csv:{line_no}")]

    def test_labels_in_the_table_of_themes(self, saved: Saved) -> None:
        """
        A label is somebody's words in themes.csv, too.
        """
        line_no = replace_once(saved.out / "themes.csv", "export is slow", "export is fine")

        differences = verify(saved.out).differences

        assert [d for d in differences if d.startswith(f"themes.csv:{line_no}")]

    def test_label_in_the_analysis(self, saved: Saved) -> None:
        """
        A label that is not its quote is found by its theme.
        """

        def change(analysis: Any) -> None:
            analysis["all_themes"][0]["label"] = "The export is slew."

        change_json(saved.out / "analysis.json", change)

        differences = verify(saved.out).differences
        assert [d for d in differences if d.startswith("analysis.json, label of pain-01: ")]

    def test_label_and_its_quote(self, saved: Saved) -> None:
        """
        A label changed together with its quote is still not in the source.
        """

        def change(analysis: Any) -> None:
            theme = analysis["all_themes"][0]
            theme["label"] = theme["label_quote"]["text"] = "The export is slew."

        change_json(saved.out / "analysis.json", change)

        differences = verify(saved.out).differences
        assert [d for d in differences if d.startswith("analysis.json, label of pain-01: ")]

    def test_label_of_a_sub_theme(self, saved: Saved) -> None:
        """
        A label of a sub-theme that nobody said is told.
        """

        def change(analysis: Any) -> None:
            theme = analysis["all_themes"][0]
            phrase = {**theme["label_quote"], "text": "The export is slew."}
            theme["sub_themes"] = [
                {
                    "id": "pain-01.1",
                    "label": phrase["text"],
                    "label_quote": phrase,
                    "utterances": theme["utterances"],
                    "participants": theme["promotion"]["participants"],
                }
            ]

        change_json(saved.out / "analysis.json", change)

        differences = verify(saved.out).differences
        assert [d for d in differences if d.startswith("analysis.json, label of pain-01.1: ")]

    def test_label_of_a_person(self, saved: Saved) -> None:
        """
        What a researcher calls a theme is no quote; but a row that calls it otherwise is told.
        """

        def change(analysis: Any) -> None:
            analysis["all_themes"][0] |= {"label": "Slow exports", "labelled_by": "Noor"}

        change_json(saved.out / "analysis.json", change)

        assert verify(saved.out).differences == (
            "themes.csv:2, label: is 'The export is slow.', was 'Slow exports'",
        )

    def test_text_in_the_analysis(self, saved: Saved) -> None:
        """
        Where the saved text was changed and the source was not, analysis.json is named.
        """

        def change(analysis: Any) -> None:
            transcript = analysis["study"]["transcripts"][0]
            transcript["text"] = transcript["text"].replace("slow", "slew")

        change_json(saved.out / "analysis.json", change)

        differences = verify(saved.out).differences
        assert differences
        assert all(difference.startswith("analysis.json") for difference in differences)

    def test_appendix(self, saved: Saved) -> None:
        """
        One character changed with a word processor is found in its paragraph.
        """
        path = saved.out / "evidence_appendix.docx"
        document = docx.Document(str(path))
        at, paragraph = next(
            (number, paragraph)
            for number, paragraph in enumerate(document.paragraphs, start=1)
            if paragraph.style is not None
            and paragraph.style.name == QUOTE_STYLE
            and "slow" in paragraph.text
        )
        paragraph.runs[0].text = paragraph.text.replace("slow", "slew")
        document.save(str(path))

        assert [place_of(d) for d in verify(saved.out).differences] == [
            f"evidence_appendix.docx, paragraph {at} (P1-0001)"
        ]

    def test_report(self, saved: Saved) -> None:
        """
        One character changed in the page is found on its line.
        """
        mark = '<mark data-utterance="P1-0001">The export is '
        line_no = replace_once(saved.out / "report.html", f"{mark}slow", f"{mark}slew")

        assert [place_of(d) for d in verify(saved.out).differences] == [
            f"report.html, line {line_no} (P1-0001)"
        ]

    def test_report_inside_the_turn(self, saved: Saved) -> None:
        """
        The quote is shown a second time inside its turn, and compared there, too.
        """
        em = '<em data-utterance="P1-0001">The export is '
        line_no = replace_once(saved.out / "report.html", f"{em}slow", f"{em}slew")

        differences = verify(saved.out).differences

        assert [d for d in differences if d.startswith(f"report.html, line {line_no}")]

    @pytest.mark.parametrize("name", ["evidence_appendix.docx", "report.html"])
    def test_utterance_nobody_said(self, saved: Saved, name: str) -> None:
        """
        A quote under an id that does not exist is found.
        """
        path = saved.out / name
        if name == "report.html":
            mark = '<mark data-utterance="{}">'
            replace_once(path, mark.format("P1-0001"), mark.format("P9-0001"))
        else:
            document = docx.Document(str(path))
            source = next(p for p in document.paragraphs if p.text.endswith("P1.txt · P1-0001"))
            source.runs[-1].text = "P9-0001"
            document.save(str(path))

        differences = verify(saved.out).differences

        assert len(differences) == 1
        assert differences[0].startswith(f"{name}, ")
        assert "P9-0001" in differences[0]

    def test_everything_is_told_at_once(self, saved: Saved) -> None:
        """
        The first difference does not hide the others.
        """
        replace_once(saved.study / "P3.txt", "Monday", "Sunday")
        replace_once(saved.out / "candidates.csv", "gave", "Gave")

        differences = verify(saved.out).differences

        assert any(d.startswith("P3.txt:3: ") for d in differences)
        assert any(d.startswith("candidates.csv:2 ") for d in differences)


class TestDamaged:
    """
    A result that cannot be read any more MUST be named; it is never passed over.
    """

    @pytest.mark.parametrize("name", ["utterances.csv", "codings.csv", "candidates.csv"])
    def test_table_missing(self, saved: Saved, name: str) -> None:
        """
        A table that is gone is a difference.
        """
        (saved.out / name).unlink()

        assert verify(saved.out).differences == (f"{name}: is missing",)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            pytest.param("codings.csv", b"utterance,transcript\nP1-0001,P1.txt\n", id="columns"),
            pytest.param("codings.csv", b"\xff\xfe\x00garbage", id="table of no text"),
            pytest.param("report.html", b"<mark data-utterance='P1-0001'>caf\xe9", id="report"),
            pytest.param("evidence_appendix.docx", b"PK\x03\x04 cut off", id="appendix"),
        ],
    )
    def test_unreadable(self, saved: Saved, name: str, content: bytes) -> None:
        """
        A damaged file is a difference, named, and not a crash.
        """
        (saved.out / name).write_bytes(content)

        differences = verify(saved.out).differences

        assert [d for d in differences if d.startswith(name)]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            pytest.param(None, "no analysis.json in it", id="none"),
            pytest.param(b"{", "damaged, is no JSON", id="cut off"),
            pytest.param(b"[]", "is no analysis of interview_coder", id="something else"),
            pytest.param(b"\xff", "damaged, is no JSON", id="no text"),
            pytest.param(
                b'{"format": "interview_coder analysis", "format_version": 6, "analysis": {}}',
                "damaged",
                id="empty",
            ),
            pytest.param(
                b'{"format": "interview_coder analysis", "format_version": 99}',
                "version 99",
                id="of the future",
            ),
        ],
    )
    def test_no_analysis(self, saved: Saved, content: bytes | None, message: str) -> None:
        """
        Without a readable analysis there is nothing to compare, which is an error that says so.
        """
        (saved.out / "analysis.json").unlink()
        if content is not None:
            (saved.out / "analysis.json").write_bytes(content)

        with pytest.raises(AnalysisError, match=message):
            verify(saved.out)


class TestMoved:
    """
    Study and analysis MAY be moved; where the study lies can be told.
    """

    def test_together(self, saved: Saved, tmp_path: Path) -> None:
        """
        Folders moved together still find each other.
        """
        shutil.move(saved.study, tmp_path / "archive" / "study")
        shutil.move(saved.out, tmp_path / "archive" / "out")

        assert verify(tmp_path / "archive" / "out").is_verbatim

    def test_study_alone(self, saved: Saved, tmp_path: Path) -> None:
        """
        A study that was moved is missed, and found again where `study` says.
        """
        shutil.move(saved.study, tmp_path / "elsewhere")

        assert len(verify(saved.out).differences) == len(FILES)
        assert verify(saved.out, study=tmp_path / "elsewhere").is_verbatim

    def test_to_another_study(self, saved: Saved, tmp_path: Path) -> None:
        """
        Another study is not taken for the one that was analysed.
        """
        shutil.copytree(saved.study, tmp_path / "other")
        replace_once(tmp_path / "other" / "P1.txt", "slow", "fast")

        assert not verify(saved.out, study=tmp_path / "other").is_verbatim
        assert verify(saved.out).is_verbatim


def place_of(difference: str) -> str:
    """
    Return what stands before the message.
    """
    return difference.partition(": quote ")[0]


def test_table_saved_by_a_spreadsheet(saved: Saved) -> None:
    """
    Saving with a spreadsheet's line ends changes no quote.
    """
    path = saved.out / "codings.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)

    assert verify(saved.out).is_verbatim


class TestOtherSources:
    """
    Other sources and what is quoted from them MUST be compared like interviews.
    """

    @pytest.fixture
    def mixed(self, tmp_path: Path) -> Saved:
        """
        A study with support tickets, one of which mentions the promoted theme.
        """
        study = read_study(write_study(tmp_path / "study"))
        plain = found_in(study, {"pain-01": ["slow", "ages", "whole day"]})
        themes: dict[str, str | None] = {"slow again": "pain-01", "It takes": None}
        analysis = mentioning(plain, *study.sources, themes=themes)
        write_results(analysis, tmp_path / "out", overwrite=False)
        return Saved(tmp_path / "study", tmp_path / "out")

    def test_clean(self, mixed: Saved) -> None:
        """
        What nobody has touched is verbatim, the sources counted among those that were read again.
        """
        result = verify(mixed.out)

        assert result.differences == ()
        assert result.n_sources == 4

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            pytest.param("slow again", "slow always", "tickets.csv:1: changed", id="the words"),
            pytest.param("Kim", "Tom", "tickets.csv: the file was changed", id="the author"),
        ],
    )
    def test_source(self, mixed: Saved, old: str, new: str, place: str) -> None:
        """
        A changed source is told with its place.
        """
        replace_once(mixed.study / "tickets.csv", old, new)

        assert [d for d in verify(mixed.out).differences if place in d]

    def test_other_columns_now(self, mixed: Saved) -> None:
        """
        The columns are those of the analysis, whatever study.toml says by now.
        """
        with (mixed.study / "study.toml").open("a") as file:
            file.write('text = "customer"\n')

        assert verify(mixed.out).is_verbatim

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            pytest.param("slow again", "fast again", id="words"),
            pytest.param("Kim", "Tom", id="author"),
            pytest.param("2024-02-01", "2023-02-01", id="time"),
            pytest.param("line 2", "line 9", id="place"),
        ],
    )
    def test_mentions_csv(self, mixed: Saved, old: str, new: str) -> None:
        """
        What was changed in mentions.csv is told with its line.
        """
        replace_once(mixed.out / "mentions.csv", old, new)

        differences = verify(mixed.out).differences

        assert len(differences) == 1
        assert differences[0].startswith("mentions.csv:2 (tickets-0001)")

    def test_mentions_csv_missing(self, mixed: Saved) -> None:
        """
        A study with other sources has mentions.csv.
        """
        (mixed.out / "mentions.csv").unlink()

        assert verify(mixed.out).differences == ("mentions.csv: is missing",)

    def test_report(self, mixed: Saved) -> None:
        """
        A comment misquoted in the report is told.
        """
        path = mixed.out / "report.html"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("slow again", "so slow"), encoding="utf-8")

        differences = verify(mixed.out).differences

        assert differences
        assert all("(tickets-0001)" in difference for difference in differences)
