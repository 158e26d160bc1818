"""A folder of interviews: everything in it is read, or every fault is named."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from interview_coder.errors import InterviewCoderError, StudyError
from interview_coder.segmentation import segment_study
from interview_coder.speakers import parse_speakers
from interview_coder.study import read_study
from interview_coder.transcript import ReadAs, Study
from tests.notation import write_folder
from tests.readers.documents import labelled_document

Files = Mapping[str, str | bytes]

ONE = "Interviewer: How is it?\n\nP1: It is slow.\n\nInterviewer: I see.\n\nP1: Very slow.\n"
TWO = "Interviewer: How was it?\n\nP2: It was ugly.\n\nInterviewer: I see.\n\nP2: Very ugly.\n"
GROUP = (
    "Moderator: Who starts?\n\nAna: I do it by hand.\n\nBen: I do it too.\n\n"
    "Moderator: And you?\n\nCleo: I never did it.\n\nAna: She never did.\n\nBen: Never.\n\n"
    "Cleo: Never ever.\n"
)
NAMED = "Kasia: How is it?\n\nOmar: It is slow.\n\nKasia: I see.\n\nOmar: Very slow.\n"


def faults_of(folder: Path, *, interviewers: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the faults that reading `folder` finds."""
    with pytest.raises(StudyError) as caught:
        read_study(folder, interviewers=interviewers)
    return caught.value.faults


