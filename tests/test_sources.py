"""Other sources of a study: named in study.toml, read beside the interviews, never counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import StudyError
from interview_coder.segmentation import segment_sources, segment_study
from interview_coder.study import read_study
from tests.comment_notation import SOURCES, TICKETS, write_study


def entry(file: str, kind: str = "reviews", more: str = "") -> str:
    """
    Return one of `[[sources]]`.
    """
    return f"[[sources]]\nfile = '{file}'\nkind = '{kind}'\n{more}\n"


class TestRead:
    """
    Files that study.toml names as sources MUST be read as such, and nobody in them counted.
    """

    def test_beside_the_interviews(self, tmp_path: Path) -> None:
        """
        A source needs no `ignore`, is no transcript, and its authors are no participants.
        """
        study = read_study(write_study(tmp_path))

        assert [transcript.name for transcript in study.transcripts] == [
            "P1.txt", "P2.txt", "P3.txt",
        ]  # fmt: skip
        assert [(source.name, source.kind) for source in study.sources] == [
            ("tickets.csv", "support tickets")
        ]
        assert [person.name for person in study.participants] == ["P1", "P2", "P3"]

    def test_found_by_name(self, tmp_path: Path) -> None:
        """
        A study finds its sources by name as it finds transcripts, and quotes them.
        """
        study = read_study(write_study(tmp_path))

        utterance = segment_sources(study)[0]

        assert study.transcript("tickets.csv") is study.sources[0]
        assert study.quote(utterance) == "The export is slow again."

    def test_utterances(self, tmp_path: Path) -> None:
        """
        Utterances of comments are nobody's, answer no question, and have ids of their own.
        """
        study = read_study(write_study(tmp_path))

        utterances = segment_sources(study)

        assert [utterance.id for utterance in utterances] == ["tickets-0001", "tickets-0002"]
        assert {(u.participant, u.question, u.start_time) for u in utterances} == {("", None, None)}
        assert not {u.id for u in utterances} & {u.id for u in segment_study(study)}

    def test_pattern(self, tmp_path: Path) -> None:
        """
        A pattern names several files of one kind; files with a meaning of their own stay out.
        """
        folder = write_study(
            tmp_path,
            toml=entry("*.csv"),
            more_csv="comment\nDear.\n",
            participants_csv="participant,role\nP1,a\nP2,b\nP3,c\n",
        )

        study = read_study(folder)

        assert [source.name for source in study.sources] == ["more.csv", "tickets.csv"]
        assert study.participants[0].attributes == {"role": "a"}

    def test_file_that_looks_like_a_pattern(self, tmp_path: Path) -> None:
        """
        A name with brackets is first of all a name.
        """
        folder = write_study(tmp_path, toml=SOURCES + entry("more [1].csv"))
        (folder / "more [1].csv").write_text("comment\nDear.\n")

        study = read_study(folder)

        assert [source.name for source in study.sources] == ["tickets.csv", "more [1].csv"]

    def test_notes(self, tmp_path: Path) -> None:
        """
        What was not read in a source is told in a note.
        """
        folder = write_study(tmp_path, tickets_csv="id,comment\n7,Slow.\n8,\n")

        study = read_study(folder)

        assert study.notes == (
            "tickets.csv: not read: other columns (1: id); comments without words (1: 8)",
        )


class TestBadInput:
    """
    Every fault of sources MUST be told, together with the others of the folder.
    """

    @pytest.mark.parametrize(
        ("toml", "message"),
        [
            pytest.param(
                entry("none.csv") + SOURCES,
                r"study.toml: sources\[0\].file: no file 'none.csv' beside study.toml; "
                "files there: "
                "P1.txt, P2.txt, P3.txt, tickets.csv",
                id="missing",
            ),
            pytest.param(
                entry("in/tickets.csv") + SOURCES, "is in another folder", id="in a folder"
            ),
            pytest.param(entry("study.toml") + SOURCES, "a meaning of its own", id="own file"),
            pytest.param(
                SOURCES + entry("tick*"),
                r"sources\[1\].file: tickets.csv is also named by sources\[0\]",
                id="named twice",
            ),
            pytest.param(
                entry("tickets.csv", "Interview"),
                "'Interview' is what the transcripts are",
                id="interviews",
            ),
            pytest.param(
                "[[sources]]\nfile = 'tickets.csv'\n",
                r"study.toml: sources\[0\].kind: is missing",
                id="no kind",
            ),
            pytest.param(
                entry("tickets.csv", " "), r"sources\[0\].kind: string should", id="empty kind"
            ),
            pytest.param(
                entry("tickets.csv", more="who = 'a'"),
                r"sources\[0\].who: unknown key; known here: author, file, kind, text, time",
                id="unknown key",
            ),
            pytest.param(
                entry("tickets.csv", more="text = 'body'"),
                "tickets.csv:1: .*'body' was told.*columns: 'customer', 'created', 'message'",
                id="no such column",
            ),
        ],
    )
    def test_fault(self, tmp_path: Path, toml: str, message: str) -> None:
        """
        The fault says where it is and what would be right.
        """
        folder = write_study(tmp_path, toml=toml)

        with pytest.raises(StudyError, match=message):
            read_study(folder)

    def test_same_comments_twice(self, tmp_path: Path) -> None:
        """
        Two files of the same comments are one too many, whatever else stands in them.
        """
        other = "id,message\n1,The export is slow again.\n2,It takes ages.\n"
        folder = write_study(tmp_path, toml=SOURCES + entry("b.csv"), b_csv=other)

        with pytest.raises(StudyError, match=r"tickets.csv, b.csv: the same comments"):
            read_study(folder)

    def test_same_name(self, tmp_path: Path) -> None:
        """
        A source called like an interview would give utterances the same ids, and is refused.
        """
        folder = write_study(tmp_path, toml=SOURCES + entry("P1.csv"), P1_csv="comment\nDear.\n")

        with pytest.raises(StudyError, match=r"P1.txt, P1.csv: files that differ only in"):
            read_study(folder)

    def test_all_at_once(self, tmp_path: Path) -> None:
        """
        Faults of sources and of transcripts are told together.
        """
        folder = write_study(tmp_path, tickets_csv="id\n1\n", P4_txt="Nobody speaks.\n")

        with pytest.raises(StudyError) as caught:
            read_study(folder)

        assert len(caught.value.faults) == 2

    def test_sources_alone(self, tmp_path: Path) -> None:
        """
        A folder of comments without an interview is no study.
        """
        (tmp_path / "study.toml").write_text(SOURCES)
        (tmp_path / "tickets.csv").write_text(TICKETS)

        with pytest.raises(StudyError, match="no transcript in it"):
            read_study(tmp_path)
