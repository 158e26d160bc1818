"""The shapes: each is recognised, and reads the conversation that the others read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source
from interview_coder.readers.stt import read
from interview_coder.readers.stt.table import SHAPES, find_shape
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said
from tests.readers.stt.samples import (
    SAMPLES,
    TALK,
    WITHOUT_SPEAKERS,
    Sample,
    Talk,
    read_json,
    whole,
)

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=1, max_size=8).map(" ".join)
PARTLY_TOLD = st.lists(
    st.tuples(st.sampled_from([None, 0, 1]), WORDS), min_size=1, max_size=6
).filter(lambda talk: any(who is not None for who, _ in talk))
TALKS = st.lists(st.tuples(st.integers(0, 1), WORDS), min_size=1, max_size=6)


@pytest.fixture(scope="module", params=SAMPLES, ids=[sample.id for sample in SAMPLES])
def sample(request: pytest.FixtureRequest) -> Sample:
    """
    Every program whose files are read.
    """
    found: Sample = request.param
    return found


class TestEveryShape:
    """
    Whatever the program, a conversation is the same words by the same two people.
    """

    def test_is_recognised_by_one_shape_only(self, sample: Sample) -> None:
        """
        A file has the shape of its program; the order of the table does not decide.
        """
        matching = [each.name for each in SHAPES if each.matches(sample.write(TALK))]

        assert matching == [sample.shape]

    def test_gives_speakers_and_words(self, sample: Sample) -> None:
        """
        Turns are the turns that were spoken, punctuation included.
        """
        first, second = sample.speakers

        reading = read_json(sample.write(TALK))

        assert [(who, " ".join(words.split())) for who, words in said(reading)] == [
            (first, "How was the week?"),
            (second, "Slow. I missed the bus."),
            (first, "And then?"),
        ]

    def test_gives_times(self, sample: Sample) -> None:
        """
        The third turn begins at the tenth word, in the tenth second.
        """
        last = read_json(sample.write(TALK)).turns[-1]

        assert last.time_at(last.span.start) == pytest.approx(9.0)

    def test_says_nothing_where_nothing_is_amiss(self, sample: Sample) -> None:
        """
        A file that is read whole has no notes, but for those on roles and repeated results.
        """
        reading = read_json(sample.write(TALK))

        assert [note for note in reading.notes if "AGENT" not in note] == []
        assert [each for each in reading.left_out if "repeats" not in each.what] == []

    def test_without_speakers_is_refused_with_what_to_do(self, sample: Sample) -> None:
        """
        A file without speakers is recognised, counted, and sent back for speaker separation.
        """
        with pytest.raises(ReadError) as caught:
            read_json(sample.write(WITHOUT_SPEAKERS))

        n_words = caught.value.message.split(" with ")[1].split()[0]
        assert sample.shape in caught.value.message
        assert n_words == "11"
        assert "run the speech-to-text again with speaker separation (" in caught.value.message

    @given(talk=TALKS)
    @settings(max_examples=20, deadline=None)
    def test_keeps_every_word_of_any_talk(self, sample: Sample, talk: Talk) -> None:
        """
        What is read is what was spoken, word for word and turn for turn.
        """
        expected = [
            (sample.speakers[who or 0], " ".join(words for _, words in group))
            for who, group in groupby(talk, key=_who)
        ]

        reading = read_json(sample.write(talk))

        assert [(who, " ".join(words.split())) for who, words in said(reading)] == expected

    @given(talk=PARTLY_TOLD)
    @settings(max_examples=20, deadline=None)
    def test_counts_every_word_where_speakers_are_missing(self, sample: Sample, talk: Talk) -> None:
        """
        Words of nobody known are read too: speech and what is left out are all words of the file.
        """
        n_words = len(whole(talk).split())
        n_repeated = n_words if sample.shape.startswith("Google") else 0

        reading = read_json(sample.write(talk))

        assert len(reading.text.split()) == n_words
        assert sum(left_out(reading).values()) == n_repeated
        assert len(" ".join(words for _, words in said(reading)).split()) == n_words

    @given(edits=EDITS)
    @settings(max_examples=20, deadline=None)
    def test_survives_any_damage(
        self, sample: Sample, edits: list[tuple[float, int, bytes]]
    ) -> None:
        """
        A damaged file is read soundly or refused; nothing else comes out.
        """
        data = json.dumps(sample.write(TALK)).encode()

        assert is_read_or_refused(read, edited(data, edits), name="P1.json")

    @given(seed=st.integers(0, 10_000), value=st.sampled_from([None, 7, -1.5, "x", [], {}, True]))
    @settings(max_examples=20, deadline=None)
    def test_survives_any_value_anywhere(self, sample: Sample, seed: int, value: Any) -> None:
        """
        A value of another kind, wherever it stands, is counted or refused.
        """
        document = sample.write(TALK)
        places = list(_places(document, ()))
        _put(document, places[seed % len(places)], value)

        data = json.dumps(document).encode()

        assert is_read_or_refused(read, data, name="P1.json")


def _who(turn: tuple[int | None, str]) -> int | None:
    return turn[0]


def _places(value: Any, path: tuple[str | int, ...]) -> Any:
    """
    Yield the path of every value inside `value`.
    """
    inside: Sequence[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for key, each in inside:
        yield (*path, key)
        yield from _places(each, (*path, key))


def _put(document: Any, path: tuple[str | int, ...], value: Any) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = value


class TestUnknownShapes:
    """
    JSON that is no known file is refused with what was found and what is known.
    """

    @pytest.mark.parametrize(
        ("document", "found"),
        [
            pytest.param({"title": "x", "pages": []}, "the keys 'title', 'pages'", id="object"),
            pytest.param({}, "the keys (none)", id="empty object"),
            pytest.param([{"q": 1}, {"a": 2}], "a list of 2 entries, the first object", id="list"),
            pytest.param([1, 2, 3], "a list of 3 entries", id="list of numbers"),
            pytest.param("words", "a single value", id="text"),
            pytest.param({f"k{i}": i for i in range(40)}, "'k11' and 28 more", id="many keys"),
        ],
    )
    def test_says_what_was_found(self, document: Any, found: str) -> None:
        """
        The message shows the keys at the top, and names the programs that are known.
        """
        with pytest.raises(ReadError) as caught:
            read_json(document)

        assert found in caught.value.message
        assert "Deepgram; " in caught.value.message

    def test_cuts_long_keys(self) -> None:
        """
        A key of a million letters does not fill the message.
        """
        with pytest.raises(ReadError) as caught:
            read_json({"x" * 1_000_000: 1})

        assert len(caught.value.message) < 1_500

    @given(document=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "text words segments results alternatives items transcript speaker utterances "
                "start channels monologues sentences speaker_name type content phrases name time "
                "duration timestamps transcription chunks body startTime punct retval".split()
            ),
            inner,
            max_size=4,
        ),
        max_leaves=12,
    ))  # fmt: skip
    @settings(max_examples=300, deadline=None)
    def test_any_json_is_read_or_refused(self, document: Any) -> None:
        """
        Objects with familiar keys and unfamiliar values give a reading or a ReadError.
        """
        find_shape(document)

        assert is_read_or_refused(read, json.dumps(document).encode(), name="P1.json")


def test_names_are_unique() -> None:
    """
    No two shapes have the same name.
    """
    names = [shape.name for shape in SHAPES]

    assert len(set(names)) == len(names)


def test_every_shape_has_a_sample_or_needs_none() -> None:
    """
    Each shape is read in these tests, but for the two that never tell a speaker.
    """
    speechless = {"faster-whisper (a list of tuples)", "the OpenAI API (text only)"}

    assert {sample.shape for sample in SAMPLES} | speechless == {each.name for each in SHAPES}


def test_recognises_a_shape_whatever_the_file_is_called() -> None:
    """
    The name of the file says nothing about its shape.
    """
    data = json.dumps(SAMPLES[0].write(TALK)).encode()

    reading = read(Source(path=Path("deepgram-export.txt"), data=data))

    assert len(reading.turns) == 3