class TestReads:
    """
    A study is every transcript of its folder, with what participants.csv and study.toml say.
    """

    def test_least(self, tmp_path: Path) -> None:
        """
        A folder with one transcript is a study, called as its folder.
        """
        study = read_study(write_folder(tmp_path / "rotas", {"P1.txt": ONE}))

        assert study.title == "rotas"
        assert [transcript.name for transcript in study.transcripts] == ["P1.txt"]
        assert [participant.name for participant in study.participants] == ["P1"]
        assert (study.language, study.codebooks, study.min_participants) == (
            "en",
            ("psychology",),
            3,
        )
        assert study.notes == ()

    def test_path_as_string(self, tmp_path: Path) -> None:
        """
        The folder may be a string, and is kept as an absolute path.
        """
        folder = write_folder(tmp_path / "rotas", {"P1.txt": ONE})

        assert read_study(str(folder)).folder == folder.resolve()

    def test_study_file(self, tmp_path: Path) -> None:
        """
        What study.toml says is the study's.
        """
        settings = (
            'title = "Rotas"\nlanguage = "de"\ncodebooks = ["roles"]\ninterviewers = ["Kasia"]\n'
            'ignore = ["*.pdf", "plan.txt"]\ncoefficients = false\n'
            "[promotion]\nmin_participants = 4\nmin_share = 0.4\naccepted_only = true\n"
        )
        files: Files = {
            "study.toml": settings,
            "a.txt": NAMED,
            "b.pdf": b"%PDF",
            "plan.txt": "none",
        }

        study = read_study(write_folder(tmp_path, files))

        assert (study.title, study.language, study.codebooks) == ("Rotas", "de", ("roles",))
        assert (study.min_participants, study.min_share, study.accepted_only) == (4, 0.4, True)
        assert not study.coefficients
        assert [transcript.name for transcript in study.transcripts] == ["a.txt"]
        assert [participant.name for participant in study.participants] == ["Omar"]

    def test_codebook_beside_the_file(self, tmp_path: Path) -> None:
        """
        A codebook that lies in the study's folder is meant from there.
        """
        folder = write_folder(
            tmp_path, {"study.toml": 'codebooks = ["own", "psychology"]\n', "P1.txt": ONE}
        )
        write_folder(folder / "own", {"codebook.yaml": "title: Own\n"})

        assert read_study(folder).codebooks == (str(folder / "own"), "psychology")

    def test_interviewer_from_the_caller(self, tmp_path: Path) -> None:
        """
        The caller's interviewers stand beside those of study.toml.
        """
        third = NAMED.replace("Kasia", "Lena").replace("Omar", "Ines").replace("slow", "late")
        files = {"study.toml": 'interviewers = ["Lena"]\n', "a.txt": NAMED, "b.txt": third}

        study = read_study(write_folder(tmp_path, files), interviewers=["Kasia"])

        assert [participant.name for participant in study.participants] == ["Ines", "Omar"]

    def test_focus_group(self, tmp_path: Path) -> None:
        """
        Everybody in a focus group is a participant of his own.
        """
        study = read_study(write_folder(tmp_path, {"group.txt": GROUP}))

        assert [participant.name for participant in study.participants] == ["Ana", "Ben", "Cleo"]
        assert study.transcripts[0].participants == ("Ana", "Ben", "Cleo")

    def test_role_label_gives_way_to_the_stem(self, tmp_path: Path) -> None:
        """
        Interviews that all say "Interviewee" have as many participants as files.
        """
        files = {
            "north.txt": ONE.replace("P1", "Interviewee"),
            "south.txt": TWO.replace("P2", "Interviewee"),
        }

        study = read_study(write_folder(tmp_path, files))

        assert [participant.name for participant in study.participants] == ["north", "south"]

    def test_hidden_files_and_folders(self, tmp_path: Path) -> None:
        """
        Hidden files, Word's lock files and inner folders are passed over.
        """
        folder = write_folder(tmp_path, {"P1.txt": ONE, ".DS_Store": b"\0", "~$P1.docx": b"\0"})
        write_folder(folder / "old", {"P2.txt": "no labels"})

        assert [transcript.name for transcript in read_study(folder).transcripts] == ["P1.txt"]

    @pytest.mark.parametrize("content", ["utterance,code,decision\n", b"\xff\xfe no table"])
    def test_corrections_are_no_transcript(self, tmp_path: Path, content: str | bytes) -> None:
        """
        Decisions that lie in the folder are left to those who read decisions.
        """
        folder = write_folder(tmp_path, {"P1.txt": ONE, "corrections.csv": content})

        study = read_study(folder)

        assert [transcript.name for transcript in study.transcripts] == ["P1.txt"]
        assert study.notes == ()

    def test_notes_name_their_file(self, tmp_path: Path) -> None:
        """
        What a reader wants to be known reaches the study with the file's name.
        """
        files = {"P1.txt": f"Recorded in May\n\n{ONE}"}

        (note,) = read_study(write_folder(tmp_path, files)).notes

        assert note == "P1.txt: not read as speech: 1 line before the first speaker"

    @pytest.mark.parametrize("order", list(permutations(["a.txt", "b.txt", "group.md"])))
    def test_order_of_files(self, tmp_path: Path, order: tuple[str, ...]) -> None:
        """
        In whatever order the files come to lie in the folder, the study is the same.
        """
        files = {"a.txt": ONE, "b.txt": TWO, "group.md": GROUP}

        study = read_study(write_folder(tmp_path, {name: files[name] for name in order}))

        assert [transcript.name for transcript in study.transcripts] == sorted(files)
        names = [participant.name for participant in study.participants]
        assert names == ["Ana", "Ben", "Cleo", "P1", "P2"]


