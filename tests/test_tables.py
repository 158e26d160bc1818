from __future__ import annotations

import csv
import io

import pytest

from interview_coder.findings import Analysis
from interview_coder.tables import (
    CODING_COLUMNS,
    REVIEW_COLUMNS,
    THEME_COLUMNS,
    UTTERANCE_COLUMNS,
    coded_utterances,
    coding_rows,
    review_rows,
    theme_rows,
    utterance_rows,
)
from interview_coder.tabular import to_csv
from interview_coder.transcript import Utterance


class TestColumns:
    """
    Other programs rely on the columns: names and order are fixed.
    """

    @pytest.mark.parametrize(
        ("columns", "expected"),
        [
            pytest.param(
                UTTERANCE_COLUMNS,
                "transcript participant utterance start end start_time question text",
                id="utterances",
            ),
            pytest.param(
                CODING_COLUMNS,
                "utterance transcript participant start end start_time text code coder confidence "
                "theme",
                id="codings",
            ),
            pytest.param(
                REVIEW_COLUMNS,
                "utterance transcript participant start end start_time before question text after "
                "code confidence decision new_code decided_by note coder theme transcript_hash",
                id="review sheet",
            ),
            pytest.param(
                THEME_COLUMNS[:11],
                "theme code label keywords n_participants participants n_utterances share ci_low "
                "ci_high promoted",
                id="themes",
            ),
        ],
    )
    def test_as_designed(self, columns: tuple[str, ...], expected: str) -> None:
        """
        Columns are those of the design; themes may have more after them.
        """
        assert list(columns) == expected.split()


class TestToCsv:
    """
    Tables are UTF-8 with line feeds, and come back as they went.
    """

    def test_cells(self) -> None:
        """
        None is empty, booleans are words, and everything else is itself.
        """
        row = {"a": None, "b": True, "c": False, "d": 0, "e": 0.5, "f": "ü"}

        assert to_csv([row], list("abcdef")).decode() == "a,b,c,d,e,f\n,true,false,0,0.5,ü\n"

    @pytest.mark.parametrize("text", ['say "no", please', "two\nlines", "a;b", " edge ", "=1+1"])
    def test_text_comes_back(self, text: str) -> None:
        """
        Quotes, commas, line breaks and spaces in a quote survive.
        """
        data = to_csv([{"text": text, "end": 1}], ["text", "end"])

        (row,) = csv.DictReader(io.StringIO(data.decode(), newline=""))
        assert row == {"text": text, "end": "1"}

    def test_no_rows(self) -> None:
        """
        A table without rows has its header.
        """
        assert to_csv([], ["a", "b"]) == b"a,b\n"


class TestRows:
    """
    Rows quote the transcripts verbatim.
    """

    def test_rows_have_the_columns(self, sample_analysis: Analysis) -> None:
        """
        Each row has the columns of its table in their order, so that frames and files agree.
        """
        assert {tuple(row) for row in utterance_rows(sample_analysis)} == {UTTERANCE_COLUMNS}
        codings = coding_rows(sample_analysis, sample_analysis.all_codings)
        assert {tuple(row) for row in codings} == {CODING_COLUMNS}
        assert {tuple(row) for row in theme_rows(sample_analysis)} == {THEME_COLUMNS}

    def test_texts_are_slices(self, sample_analysis: Analysis) -> None:
        """
        The text of a row is the slice from start to end of its transcript.
        """
        study = sample_analysis.study
        rows = utterance_rows(sample_analysis)
        rows += coding_rows(sample_analysis, sample_analysis.all_candidates)

        for row in rows:
            text = study.transcript(str(row["transcript"])).text
            assert text[int(str(row["start"])) : int(str(row["end"]))] == row["text"]

    def test_candidates_have_no_theme(self, sample_analysis: Analysis) -> None:
        """
        What is not asserted is in no theme.
        """
        rows = coding_rows(sample_analysis, sample_analysis.all_candidates)

        assert rows
        assert {row["theme"] for row in rows} == {""}


def neighbours(analysis: Analysis, utterance: Utterance) -> tuple[str, str]:
    """
    Return the words of the utterances before and after one of the same transcript.
    """
    own = [u for u in analysis.all_utterances if u.transcript == utterance.transcript]
    at = own.index(utterance)
    said = ["", *(analysis.study.quote(u) for u in own), ""]
    return said[at], said[at + 2]


class TestReviewRows:
    """
    A review sheet has everything that a person needs to decide, and nothing decided.
    """

    def test_rows_have_the_columns(self, sample_analysis: Analysis) -> None:
        """
        Each row has the columns of the sheet, those a person fills in being empty.
        """
        rows = review_rows(sample_analysis, sample_analysis.suggest_next(40))

        assert {frozenset(row) for row in rows} == {frozenset(REVIEW_COLUMNS)}
        assert {tuple(row) for row in rows} == {REVIEW_COLUMNS}
        for row in rows:
            assert [row[c] for c in ("decision", "new_code", "decided_by", "note")] == [""] * 4

    def test_what_the_machine_proposes(self, sample_analysis: Analysis) -> None:
        """
        There is a row for each coding and candidate of an utterance, in the order asked for; one
        with an empty code where there is none.
        """
        chosen = sample_analysis.suggest_next(60)

        rows = review_rows(sample_analysis, chosen)

        proposed = (*sample_analysis.all_codings, *sample_analysis.all_candidates)
        for utterance in chosen:
            codes = [row["code"] for row in rows if row["utterance"] == utterance.id]
            own = [coding.code for coding in proposed if coding.utterance == utterance.id]
            assert codes == (own or [""])
        order = list(dict.fromkeys(row["utterance"] for row in rows))
        assert order == [utterance.id for utterance in chosen]
        assert {bool(row["code"]) for row in rows} == {True, False}

    def test_what_it_was_decided_on(self, sample_analysis: Analysis) -> None:
        """
        Words, place, question and the hash of the transcript's text stand there as they are.
        """
        study = sample_analysis.study
        for row in review_rows(sample_analysis, sample_analysis.suggest_next(40)):
            utterance = sample_analysis.utterance(str(row["utterance"]))
            transcript = study.transcript(utterance.transcript)
            assert row["text"] == study.quote(utterance)
            assert row["question"] == study.question(utterance)
            assert (row["before"], row["after"]) == neighbours(sample_analysis, utterance)
            assert (row["start"], row["end"]) == (utterance.span.start, utterance.span.end)
            assert row["transcript_hash"] == transcript.text_hash
            assert row["participant"] == utterance.participant

    def test_no_utterances(self, sample_analysis: Analysis) -> None:
        """
        Where there is nothing to review the sheet is empty.
        """
        assert review_rows(sample_analysis, []) == []

    def test_coded_utterances(self, sample_analysis: Analysis) -> None:
        """
        Of the utterances, those that carry a code are given in their order, each once.
        """
        coded = coded_utterances(sample_analysis)

        ids = {coding.utterance for coding in sample_analysis.all_codings}
        assert [u.id for u in coded] == [
            u.id for u in sample_analysis.all_utterances if u.id in ids
        ]
        assert len(coded) == len(ids) > 0
