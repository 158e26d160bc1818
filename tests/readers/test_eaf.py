"""ELAN files."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.eaf import read, read_tiers
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import (
    EDITS,
    edited,
    is_read_or_refused,
    left_out,
    read_or_why,
    said,
    times,
)


def tier(name: str, *pieces: tuple[int | None, str], participant: str = "") -> str:
    """
    Return a tier of `pieces`, each the milliseconds at which it begins and its words.
    """
    content = "".join(
        f"<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID={quoteattr(f'{name}{i}')} "
        f'TIME_SLOT_REF1="ts{start}" TIME_SLOT_REF2="ts9999">'
        f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
        for i, (start, words) in enumerate(pieces)
    )
    return f'<TIER TIER_ID={quoteattr(name)} PARTICIPANT="{participant}">\n{content}</TIER>\n'


def below(name: str, parent: str, *words: str) -> str:
    """
    Return a tier that hangs on the tier `parent`, a piece each of its pieces.
    """
    content = "".join(
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{name}{i}" ANNOTATION_REF="{parent}{i}">'
        f"<ANNOTATION_VALUE>{each}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        for i, each in enumerate(words)
    )
    return f'<TIER TIER_ID="{name}" PARENT_REF="{parent}">{content}</TIER>'


def eaf(*tiers: str) -> bytes:
    """
    Return an .eaf file of `tiers`; the time slot of a millisecond is called after it.
    """
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{t}" TIME_VALUE="{t}"/>' for t in range(0, 9000, 500)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT FORMAT="3.0">\n'
        f'<TIME_ORDER>{slots}<TIME_SLOT TIME_SLOT_ID="tsNone"/></TIME_ORDER>\n'
        f"{''.join(tiers)}</ANNOTATION_DOCUMENT>"
    ).encode()


def read_file(data: bytes) -> Reading:
    """
    Read `data` as the content of a file.
    """
    return read(Source(path=Path("P1.eaf"), data=data))


TALK = eaf(
    tier("Interviewer", (0, "How is it?"), (4000, "Why?")),
    tier(
        "T1", (1500, "Slow &amp; old."), (2500, " "), (3000, "[laughs] Yes."), participant="Kasia"
    ),
)


class TestRead:
    """
    A tier on top is a speaker's; what hangs on it is about it.
    """

    def test_talk(self) -> None:
        """
        Annotations take turns in the order of time.
        """
        reading = read_file(TALK)

        assert said(reading) == [
            ("Interviewer", "How is it?"),
            ("Kasia", "Slow & old.\n[laughs] Yes."),
            ("Interviewer", "Why?"),
        ]
        assert times(reading) == [0, 1.5, 3, 4]
        assert left_out(reading) == {"annotations without words": 1}

    def test_tiers_below(self) -> None:
        """
        A translation that hangs on the speech is left out and counted.
        """
        reading = read_file(eaf(tier("Kasia", (0, "Wolno.")), below("English", "Kasia", "Slow.")))

        assert said(reading) == [("Kasia", "Wolno.")]
        assert left_out(reading) == {"annotations of tier 'English', which hangs on another": 1}

    def test_words_only_below(self) -> None:
        """
        Where the tiers on top hold no words, those below that are called text are the speech.
        """
        data = eaf(
            tier("ref@Kasia", (500, ""), (1000, "")),
            below("tx@Kasia", "ref@Kasia", "Wolno.", "Tak."),
            below("ft@Kasia", "ref@Kasia", "Slow.", "Yes."),
        )

        reading = read_file(data)

        assert said(reading) == [("Kasia", "Wolno.\nTak.")]
        assert times(reading) == [0.5, 1.0]

    def test_told(self) -> None:
        """
        Tiers that are told are read, wherever they hang.
        """
        data = eaf(tier("Kasia", (0, "Wolno.")), below("Kasia in English", "Kasia", "Slow."))

        reading = read_tiers(Source(path=Path("P1.eaf"), data=data), tiers=["Kasia in English"])

        assert said(reading) == [("Kasia in English", "Slow.")]

    def test_slot_without_time(self) -> None:
        """
        An annotation without a time keeps its place.
        """
        reading = read_file(eaf(tier("Kasia", (500, "It is"), (None, "so"), (1000, "slow."))))

        assert said(reading) == [("Kasia", "It is\nso\nslow.")]
        assert times(reading) == [0.5, 1.0]

    def test_circle(self) -> None:
        """
        Annotations that hang on each other have no time and do no harm.
        """
        circle = '<TIER TIER_ID="Kasia"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a" ' \
            'ANNOTATION_REF="a"><ANNOTATION_VALUE>Slow.</ANNOTATION_VALUE></REF_ANNOTATION>' \
            "</ANNOTATION></TIER>"  # fmt: skip

        assert said(read_file(eaf(circle))) == [("Kasia", "Slow.")]

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"<Trans/>", "no ELAN file: it begins with <Trans>", id="other XML"),
            pytest.param(b"how is it", "no well-formed XML", id="text"),
            pytest.param(eaf(), "no tier is speech", id="no tier"),
            pytest.param(eaf(tier("default", (0, "Slow."))), "no tier tells", id="nobody"),
            pytest.param(
                eaf(tier("Kasia", (0, "a"), (500, "b"), (1000, "c")),
                    tier("English", (0, "a"), (500, "b"), (1000, "c"))),
                "same moments",
                id="a translation that hangs nowhere",
            ),
        ],
    )  # fmt: skip
    def test_refused(self, data: bytes, message: str) -> None:
        """
        What cannot be read as a talk is refused, and the message says why.
        """
        with pytest.raises(ReadError, match=message):
            read_file(data)


PIECES = st.lists(
    st.tuples(st.sampled_from(range(0, 9000, 500)), st.sampled_from(["", "so slow", "yes"])),
    max_size=8,
)


class TestCompleteness:
    """
    Speech and what is left out are the whole file.
    """

    @given(first=PIECES, second=PIECES)
    @settings(max_examples=100, deadline=None)
    def test_every_annotation(
        self, first: list[tuple[int, str]], second: list[tuple[int, str]]
    ) -> None:
        """
        Each annotation is speech or counted.
        """
        data = eaf(tier("I", *first), below("Gloss", "I", "so"), tier("Kasia", *second))

        reading = read_or_why(read, data, name="P1.eaf")

        if isinstance(reading, str):
            assert "same moments" in reading or not any(words for _, words in first + second)
        else:
            spoken = [line for line in reading.text.split("\n") if line]
            assert len(spoken) + sum(left_out(reading).values()) == data.count(b"<ANNOTATION>")

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_broken(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A broken file is read soundly or refused.
        """
        assert is_read_or_refused(read, edited(TALK, edits), name="P1.eaf")