class TestSpeakers:
    """
    Labels that programs give stand for people, as study.toml and the command line tell.
    """

    VOICES = "Speaker 1: How is it?\n\nSpeaker 2: It is slow.\n"
    OTHER_WAY = "Speaker 2: How was it?\n\nSpeaker 1: It was ugly.\n"

    def test_in_every_file(self, tmp_path: Path) -> None:
        """
        A label is called so in every transcript.
        """
        settings = '[speakers]\n"Speaker 1" = "Interviewer"\n"Speaker 2" = "Omar"\n'
        folder = write_folder(tmp_path, {"a.txt": self.VOICES, "study.toml": settings})

        study = read_study(folder)

        assert [person.name for person in study.participants] == ["Omar"]
        assert study.transcripts[0].speakers == ("Speaker 1", "Speaker 2")

    def test_in_one_file(self, tmp_path: Path) -> None:
        """
        Under the name of a file a label is called so there alone.
        """
        settings = (
            '[speakers]\n"Speaker 1" = "Dana"\n"Speaker 2" = "P01"\n'
            '[speakers."b.txt"]\n"Speaker 1" = "P02"\n"Speaker 2" = "Dana"\n'
        )
        files = {"a.txt": self.VOICES, "b.txt": self.OTHER_WAY, "study.toml": settings}

        study = read_study(write_folder(tmp_path, files), interviewers=["Dana"])

        assert quotes(study) == ["It is slow.", "It was ugly."]
        assert [person.name for person in study.participants] == ["P01", "P02"]

    def test_command_line_first(self, tmp_path: Path) -> None:
        """
        What the caller says is right where study.toml says otherwise.
        """
        settings = '[speakers]\n"Speaker 1" = "P01"\n"Speaker 2" = "Interviewer"\n'
        folder = write_folder(tmp_path, {"a.txt": self.VOICES, "study.toml": settings})

        study = read_study(
            folder, speakers=parse_speakers(["Speaker 1=Interviewer", "a.txt/Speaker 2=P07"])
        )

        assert [person.name for person in study.participants] == ["P07"]

    def test_called_as_in_participants_csv(self, tmp_path: Path) -> None:
        """
        participants.csv lists the names, not the labels.
        """
        folder = write_folder(
            tmp_path,
            {
                "a.txt": self.VOICES,
                "study.toml": '[speakers]\n"Speaker 1" = "Moderator"\n"Speaker 2" = "Omar"\n',
                "participants.csv": "participant,role\nOmar,nurse\n",
            },
        )

        assert read_study(folder).participants[0].attributes == {"role": "nurse"}

    def test_labels_nobody_has(self, tmp_path: Path) -> None:
        """
        A label or file that does not exist is a fault, never passed over.
        """
        settings = '[speakers]\n"Speaker 9" = "Omar"\n[speakers."c.txt"]\n"A" = "B"\n'
        folder = write_folder(tmp_path, {"a.txt": ONE, "study.toml": settings})

        assert faults_of(folder) == (
            "speaker 'Speaker 9' is in no transcript; found: Interviewer, P1",
            "speakers are told for 'c.txt', which is no transcript of the study",
        )


