"""Fixtures: the real model and the real sample, loaded once; a cache of the test run's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import MachineCoder, load_or_train
from interview_coder.embedding import SentenceEncoder, VectorCache, load_encoder
from interview_coder.findings import Analysis
from interview_coder.pipeline import analyze
from interview_coder.resources import find_resource
from interview_coder.settings import Settings
from interview_coder.study import read_study
from interview_coder.transcript import Study


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A folder for vectors and coders, shared by the tests of one run.
    """
    return tmp_path_factory.mktemp("cache") / "interview_coder"


@pytest.fixture(autouse=True, scope="session")
def _own_user_cache(cache_folder: Path) -> Iterator[None]:
    """
    The command line, too, keeps its vectors in the test run's folder.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache_folder.parent))
        yield


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """
    The default model.
    """
    return load_encoder()


@pytest.fixture(scope="session")
def cached_encoder(encoder: SentenceEncoder, cache_folder: Path) -> VectorCache:
    """
    The default model with a cache.
    """
    return VectorCache(encoder=encoder, folder=cache_folder)


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """
    The default codebook.
    """
    return read_codebook("psychology")


@pytest.fixture(scope="session")
def coder(codebook: Codebook, cached_encoder: VectorCache, cache_folder: Path) -> MachineCoder:
    """
    The machine coder that comes along with the default codebook.
    """
    return load_or_train(codebook, encoder=cached_encoder, folder=cache_folder)


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """
    The sample study's folder.
    """
    return find_resource("transcripts_sample")


@pytest.fixture(scope="session")
def sample_study(sample_folder: Path) -> Study:
    """
    The sample study.
    """
    return read_study(sample_folder)


@pytest.fixture(scope="session")
def sample_analysis(sample_study: Study, cache_folder: Path) -> Analysis:
    """
    The sample study, analysed.
    """
    return analyze(sample_study, settings=Settings(cache=cache_folder))
