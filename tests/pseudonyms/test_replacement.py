"""A study with pseudonyms: the same words, nobody's name."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import PseudonymError
from interview_coder.pseudonyms import Masker, make_key, pseudonymise
from interview_coder.pseudonyms.edits import Edit, Edits
from interview_coder.readers import read_transcript
from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Source
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.study import read_study
from interview_coder.transcript import LeftOut, Transcript
from tests.notation import study_of, talk, write_folder
from tests.pseudonyms.notation import key_of

KEY = key_of("P03 Kasia Lind | P07 Mark | I1 Bo Ek")

SPOKEN = talk(
    "Interviewer: Hi Kasia? | Kasia Lind: [00:00:05] Mark and I [laughs at Mark] mark it. "
    "| Interviewer: And Mark?",
    name="kasia_lind.txt",
)


class TestTranscript:
    """
    Turns, asides and times MUST stand on the same words as before.
    """

    def test_words(self) -> None:
        """
        Only names change, in labels, questions, answers and asides.
        """
        transcript = Masker.of(KEY).transcript(SPOKEN)

        assert transcript.text == (
            "Interviewer: Hi [P03]?\n\n[P03]: [00:00:05] [P07] and I [laughs at [P07]] mark it.\n\n"
            "Interviewer: And [P07]?\n"
        )

    def test_spans(self) -> None:
        """
        Each turn and aside quotes what it quoted, with the names replaced.
        """
        transcript = Masker.of(KEY).transcript(SPOKEN)

        assert [transcript.quote(turn.span) for turn in transcript.turns] == [
            "Hi [P03]?",
            "[P07] and I [laughs at [P07]] mark it.",
            "And [P07]?",
        ]
        quoted = [transcript.quote(aside) for aside in transcript.turns[1].asides]
        assert "[laughs at [P07]]" in quoted

    def test_speakers(self) -> None:
        """
        Speakers and participants are called by the bare pseudonym, roles stay.
        """
        transcript = Masker.of(KEY).transcript(SPOKEN)

        assert transcript.speakers == ("Interviewer", "P03")
        assert transcript.speaker_to_participant == {"P03": "P03"}

    def test_hashes(self) -> None:
        """
        Both hashes are of the new text: a hash of the file would confirm a guess of the names.
        """
        transcript = Masker.of(KEY).transcript(SPOKEN)

        assert transcript.text_hash == sha256(transcript.text.encode()).hexdigest()
        assert transcript.source_hash == transcript.text_hash

    def test_times(self, tmp_path: Path) -> None:
        """
        Times stand at the words they stood at.
        """
        write_folder(
            tmp_path,
            {
                "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Kasia Lind>Mark came\n\n"
                "00:03.000 --> 00:04.000\n<v Kasia Lind>then Kasia Lind left\n\n"
                "00:05.000 --> 00:06.000\n<v Bo Ek>and Mark?\n"
            },
        )
        told = RolesTold(interviewers=frozenset({"Bo Ek"}), participants=frozenset({"Kasia Lind"}))
        before = assign_roles(read_transcript(tmp_path / "a.vtt"), told)

        after = Masker.of(KEY).transcript(before)

        turn = after.turns[0]
        assert [after.text[mark.offset :].split()[0] for mark in turn.times] == ["[P07]", "then"]
        assert [mark.seconds for mark in turn.times] == [1.0, 3.0]

    def test_no_name_goes_across_a_turn(self) -> None:
        """
        The last word of a turn and the label of the next are two names, not one.
        """
        spoken = talk("Interviewer: Is it Kasia | Lind: Yes.", name="a_1.txt")

        text = Masker.of(key_of("P01 Lind | P03 Kasia Lind")).transcript(spoken).text

        assert text == "Interviewer: Is it [P03]\n\n[P01]: Yes.\n"

    def test_remarks(self) -> None:
        """
        Notes and what was left out hold no names either.
        """
        told = replace(
            SPOKEN,
            notes=("kasia_lind.txt: 'mark' comes up once; Kasia Lind too",),
            left_out=(LeftOut(what="tier 'mark'", n=1, sample="Kasia: [no speech]"),),
        )
        key = make_key(study_of(told), known=KEY)

        transcript = Masker.of(key).transcript(told)

        assert transcript.notes == ("P03.txt: '[P07]' comes up once; [P03] too",)
        assert transcript.left_out == (
            LeftOut(what="tier '[P07]'", n=1, sample="[P03]: [no speech]"),
        )


class TestStudy:
    """
    Nothing in a study MUST tell a name afterwards.
    """

    def test_everything(self, tmp_path: Path) -> None:
        """
        Title, files, participants, attributes and notes; and the order follows the new names.
        """
        files = {
            "kasia.txt": "Bo Ek: Why, Zofia?\n\nZofia Nowak: Kasia knows.\n",
            "zofia.txt": "Bo Ek: Why?\n\nKasia Lind: Zofia knows.\n",
            "participants.csv": "participant,boss\nKasia Lind,Zofia Nowak\nZofia Nowak,nobody\n",
            "study.toml": 'title = "What Kasia said"\ninterviewers = ["Bo Ek"]\n',
            "names.csv": "name\nnobody\n",
        }
        read = read_study(write_folder(tmp_path / "study", files))

        study = pseudonymise(
            read, key=make_key(read, known=key_of("P09 Zofia Nowak | P10 Kasia Lind"))
        )

        told = repr(study) + "".join(transcript.text for transcript in study.transcripts)
        for name in ("kasia", "zofia", "nowak", "lind", "bo ek"):
            assert name not in told.lower()
        assert [transcript.name for transcript in study.transcripts] == ["P09.txt", "P10.txt"]
        assert [dict(p.attributes) for p in study.participants] == [
            {"boss": "nobody"},
            {"boss": "[P09]"},
        ]
        assert study.pseudonymised

    def test_somebody_is_missing(self) -> None:
        """
        A key without a pseudonym for somebody is refused with the name.
        """
        with pytest.raises(PseudonymError, match="no pseudonym for 'Kasia Lind'"):
            pseudonymise(study_of(SPOKEN), key=key_of("P07 Mark"))

    def test_twice(self) -> None:
        """
        A study is pseudonymised once.
        """
        study = study_of(SPOKEN)
        key = make_key(study)

        with pytest.raises(PseudonymError, match="already"):
            pseudonymise(pseudonymise(study, key=key), key=key)

    def test_a_label_that_is_somebody_elses_pseudonym(self) -> None:
        """
        Somebody who is called P03 in a file cannot be told from the one the key calls so.
        """
        study = study_of(SPOKEN, talk("I: Well? | P03: Slow.", name="b_1.txt"))

        with pytest.raises(PseudonymError, match="two participants would be called 'P03'"):
            pseudonymise(study, key=KEY)

    def test_folder(self, tmp_path: Path) -> None:
        """
        A study folder with a name in its name is refused: results tell where it is.
        """
        study = replace(study_of(SPOKEN), folder=tmp_path / "study of kasia")

        with pytest.raises(PseudonymError, match="rename the folder"):
            pseudonymise(study, key=KEY)


NAMES = ("Kasia Lind", "Mark", "Will So", "Zoë Åberg", "Jan van der Berg")
WORDS = st.sampled_from(
    [
        *(form for name in NAMES for form in (name, name.upper(), name.split()[0], name.lower())),
        "mark", "will", "so", "[laughs]", "[00:01:02]", "said", "it.", "Linden", "Kasię", "P03",
        "[P01]", "I", "\n", "e\u0301", "…", "’s", ",", "kasia.lind@firm.pl", "К", "田中",
    ]
)  # fmt: skip
SPEECH = st.lists(WORDS, min_size=1, max_size=12).map(" ".join).filter(lambda s: s.strip() != "")


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """
    Any talk of an interviewer with somebody who has a name.
    """
    name = draw(st.sampled_from(NAMES))
    turns = draw(st.lists(st.tuples(st.sampled_from(["Interviewer", name]), SPEECH), max_size=5))
    told = [("Interviewer", "Why?"), (name, "Because."), *turns]
    text = "\n\n".join(f"{who}: {' '.join(said.split())}" for who, said in told) + "\n"
    people = frozenset(NAMES)
    source = Source(path=Path("a_1.txt"), data=text.encode(), names=people)
    transcript = Transcript(
        name="a_1.txt",
        text=text,
        turns=read_labelled(source, text).turns,
        source_hash="",
        text_hash="",
        format="plain text",
    )
    return assign_roles(transcript, RolesTold(participants=people))


EVERYBODY = key_of(" | ".join(f"P{n:02d} {name}" for n, name in enumerate(NAMES, start=1)))


@given(transcripts())
@settings(max_examples=150, deadline=None)
def test_only_names_change(before: Transcript) -> None:
    """
    Putting the names back gives the text as it was, and every turn and aside its words.
    """
    masker = Masker.of(EVERYBODY)
    edits = masker.edits(before)

    after = masker.transcript(before)

    back = Edits.of(
        after.text,
        (
            Edit(span, before.text[edit.span.start : edit.span.end])
            for span, edit in zip(edits.spans_after, edits.edits, strict=True)
        ),
    )
    assert back.after == before.text
    for a, b in zip(before.turns, after.turns, strict=True):
        assert back.move(b.span) == a.span
        assert [back.move(aside) for aside in b.asides] == list(a.asides)


@given(transcripts())
@settings(max_examples=150, deadline=None)
def test_order_and_nesting(before: Transcript) -> None:
    """
    Turns stay in order, asides inside their turns, times where they were.
    """
    after = Masker.of(EVERYBODY).transcript(before)

    spans = [turn.span for turn in after.turns]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for told, turn in zip(before.turns, after.turns, strict=True):
        assert all(turn.span.contains(aside) for aside in turn.asides)
        assert list(turn.asides) == sorted(turn.asides)
        offsets = [mark.offset for mark in turn.times]
        assert offsets == sorted(offsets)
        for known, mark in zip(told.times, turn.times, strict=True):
            inside = told.span.start <= known.offset < told.span.end
            assert inside == (turn.span.start <= mark.offset < turn.span.end)