class TestFiles:
    """
    study.toml tells what a file does not: encoding, columns, tiers.
    """

    TABLE = "wer;gesagt;lied\nDana;Wie war es?;1\nOmar;Es war langsam.;2\n"

    def test_columns(self, tmp_path: Path) -> None:
        """
        Columns are found by the names that are told.
        """
        settings = 'interviewers = ["Dana"]\n[files."*.csv"]\nspeaker = "wer"\ntext = "gesagt"\n'
        folder = write_folder(tmp_path, {"a.csv": self.TABLE, "study.toml": settings})

        study = read_study(folder)

        assert quotes(study) == ["Es war langsam."]
        assert study.transcripts[0].read_as == ReadAs(speaker="wer", text="gesagt")

    def test_encoding(self, tmp_path: Path) -> None:
        """
        A file is decoded as told, without a guess and its note.
        """
        text = "Interviewer: Jak było?\n\nP1: Bardzo źle, łącznie trzy dni.\n"
        folder = write_folder(
            tmp_path,
            {
                "a.txt": text.encode("cp1250"),
                "study.toml": '[files."a.txt"]\nencoding = "cp1250"\n',
            },
        )

        study = read_study(folder)

        assert study.transcripts[0].text == text
        assert study.transcripts[0].encoding == "cp1250"
        assert study.notes == ()

    def test_many_interviews_in_one_file(self, tmp_path: Path) -> None:
        """
        A table with a column of interviews is as many transcripts.
        """
        table = (
            "interview,speaker,text\nAnna,Interviewer,How is it?\nAnna,P1,It is slow.\n"
            "Ben,Interviewer,How was it?\nBen,P2,It was ugly.\n"
        )

        study = read_study(write_folder(tmp_path, {"calls.csv": table}))

        assert [transcript.name for transcript in study.transcripts] == [
            "calls Anna.csv",
            "calls Ben.csv",
        ]
        assert {transcript.source for transcript in study.transcripts} == {"calls.csv"}
        assert quotes(study) == ["It is slow.", "It was ugly."]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            pytest.param("memo.txt", "It is slow. It was ugly.\n", id="text"),
            pytest.param(
                "memo.vtt",
                "WEBVTT\n\n00:01.000 --> 00:02.000\nIt is slow. It was ugly.\n",
                id="VTT",
            ),
            pytest.param(
                "memo.json",
                '{"segments": [{"start": 0, "end": 1, "text": "It is slow. It was ugly."}]}',
                id="JSON",
            ),
        ],
    )
    def test_one_voice(self, tmp_path: Path, name: str, content: str) -> None:
        """
        A file that names nobody is read where one person says everything in it, and only there.
        """
        folder = write_folder(tmp_path, {name: content})
        (fault,) = faults_of(folder)
        assert "only_speaker" in fault
        write_folder(tmp_path, {"study.toml": f'[files."{name}"]\nonly_speaker = "Omar"\n'})

        study = read_study(folder)

        assert [person.name for person in study.participants] == ["Omar"]
        assert quotes(study) == ["It is slow.", "It was ugly."]

    def test_files_that_do_not_exist(self, tmp_path: Path) -> None:
        """
        Telling how to read a file that is not there is a fault.
        """
        settings = '[files."b.csv"]\nspeaker = "wer"\n'
        folder = write_folder(tmp_path, {"a.txt": ONE, "study.toml": settings})

        assert faults_of(folder) == ("study.toml: files: 'b.csv' is the name of no transcript",)


class TestLanguages:
    """
    The language is told for a file, for the study, or found out from what participants say.
    """

    FINNISH = (
        "Interviewer: How is it?\n\nP2: Aluksi en ymmärtänyt miksi kassa meni rikki koko ajan eikä "
        "kukaan tiennyt mitä pitäisi tehdä, ja sitten me teimme listan paperille.\n"
    )

    def test_found_out(self, tmp_path: Path) -> None:
        """
        Each transcript has its own; a language that is not English is told, as it may be wrong.
        """
        study = read_study(write_folder(tmp_path, {"a.txt": ONE, "b.txt": self.FINNISH}))

        assert [transcript.language for transcript in study.transcripts] == ["en", "fi"]
        assert study.notes == (
            "b.txt: language found out: fi; if it is another, say so in study.toml",
        )

    def test_told(self, tmp_path: Path) -> None:
        """
        What study.toml says of a file stands before what it says of all; nothing is found out then.
        """
        settings = 'language = "sv"\n[languages]\n"b.*" = "et"\n'
        files = {"a.txt": ONE, "b.txt": self.FINNISH, "study.toml": settings}

        study = read_study(write_folder(tmp_path, files))

        assert [transcript.language for transcript in study.transcripts] == ["sv", "et"]
        assert (study.language, study.notes) == ("sv", ())


