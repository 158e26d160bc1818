"""Coding of comments: each judged by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from interview_coder.coding.comments import code_comments
from interview_coder.coding.machine import MachineCoder
from interview_coder.embedding import VectorCache, embed
from interview_coder.segmentation import segment_sources
from interview_coder.transcript import Study
from tests.comment_notation import source_of
from tests.notation import study_of, talk

PAIN = "The worst is copying numbers twice, it takes hours every week."
PLAIN = "We are open on Saturdays."


def study(*comments: str) -> Study:
    """
    Return a study of one interview with these comments beside it.
    """
    interview = talk("I: How is it? | P1: Slow.")
    return replace(study_of(interview), sources=(source_of(*comments),))


def test_codes(coder: MachineCoder, cached_encoder: VectorCache) -> None:
    """
    A complaint is coded as a pain by the machine, a plain fact is not coded.
    """
    given = study(PAIN, PLAIN)

    coded = code_comments(given, segment_sources(given), encoder=cached_encoder, coder=coder)

    assert [(c.utterance, c.code, c.coder) for c in coded.codings] == [
        ("tickets-0001", "pain", "machine")
    ]


def test_company_does_not_matter(coder: MachineCoder, cached_encoder: VectorCache) -> None:
    """
    A comment is coded alike alone and among many, whatever these are about.
    """
    alone, among = study(PAIN), study(PAIN, *[f"{PAIN} {n}" for n in range(30)])

    one, many = (
        code_comments(each, segment_sources(each), encoder=cached_encoder, coder=coder)
        for each in (alone, among)
    )

    assert one.codings == many.codings[: len(one.codings)]


def test_many(coder: MachineCoder, cached_encoder: VectorCache) -> None:
    """
    More comments than are held at once lose none and keep their order.
    """
    given = study(*[f"Ticket {n} is open." for n in range(1100)], PAIN)
    utterances = segment_sources(given)

    coded = code_comments(given, utterances, encoder=cached_encoder, coder=coder)

    assert coded.codings[-1].utterance == utterances[-1].id
    expected = embed(given, utterances[-1:], encoder=cached_encoder).said.sentences
    assert np.array_equal(coded.sentences[-1:], expected)
    assert len(coded.sentences) == len(utterances)


def test_fillers(coder: MachineCoder, cached_encoder: VectorCache) -> None:
    """
    Comments of fillers alone carry no code.
    """
    given = study("Well, yeah, like, really, you know!", "Ok.", "👍")

    coded = code_comments(given, segment_sources(given), encoder=cached_encoder, coder=coder)

    assert {coding.utterance for coding in coded.codings} <= {"tickets-0001"}


def test_none(coder: MachineCoder, cached_encoder: VectorCache) -> None:
    """
    Without comments there is nothing, in vectors of the right width.
    """
    given = study_of(talk("I: How is it? | P1: Slow."))

    coded = code_comments(given, (), encoder=cached_encoder, coder=coder)

    assert coded.codings == ()
    assert coded.sentences.shape[0] == 0
