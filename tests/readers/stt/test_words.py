"""Words joined to lines, and given to speakers by time."""

from __future__ import annotations

import pytest

from interview_coder.readers.stt.words import Timeline, Word, lines


def word(text: str, *, speaker: str | None = "A", start: float | None = None) -> Word:
    end = None if start is None else start + 0.5
    return Word(text=text, speaker=speaker, start=start, end=end)


def joined(*texts: str) -> list[str]:
    return [line.text for line in lines(word(text) for text in texts)]


class TestLines:
    """
    A line is a sentence of one speaker, or what is said without a long silence.
    """

    @pytest.mark.parametrize(
        ("texts", "expected"),
        [
            pytest.param(["It", "is", "slow"], ["It is slow"], id="words"),
            pytest.param(["Slow", ".", "Why", "?"], ["Slow.", "Why?"], id="marks of their own"),
            pytest.param(["Slow.", "Why?"], ["Slow.", "Why?"], id="marks in words"),
            pytest.param(['"Slow."', "Why"], ['"Slow."', "Why"], id="quoted"),
            pytest.param(["Dr.", "Lind", "is", "in"], ["Dr. Lind is in"], id="a title"),
            pytest.param(["Dr", ".", "Lind"], ["Dr. Lind"], id="a title and its mark"),
            pytest.param(["J.", "Lind"], ["J. Lind"], id="an initial"),
            pytest.param(["50", "%", "off"], ["50% off"], id="a sign that closes"),
            pytest.param(["slow", "–", "very"], ["slow – very"], id="a dash stands free"),
            pytest.param(
                ["と", "ても", "遅い", "。", "なぜ"], ["とても遅い。", "なぜ"], id="Japanese"
            ),
            pytest.param(["ช้า", "มาก"], ["ช้ามาก"], id="Thai"),
            pytest.param(["너무", "느려요"], ["너무 느려요"], id="Korean has spaces"),
            pytest.param(["遅い", "PC"], ["遅い PC"], id="two scripts"),
        ],
    )
    def test_joins(self, texts: list[str], expected: list[str]) -> None:
        """
        Spaces stand where the script has them, never before a closing mark.
        """
        assert joined(*texts) == expected

    def test_a_speaker_begins_a_line(self) -> None:
        """
        A line is one speaker's.
        """
        found = lines([word("so"), word("yes", speaker="B"), word("and")])

        assert [(line.speaker, line.text) for line in found] == [
            ("A", "so"),
            ("B", "yes"),
            ("A", "and"),
        ]

    def test_a_mark_stays_with_its_word(self) -> None:
        """
        Punctuation without a speaker does not begin a line of nobody's.
        """
        found = lines([word("so"), word(",", speaker=None), word("yes")])

        assert [line.text for line in found] == ["so, yes"]

    def test_a_silence_begins_a_line(self) -> None:
        """
        Two seconds of silence part speech that has no punctuation.
        """
        found = lines([word("so", start=0), word("yes", start=1), word("and", start=3.5)])

        assert [(line.text, line.start) for line in found] == [("so yes", 0), ("and", 3.5)]

    def test_the_first_known_time_counts(self) -> None:
        """
        A number without time does not take the time from its line.
        """
        found = lines([word("2014"), word("was", start=4.0)])

        assert found[0].start == 4.0

    @pytest.mark.parametrize(
        ("attaches", "expected"),
        [
            pytest.param("none", "a b c", id="none"),
            pytest.param("previous", "ab c", id="previous"),
            pytest.param("next", "a bc", id="next"),
            pytest.param("both", "abc", id="both"),
        ],
    )
    def test_attached(self, attaches: str, expected: str) -> None:
        """
        A word may be written without a space to its neighbours.
        """
        middle = Word(text="b", speaker="A", start=None, attaches=attaches)  # type: ignore[arg-type]

        assert lines([word("a"), middle, word("c")])[0].text == expected

    def test_no_words(self) -> None:
        """
        No words are no lines.
        """
        assert lines([]) == []


class TestTimeline:
    """
    A word belongs to whoever speaks in its middle.
    """

    @pytest.mark.parametrize(
        ("start", "end", "speaker"),
        [
            pytest.param(0.5, 1.0, "A", id="inside"),
            pytest.param(1.9, 2.5, "B", id="most of it in the next"),
            pytest.param(5.0, 5.2, None, id="in a gap"),
            pytest.param(-1.0, -0.5, None, id="before all"),
            pytest.param(3.0, None, "B", id="at the end"),
            pytest.param(1.0, 0.0, "A", id="ends before it begins"),
        ],
    )
    def test_speaker_at(self, start: float, end: float | None, speaker: str | None) -> None:
        """
        In a gap nobody is said to speak.
        """
        timeline = Timeline([(2.0, 3.0, "B"), (0.0, 2.0, "A")])

        assert timeline.speaker_at(start, end) == speaker

    def test_nobody(self) -> None:
        """
        Without stretches there is no speaker.
        """
        assert Timeline([]).speaker_at(1.0) is None