class TestParticipantsFile:
    """
    participants.csv says who the participants are, in whatever way a spreadsheet saves it.
    """

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("participant,role,size\nP1,baker,12\n", id="commas"),
            pytest.param("participant;role;size\nP1;baker;12\n", id="semicolons"),
            pytest.param("participant\trole\tsize\nP1\tbaker\t12\n", id="tabs"),
            pytest.param("\ufeffparticipant;role;size\r\nP1;baker;12\r\n", id="as Excel saves it"),
            pytest.param("role,participant,size\nbaker,P1,12\n", id="another order"),
            pytest.param("participant,role,size\n\nP1, baker ,12\n\n", id="blank lines and blanks"),
            pytest.param('participant,role,size\n"P1","baker","12"\n', id="quotes"),
        ],
    )
    def test_attributes(self, tmp_path: Path, content: str) -> None:
        """
        Columns become attributes of their participant.
        """
        folder = write_folder(tmp_path, {"P1.txt": ONE, "participants.csv": content})

        (participant,) = read_study(folder).participants

        assert participant.attributes == {"role": "baker", "size": "12"}

    @pytest.mark.parametrize(
        ("row", "role"),
        [
            pytest.param('P1,"baker, owner"', "baker, owner", id="the delimiter"),
            pytest.param('P1,"baker\nand owner"', "baker\nand owner", id="a line end"),
            pytest.param("P1,b\u00e4cker\u2028owner", "b\u00e4cker\u2028owner", id="a separator"),
            pytest.param("P1", "", id="nothing"),
        ],
    )
    def test_cells(self, tmp_path: Path, row: str, role: str) -> None:
        """
        A cell keeps what stands in it, and a missing one is empty.
        """
        csv = f"participant,role\n{row}\n"

        study = read_study(write_folder(tmp_path, {"P1.txt": ONE, "participants.csv": csv}))

        assert study.participants[0].attributes == {"role": role}

    def test_names_the_interviewed(self, tmp_path: Path) -> None:
        """
        A row is enough to tell who is interviewed where the other is the interviewer.
        """
        text = NAMED.replace("Kasia", "Interviewer")
        csv = "participant,role\nOmar,baker\n"

        study = read_study(write_folder(tmp_path, {"a.txt": text, "participants.csv": csv}))

        assert [participant.name for participant in study.participants] == ["Omar"]

    def test_missing_rows_are_noted(self, tmp_path: Path) -> None:
        """
        A participant without a row has no attributes, and a note says so.
        """
        files = {"a.txt": ONE, "b.txt": TWO, "participants.csv": "participant,role\nP1,baker\n"}

        study = read_study(write_folder(tmp_path, files))

        assert study.participants[1].attributes == {}
        assert study.notes == ("participants.csv has no row for P2",)


