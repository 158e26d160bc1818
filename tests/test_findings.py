from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from interview_coder.findings import Analysis
from interview_coder.tables import CODING_COLUMNS, THEME_COLUMNS, UTTERANCE_COLUMNS


class TestAnalysis:
    """
    An analysis answers questions about itself, and every answer leads back to a quote.
    """

    def test_quotes_are_verbatim(self, sample_analysis: Analysis) -> None:
        """
        The quotes of a theme are slices of the transcripts, one for each of its utterances.
        """
        for theme in sample_analysis.all_themes:
            quotes = sample_analysis.quotes(theme.id)

            assert [quote.utterance for quote in quotes] == list(theme.utterances)
            assert {quote.participant for quote in quotes} == set(theme.promotion.participants)
            for quote in quotes:
                transcript = sample_analysis.study.transcript(quote.transcript)
                assert transcript.text[quote.span.start : quote.span.end] == quote.text

    def test_layers_hold_what_was_promoted(self, sample_analysis: Analysis) -> None:
        """
        A theme is in the layer its code names if it was promoted, and in no other.
        """
        promoted = tuple(t for t in sample_analysis.all_themes if t.promotion.promoted)

        assert sample_analysis.psychology_layer == promoted
        assert sample_analysis.layer("behaviour") == ()
        assert 0 < len(promoted) < len(sample_analysis.all_themes)

    @pytest.mark.parametrize("name", ["utterance", "theme", "quote", "quotes"])
    def test_unknown_id(self, sample_analysis: Analysis, name: str) -> None:
        """
        An id that is none is a KeyError that names it.
        """
        with pytest.raises(KeyError, match="nobody-99"):
            getattr(sample_analysis, name)("nobody-99")

    def test_coding_is_found(self, sample_analysis: Analysis) -> None:
        """
        A coding is found by utterance and code; a candidate is not asserted and not found.
        """
        first, candidate = sample_analysis.all_codings[0], sample_analysis.all_candidates[0]

        assert sample_analysis.coding(first.utterance, first.code) is first
        with pytest.raises(KeyError):
            sample_analysis.coding(candidate.utterance, candidate.code)


class TestSuggestNext:
    """
    What to review next: those whose review teaches most, spread over the participants.
    """

    def test_a_longer_list_begins_like_a_shorter(self, sample_analysis: Analysis) -> None:
        """
        Who asks for more gets the same and further ones, none of them twice.
        """
        longest = sample_analysis.suggest_next(500)

        for n in (0, 1, 7, 20, 400):
            assert sample_analysis.suggest_next(n) == longest[:n]
        assert len({utterance.id for utterance in longest}) == len(longest) > 400
        assert sample_analysis.suggest_next() == longest[:20]

    def test_everybody_has_a_turn(self, sample_analysis: Analysis) -> None:
        """
        Of sixteen utterances each of the eight participants said two.
        """
        counts = Counter(utterance.participant for utterance in sample_analysis.suggest_next(16))

        assert set(counts.values()) == {2}
        assert len(counts) == len(sample_analysis.study.participants) == 8

    def test_more_than_there_are(self, sample_analysis: Analysis) -> None:
        """
        Where fewer are left, fewer come back.
        """
        nearly_done = replace(sample_analysis, review=sample_analysis.review[:3])

        assert len(nearly_done.suggest_next(20)) == 3
        assert replace(sample_analysis, review=()).suggest_next() == ()

    def test_what_is_unsure_comes_early(self, sample_analysis: Analysis) -> None:
        """
        Among the first there are more that are likely, but not asserted, than among the last.
        """
        unsure = {coding.utterance for coding in sample_analysis.all_candidates}

        order = sample_analysis.suggest_next(500)

        first, last = (sum(u.id in unsure for u in part) for part in (order[:80], order[-80:]))
        assert first > 3 * last


class TestFrames:
    """
    Data frames have the columns of the CSV files.
    """

    def test_columns_and_rows(self, sample_analysis: Analysis) -> None:
        """
        There is a row a record, with the columns of its file.
        """
        found = sample_analysis
        frames = [found.utterances, found.codings, found.candidates, found.themes]
        records = [found.all_utterances, found.all_codings, found.all_candidates, found.all_themes]
        columns = [UTTERANCE_COLUMNS, CODING_COLUMNS, CODING_COLUMNS, THEME_COLUMNS]

        for frame, rows, names in zip(frames, records, columns, strict=True):
            assert tuple(frame.columns) == names
            assert len(frame) == len(rows)

    @pytest.mark.parametrize(
        ("name", "columns"),
        [
            pytest.param("utterances", UTTERANCE_COLUMNS, id="utterances"),
            pytest.param("codings", CODING_COLUMNS, id="codings"),
            pytest.param("candidates", CODING_COLUMNS, id="candidates"),
            pytest.param("themes", THEME_COLUMNS, id="themes"),
        ],
    )
    def test_no_rows(self, sample_analysis: Analysis, name: str, columns: tuple[str, ...]) -> None:
        """
        Where nothing was found, the frame is empty and has its columns all the same.
        """
        nothing = replace(
            sample_analysis, all_utterances=(), all_codings=(), all_candidates=(), all_themes=()
        )

        frame = getattr(nothing, name)

        assert tuple(frame.columns) == columns
        assert len(frame) == 0
