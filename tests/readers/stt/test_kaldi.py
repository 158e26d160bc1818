"""Kaldi as the BBC runs it."""

from __future__ import annotations

from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, words_of


class TestKaldi:
    """
    Words and the stretches of speakers are two lists.
    """

    def test_without_the_outer_object(self) -> None:
        """
        The result alone is read like the answer it came in.
        """
        document = samples.kaldi(TALK)["retval"]

        assert words_of(document) == words_of(samples.kaldi(TALK))