BAD_FOLDERS = [
    pytest.param({}, "the folder is empty", id="empty folder"),
    pytest.param({"study.toml": "", ".x": ""}, "no transcript in it", id="no transcript"),
    pytest.param(
        {"a.txt": ONE, "plan.mp3": b"ID3"},
        "plan.mp3: no reader for .mp3: a recording; transcribe it first; if it is no transcript, "
        "add it to ignore in study.toml",
        id="no transcript format",
    ),
    pytest.param({"a.txt": ONE, "b.txt": b"\0\1"}, "b.txt:1: holds binary data", id="binary file"),
    pytest.param({"a.txt": ONE, "b.txt": ""}, "b.txt: is empty", id="empty file"),
    pytest.param(
        {"a.txt": ONE, "b.docx": ONE}, "b.docx: is no whole .docx document (no z", id="docx, no zip"
    ),
    pytest.param(
        {"a.txt": ONE, "b.txt": "I: für Zoë?\nP2: ".encode() + b"caf\xe9\n"},
        "b.txt:2: byte 0xe9",
        id="bad byte",
    ),
    pytest.param({"a.txt": ONE, "b.txt": "So slow.\n"}, "b.txt:1: no speaker labels", id="labels"),
    pytest.param(
        {"a.txt": ONE, "b.txt": "Interviewer: How?\n\nInterviewer: And why?\n"},
        "b.txt: only interviewer speech (Interviewer)",
        id="only interviewer speech",
    ),
    pytest.param(
        {"a.txt": ONE, "b.txt": NAMED},
        "b.txt: cannot tell who is the interviewer; speakers found: 'Kasia' (5 words), 'Omar' (5 "
        "words)",
        id="interviewer unknown",
    ),
    pytest.param(
        {"a.txt": ONE, "b.txt": ONE.replace("P1", "P2")},
        "a.txt, b.txt: the same interview; keep one of the files",
        id="the same interview twice",
    ),
    pytest.param(
        {
            "a.txt": ONE,
            "b.md": "**Interviewer:** How is it?\n\n**P2:** It\nis slow.\n\n"
            "**Interviewer:** I see.\n\n**P2:** Very slow.\n",
        },
        "a.txt, b.md: the same interview",
        id="the same interview in another format",
    ),
    pytest.param(
        {"a.txt": ONE, "b.txt": TWO.replace("P2", "P1")},
        "a.txt, b.txt: participant 'P1' in more than one transcript",
        id="two files giving one participant",
    ),
    pytest.param(
        {"a.txt": ONE, "a.md": TWO},
        "a.md, a.txt: files that differ only in their suffix",
        id="one name, two suffixes",
    ),
    pytest.param(
        {"a.txt": ONE, "participants.csv": "participant,role\nP1,x\nP9,y\n"},
        "participants.csv: line 3: 'P9' speaks in no transcript; participants found: P1",
        id="unknown participant",
    ),
    pytest.param(
        {"a.txt": ONE, "participants.csv": "participant,role\nP1,x\n\nP1,y\n"},
        "participants.csv: line 4: 'P1' already stands on line 2",
        id="duplicate participant",
    ),
    pytest.param(
        {"a.txt": ONE, "participants.csv": "participant,role\nP1,x\n,y\n"},
        "participants.csv: line 3: no participant named",
        id="a row of nobody",
    ),
    pytest.param(
        {"a.txt": ONE, "participants.csv": "participant,role\nP1,x,y\n"},
        "participants.csv: line 2: more cells than the header has columns",
        id="a cell too many",
    ),
    pytest.param(
        {"a.txt": ONE, "participants.csv": "name,role\nP1,x\n"},
        "participants.csv: line 1: no column 'participant'; found: name,role",
        id="no column",
    ),
    pytest.param(
        {"a.txt": ONE, "participants.csv": b"\x89PNG\r\n\x1a\n"},
        "participants.csv:1: is a picture",
        id="participants.csv is no text",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": 'titel = "A"\n'},
        "study.toml: titel: unknown key; known here: codebooks, coefficients, files, ignore, "
        "interviewers, language, languages, promotion, sources, speakers, tables, title",
        id="unknown key",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": "[promotion]\nmin_participant = 3\n"},
        "study.toml: promotion.min_participant: unknown key; known here: accepted_only, "
        "min_participants, min_share",
        id="unknown inner key",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": "[promotion]\nmin_participants = 1\n"},
        "study.toml: promotion.min_participants: input should be greater than or equal to 2, got 1",
        id="one person is no pattern",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": 'interviewers = ["Interviewer", 7]\n'},
        "study.toml: interviewers[1]: input should be a valid string, got 7",
        id="wrong type",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": 'language = "English"\n'},
        "study.toml: language: ",
        id="language by name",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": 'title = "A"\nlanguage = en\n'},
        "study.toml: is no TOML",
        id="broken TOML",
    ),
    pytest.param(
        {"a.txt": ONE, "study.toml": 'interviewers = ["Lena"]\n'},
        "interviewer 'Lena' speaks in no transcript; speakers found: Interviewer, P1",
        id="unknown interviewer",
    ),
]


