"""The figure of agreement: every code that has an alpha, and nothing that is not defined."""

from __future__ import annotations

import pytest
from lxml import etree

from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.measure import CodeAgreement
from interview_coder.reports.agreement_figure import agreement_figure
from interview_coder.reports.figures import Figure

ALPHA = Estimate(value=0.7, low=0.5, high=0.85)
KAPPA = Estimate(value=0.69)
AC1 = Estimate(value=0.9)


def code_with(
    name: str = "pain",
    *,
    alpha: Estimate = ALPHA,
    kappa: Estimate = KAPPA,
    ac1: Estimate = AC1,
    prevalence: float | None = 0.125,
) -> CodeAgreement:
    """
    Build what was measured of a code.
    """
    return CodeAgreement(
        code=name,
        n_units=40,
        prevalence=prevalence,
        coder_prevalence={},
        percent=Estimate(value=0.9),
        kappa=kappa,
        fleiss=kappa,
        alpha=alpha,
        ac1=ac1,
    )


def drawn(*codes: CodeAgreement) -> Figure:
    """
    Return the figure of codes that have one.
    """
    figure = agreement_figure(codes)
    assert figure is not None
    return figure


def texts_of(figure: Figure) -> list[str]:
    """
    Return what is written in a figure, in the order of drawing.
    """
    root = etree.fromstring(figure.svg.encode())
    return ["".join(text.itertext()).strip() for text in root.iter("{*}text")]


def n_shapes(figure: Figure) -> int:
    """
    Return how many lines, dots and boxes are drawn.
    """
    root = etree.fromstring(figure.svg.encode())
    return sum(not str(each.tag).endswith(("text", "tspan")) for each in root.iter("*"))


class TestAgreementFigure:
    """
    A row a code: alpha with its interval, kappa, AC1.
    """

    def test_rows(self) -> None:
        """
        Each code stands with its prevalence, in the order given.
        """
        told = texts_of(drawn(code_with("pain"), code_with("goal", prevalence=0.5)))

        assert [text for text in told if text in ("pain", "goal", "12.5%", "50.0%")] == [
            "pain", "12.5%", "goal", "50.0%",
        ]  # fmt: skip

    def test_legend(self) -> None:
        """
        What the marks are is written below them.
        """
        told = texts_of(drawn(code_with()))

        assert {"alpha with its 95% interval", "kappa", "AC1", "prevalence"} <= set(told)
        assert "customary bounds of alpha, .667 and .800" in told

    def test_description(self) -> None:
        """
        Whoever cannot see the figure is told every alpha.
        """
        figure = drawn(code_with("pain"), code_with("goal", alpha=Estimate(value=-0.123)))

        assert figure.description == "pain: alpha 0.70; goal: alpha -0.12."
        assert figure.title == "How far coders agree on each code"

    def test_undefined(self) -> None:
        """
        A code without alpha is not drawn; without any there is no figure.
        """
        nothing = code_with("goal", alpha=Estimate())

        assert agreement_figure([nothing]) is None
        assert agreement_figure([]) is None
        assert drawn(code_with(), nothing).svg == drawn(code_with()).svg

    @pytest.mark.parametrize(
        "without",
        [
            pytest.param(code_with(alpha=Estimate(value=0.7)), id="no interval"),
            pytest.param(code_with(kappa=Estimate()), id="no kappa"),
            pytest.param(code_with(ac1=Estimate()), id="no AC1"),
        ],
    )
    def test_what_is_missing(self, without: CodeAgreement) -> None:
        """
        What is not defined is not drawn, rather than drawn at nought.
        """
        assert n_shapes(drawn(without)) < n_shapes(drawn(code_with()))

    def test_far_below_chance(self) -> None:
        """
        What lies below the axis stands at its lower end.
        """
        far, farther = (
            drawn(code_with(alpha=Estimate(value=value), kappa=Estimate(value=value)))
            for value in (-0.25, -0.9)
        )

        assert far.png == farther.png
        assert farther.description == "pain: alpha -0.90."

    def test_same_bytes(self) -> None:
        """
        The same codes give the same picture.
        """
        assert drawn(code_with()).svg == drawn(code_with()).svg
        assert drawn(code_with()).png == drawn(code_with()).png

    def test_names(self) -> None:
        """
        A long name is shortened, and one that tries to be markup stays words.
        """
        hostile = "<script>alert(1)</script>\n& more"
        figure = drawn(code_with("w" * 200), code_with(hostile))

        assert not any("w" * 200 in text for text in texts_of(figure))
        assert any(text.startswith("ww") and "…" in text for text in texts_of(figure))
        assert "<script" not in figure.svg
