from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from interview_coder.embedding import DEFAULT_MODEL
from interview_coder.settings import Settings
from interview_coder.themes import ClusterSettings


class TestSettings:
    """
    Settings hold everything that can change a result, each with a default.
    """

    def test_defaults_leave_the_choice_to_the_study(self) -> None:
        """
        Codebook and rule are the study's unless something is said, the model is the offline one.
        """
        settings = Settings()

        assert settings.model == DEFAULT_MODEL
        assert settings.codebooks == ()
        assert settings.rule is None
        assert settings.cache is None
        assert settings.clusters == ClusterSettings(max_distance=None)

    def test_frozen(self) -> None:
        """
        Settings of a finished analysis cannot be changed behind its back.
        """
        with pytest.raises(FrozenInstanceError):
            Settings().model = "other"  # type: ignore[misc]