class TestBadInput:
    """
    Bad input gets a clear error, and nothing is lost.
    """

    @pytest.mark.parametrize(("files", "fault"), BAD_FOLDERS)
    def test_fault(self, tmp_path: Path, files: Files, fault: str) -> None:
        """
        The fault is named with its file, and its line or key where it has one.
        """
        faults = faults_of(write_folder(tmp_path, files))

        assert [text for text in faults if text.startswith(fault)] != [], faults

    @pytest.mark.parametrize(
        "files",
        [
            pytest.param({"a.txt": ONE, "b.txt": "So slow.\n"}, id="a file"),
            pytest.param({"a.txt": ONE, "study.toml": 'titel = "A"\n'}, id="study.toml"),
            pytest.param({"a.txt": ONE, "participants.csv": "name\nP1\n"}, id="participants.csv"),
            pytest.param({"b.txt": "So slow.\n"}, id="the only file"),
        ],
    )
    def test_one_fault_makes_one_message(self, tmp_path: Path, files: Files) -> None:
        """
        A single fault does not pull others after it.
        """
        assert len(faults_of(write_folder(tmp_path, files))) == 1

    def test_no_folder(self, tmp_path: Path) -> None:
        """
        A folder that is not there, or is a file, is refused by name.
        """
        file = write_folder(tmp_path, {"P1.txt": ONE}) / "P1.txt"

        for path in (tmp_path / "nowhere", file):
            with pytest.raises(StudyError, match=f"{path.name}: 1 fault\n  is no folder"):
                read_study(path)

    def test_transcripts_one_level_down(self, tmp_path: Path) -> None:
        """
        A folder whose transcripts lie in an inner folder is told which one is meant.
        """
        folder = write_folder(tmp_path, {"notes.xyz": b"%PDF"})
        write_folder(folder / "calls", {"P1.txt": ONE})

        assert any(f"did you mean {folder / 'calls'}?" in fault for fault in faults_of(folder))

    def test_all_at_once(self, tmp_path: Path) -> None:
        """
        One run shows every fault of the folder, in the order of the files.
        """
        files: Files = {
            "study.toml": "tilte = 1\nlanguge = 2\n",
            "participants.csv": "participant\nP1\nP1\n\n",
            "d.txt": "I: für Zoë?\nP3: ".encode() + b"caf\xe9\n",
            "c.docx": "no zip",
            "b.vtt": "WEBVTT\n\n00:01 --> soon\nP2: So.\n",
            "a.txt": "Interviewer: How?\n\nInterviewer: Why?\n",
            "e.pdf": b"%PDF",
        }

        faults = faults_of(write_folder(tmp_path, files))

        places = [fault.split(" ")[0] for fault in faults]
        assert sorted(places[:3]) == ["participants.csv:", "study.toml:", "study.toml:"]
        assert places[3:] == ["a.txt:", "b.vtt:3:", "c.docx:", "d.txt:2:", "e.pdf:"]

    def test_contradicting_roles(self, tmp_path: Path) -> None:
        """
        Who is named as interviewer and listed as participant is refused, not decided upon.
        """
        files = {
            "a.txt": NAMED,
            "study.toml": 'interviewers = ["Kasia"]\n',
            "participants.csv": "participant\nKasia\nOmar\n",
        }

        faults = faults_of(write_folder(tmp_path, files))

        assert any("Kasia" in fault for fault in faults)

    def test_unknown_language(self, tmp_path: Path) -> None:
        """
        A language that cannot be segmented is an error that names it, not a traceback.
        """
        folder = write_folder(tmp_path, {"a.txt": ONE, "study.toml": 'language = "qq"\n'})

        with pytest.raises(InterviewCoderError, match="qq"):
            segment_study(read_study(folder))

    @pytest.mark.parametrize("order", list(permutations(["a.txt", "b.txt", "c.txt"])))
    def test_order_of_faults(self, tmp_path: Path, order: tuple[str, ...]) -> None:
        """
        In whatever order the files come to lie in the folder, the faults are the same.
        """
        files = {"a.txt": "So slow.\n", "b.txt": ONE, "c.txt": ONE}

        faults = faults_of(write_folder(tmp_path, {name: files[name] for name in order}))

        assert [fault.split(": ")[0] for fault in faults] == [
            "a.txt:1",
            "b.txt, c.txt",
            "b.txt, c.txt",
        ]


