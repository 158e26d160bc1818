from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from interview_coder.codebook import Codebook
from interview_coder.coding import MachineCoder, train
from interview_coder.coding.calibration import kappa
from interview_coder.coding.store import file_name
from interview_coder.embedding import SentenceEncoder, VectorCache, embed
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Study

WORD = re.compile(r"\w+(?:['’]\w+)*")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestCorpus:
    """
    The machine coder learns from many sentences of many kinds, most of which carry no code.
    """

    def test_size(self, codebook: Codebook) -> None:
        """
        There are at least 5,000 sentences, in at least 150 passages.
        """
        assert len(codebook.examples) >= 5_000
        assert len({e.passage for e in codebook.examples if e.passage}) >= 150

    def test_share_of_none(self, codebook: Codebook) -> None:
        """
        As in real interviews, somewhat more than half of what is said carries no code.
        """
        n_none = sum(not example.codes for example in codebook.examples)

        assert 0.55 <= n_none / len(codebook.examples) <= 0.70
        assert n_none >= 150

    def test_examples_a_code(self, codebook: Codebook) -> None:
        """
        Each code has at least sixty examples.
        """
        counts = Counter(code for example in codebook.examples for code in example.codes)

        assert {code.name for code in codebook.codes} == set(counts)
        assert min(counts.values()) >= 60

    def test_sentences_differ(self, codebook: Codebook) -> None:
        """
        No sentence stands there twice, but for a few of one or two words.
        """
        counts = Counter(" ".join(WORD.findall(e.text.lower())) for e in codebook.examples)

        twice = [text for text, count in counts.items() if count > 1]
        assert all(len(text.split()) <= 3 for text in twice)
        assert len(twice) <= 15

    def test_openings_differ(self, codebook: Codebook) -> None:
        """
        Sentences are not made from a mould: nine in ten first four words are unique or nearly so.
        """
        openings = Counter(" ".join(WORD.findall(e.text.lower())[:4]) for e in codebook.examples)

        assert len(openings) >= 0.9 * len(codebook.examples)
        assert openings.most_common(1)[0][1] <= 0.005 * len(codebook.examples)

    def test_domains_and_registers(self, codebook: Codebook) -> None:
        """
        The corpus covers many domains, and typed as well as spoken language.
        """
        rows = rows_of(codebook.folder / "examples.csv")

        registers = Counter(row["register"] for row in rows)
        assert len({row["domain"] for row in rows}) >= 40
        assert len(registers) >= 3
        assert min(registers.values()) >= 0.05 * len(rows)


class TestShippedCoder:
    """
    A coder comes along, so that nobody has to train one.
    """

    def test_is_the_one_asked_for(self, codebook: Codebook, encoder: SentenceEncoder) -> None:
        """
        The one coder file is that which the current codebook and the default model ask for.
        """
        shipped = [path.name for path in codebook.folder.glob("coder-*.npz")]

        assert shipped == [file_name(codebook, encoder)]

    def test_knows_the_codebook(self, codebook: Codebook, coder: MachineCoder) -> None:
        """
        Its codes and examples are those of the codebook, in their order.
        """
        coded = [example for example in codebook.examples if example.codes]

        assert coder.codes == tuple(code.name for code in codebook.codes)
        assert list(coder.memory.texts) == [example.text for example in coded]

    @pytest.mark.heavy
    def test_training_gives_one_like_it(
        self,
        codebook: Codebook,
        coder: MachineCoder,
        cached_encoder: VectorCache,
        sample_study: Study,
    ) -> None:
        """
        A coder trained now on four fifths of the passages codes the sample much like the shipped.
        """
        embedded = embed(sample_study, segment_study(sample_study), encoder=cached_encoder)

        trained = train(codebook, encoder=cached_encoder)

        new, shipped = (
            one.judge(one.scores(one.network.features(embedded))).asserted
            for one in (trained, coder)
        )
        assert kappa(new.ravel(), shipped.ravel()) > 0.6


class TestSampleStudy:
    """
    The sample is a whole study with the answers of a careful reader.
    """

    def test_interviews(self, sample_study: Study) -> None:
        """
        Eight interviews of 900 to 1,600 words lie there in three formats, and nothing is to note.
        """
        lengths = [len(transcript.text.split()) for transcript in sample_study.transcripts]

        assert len(lengths) == len(sample_study.participants) == 8
        assert min(lengths) >= 900
        assert max(lengths) <= 1_600
        assert len({transcript.format for transcript in sample_study.transcripts}) == 3
        assert sample_study.notes == ()

    def test_participants_have_attributes(self, sample_study: Study) -> None:
        """
        Every participant has a row, with the same columns.
        """
        columns = {tuple(person.attributes) for person in sample_study.participants}

        assert len(columns) == 1
        assert len(columns.pop()) >= 4

    def test_gold_codings_are_verbatim(self, sample_study: Study, sample_folder: Path) -> None:
        """
        Every gold coding quotes its transcript, in the words of its participant.
        """
        rows = rows_of(sample_folder / "gold_codings.csv")

        assert len(rows) >= 100
        for row in rows:
            transcript = sample_study.transcript(row["transcript"])
            assert transcript.text[int(row["start"]) : int(row["end"])] == row["text"]
            assert row["participant"] in transcript.participants

    def test_gold_themes_are_counted(self, codebook: Codebook, sample_folder: Path) -> None:
        """
        Themes shared by 6, 5, 4, 3 and exactly 2 are planted, one of them contradicted.
        """
        voices: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in rows_of(sample_folder / "gold_codings.csv"):
            voices[row["code"], row["theme"]].add(row["participant"])
        themes = rows_of(sample_folder / "gold_themes.csv")

        for row in themes:
            said_by = voices[row["code"], row["theme"]]
            assert row["participants"].split() == sorted(said_by)
            assert int(row["n_participants"]) == len(said_by)
        assert {row["n_participants"] for row in themes} >= set("65432")
        assert any(row["contradicted_by"] for row in themes)
        assert {row["code"] for row in themes} == {code.name for code in codebook.codes}