CUES = (
    "{}00:00:01{}000 --> 00:00:04{}000\nInterviewer: The zebra, how is it?\n\n"
    "00:00:05{}000 --> 00:00:09{}000\nKasia: It is slow here.\n\n"
    "00:00:10{}000 --> 00:00:14{}000\nKasia: It is ugly too.\nInterviewer: A zebra, you say?\n\n"
    "00:00:15{}000 --> 00:00:19{}000\nKasia: It is loud, yes.\n"
)
TURNS = [
    ("Interviewer: ", "The zebra, how is it?"),
    ("Kasia: ", "It is slow here. It is ugly too."),
    ("Interviewer: ", "A zebra, you say?"),
    ("Kasia: ", "It is loud, yes."),
]


def quotes(study: Study) -> list[str]:
    """Return all utterances of `study`, verbatim."""
    return [study.quote(utterance) for utterance in segment_study(study)]


class TestWhoseWords:
    """
    The interviewer's words MUST NOT become a participant's, and no participant's word is lost.
    """

    @pytest.mark.parametrize(
        "files",
        [
            pytest.param({"a.txt": "\n\n".join(map("".join, TURNS))}, id="text"),
            pytest.param({"a.txt": "\n".join(map("".join, TURNS))}, id="text, line under line"),
            pytest.param(
                {"a.txt": "\n\n".join(f"[00:0{i}:00] {a}{b}" for i, (a, b) in enumerate(TURNS))},
                id="text with times",
            ),
            pytest.param(
                {"a.md": "\n\n".join(f"**{a.strip()}** {b}" for a, b in TURNS)}, id="Markdown"
            ),
            pytest.param({"a.docx": labelled_document(*TURNS)}, id="Word"),
            pytest.param({"a.vtt": CUES.format("WEBVTT\n\n", *"........")}, id="WebVTT"),
            pytest.param({"a.srt": CUES.format("", *",,,,,,,,")}, id="SubRip"),
        ],
    )
    def test_in_every_format(self, tmp_path: Path, files: Files) -> None:
        """
        In every format the participant's sentences are the utterances, and only they.
        """
        study = read_study(write_folder(tmp_path, files))

        assert quotes(study) == ["It is slow here.", "It is ugly too.", "It is loud, yes."]

    @pytest.mark.parametrize(
        "files",
        [
            pytest.param({"a.txt": NAMED}, id="two names"),
            pytest.param({"a.txt": NAMED.replace("Kasia", "A").replace("Omar", "B")}, id="letters"),
            pytest.param(
                {"a.txt": NAMED, "participants.csv": "participant\nOmar\n"}, id="one of two listed"
            ),
            pytest.param(
                {
                    "a.txt": NAMED.replace("Kasia", "Speaker 1").replace("Omar", "Speaker 2"),
                    "b.txt": ONE,
                },
                id="numbers, beside a file that is clear",
            ),
        ],
    )
    def test_never_guessed(self, tmp_path: Path, files: Files) -> None:
        """
        Where it cannot be told who asks, nothing is read.
        """
        faults = faults_of(write_folder(tmp_path, files))

        assert any("cannot tell who is the interviewer" in fault for fault in faults)

    def test_told_afterwards(self, tmp_path: Path) -> None:
        """
        Naming the interviewer, as the error says, is enough.
        """
        folder = write_folder(tmp_path, {"a.txt": NAMED})
        (fault,) = faults_of(folder)
        assert "--interviewer 'Kasia'" in fault

        study = read_study(folder, interviewers=["Kasia"])

        assert quotes(study) == ["It is slow.", "Very slow."]


def test_sample_study(sample_study: Study) -> None:
    """
    The sample that comes along reads without a fault, with a row for everybody.
    """
    assert len(sample_study.transcripts) == 8
    assert all(participant.attributes for participant in sample_study.participants)
    assert len(sample_study.participants) == 8
