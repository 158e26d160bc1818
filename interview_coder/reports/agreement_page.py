"""What the report on agreement says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coder.agreement.bootstrap import N_DRAWS
from interview_coder.agreement.disagreements import Disagreement
from interview_coder.agreement.measure import Agreement, PairAgreement
from interview_coder.agreement.reading import read_code
from interview_coder.agreement.unitizing import UnitizingAgreement
from interview_coder.findings import MACHINE
from interview_coder.reports.agreement_figure import CODES_A_FIGURE, agreement_figure
from interview_coder.reports.agreement_table import (
    CODE_HEADER,
    NONE,
    code_rows,
    share,
    shown,
)
from interview_coder.reports.content import one_line
from interview_coder.reports.page import Block, Bullets, Heading, Page, Text
from interview_coder.reports.table import Table

_TOLD = (
    "Prevalence is the share of ratings that carry the code; read every coefficient beside it. "
    "Agreement is the share of pairs of coders that say the same, chance included. Kappa is "
    "Cohen's, with more than two coders its mean over pairs (Light). Alpha is Krippendorff's. "
    "AC1 is Gwet's, which does not fall because a code is rare. Intervals are of "
    f"{N_DRAWS:,} draws of whole interviews. With few interviews they are wide; there is none for "
    "one interview alone, and none for a code that stands in so few that many draws lack it. A "
    "dash stands where a coefficient is not defined."
)
_TRADITION = (
    "Some traditions do not measure agreement: there, the disagreements are what matters. They "
    "stand in a sheet of their own, to be read and settled."
)
_MACHINE = (
    "The machine has learnt from decisions of people in this study, if there are any. Beside "
    "whoever made them it agrees the more; only codings made without seeing its results test it."
)
_UNITIZING = (
    "Here the stretches of text themselves are compared, as they were marked: uα asks whether "
    "coders marked the same stretches with the same codes, |uα only whether they marked the same "
    "stretches, cuα whether the codes are the same where more than one coder marked, "
    "(k)uα how far a code is told from all others; a stretch under two codes counts as a value of "
    "its own."
)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Everything that a comparison of coders found.

    Attributes:
        agreement: On utterances.
        unitizing: On stretches of text, in interviews that two coders or more read whole.
        disagreements: One a code and utterance.
        notes: What has no place in the study, and what else a reader should know.
    """

    agreement: Agreement
    unitizing: UnitizingAgreement
    disagreements: tuple[Disagreement, ...]
    notes: tuple[str, ...] = ()


def agreement_page(compared: Compared, *, title: str) -> Page:
    """Put the report together.

    Args:
        compared: What was found.
        title: Of the study.
    """
    return Page(kind="Agreement of coders", title=one_line(title), blocks=tuple(_blocks(compared)))


def _blocks(compared: Compared) -> Iterator[Block]:
    agreement = compared.agreement
    yield Text(text=_who(agreement))
    for note in compared.notes:
        yield Text(text=note, is_quiet=True)
    if MACHINE in agreement.coders:
        yield Text(text=_MACHINE, is_quiet=True)
    yield Heading(text="Code by code")
    yield Table(
        title="", header=CODE_HEADER, rows=code_rows(agreement.codes), told=(_TOLD, _TRADITION)
    )
    for start in range(0, len(agreement.codes), CODES_A_FIGURE):
        figure = agreement_figure(agreement.codes[start : start + CODES_A_FIGURE])
        if figure:
            yield figure
    yield Heading(text="What this means")
    yield Bullets(items=tuple(f"{code.code}: {read_code(code)}" for code in agreement.codes))
    yield from _all_codes(agreement)
    if agreement.pairs:
        yield Heading(text="Who agrees with whom")
        yield _pairs(agreement.pairs)
    yield Heading(text="How often each coder puts each code")
    yield _by_coder(agreement)
    if compared.unitizing.n_interviews:
        yield from _unitizing(compared.unitizing)
    yield Heading(text="Disagreements")
    yield Text(text=_disagreements(compared.disagreements))


def _who(agreement: Agreement) -> str:
    read = ", ".join(f"{coder} ({n})" for coder, n in agreement.n_read.items())
    return (
        f"{len(agreement.coders)} coders on {agreement.n_units} utterances of "
        f"{agreement.n_interviews} interviews. How many utterances each read: {read}."
    )


def _all_codes(agreement: Agreement) -> Iterator[Block]:
    every = agreement.all_codes
    yield Heading(text="All codes together")
    yield Table(
        title="",
        header=("What is compared", "Value"),
        rows=(
            ("The same codes, in percent", shown(every.percent, as_percent=True)),
            ("Alpha, sets of codes the same or not", shown(every.alpha)),
            ("Alpha, by Jaccard distance of the sets", shown(every.alpha_jaccard)),
            ("Alpha, by MASI distance of the sets", shown(every.alpha_masi)),
        ),
        told=(
            "An utterance can carry several codes. By Jaccard and MASI distance, coders who share "
            "one of two codes agree in part.",
        ),
    )


def _pairs(pairs: Sequence[PairAgreement]) -> Table:
    return Table(
        title="",
        header=("Code", "Coders", "Utterances", "Agreement", "Cohen's kappa"),
        rows=tuple(
            (
                pair.code,
                " and ".join(pair.coders),
                str(pair.n_units),
                share(pair.percent),
                NONE if pair.kappa is None else f"{pair.kappa:.2f}",
            )
            for pair in pairs
        ),
    )


def _by_coder(agreement: Agreement) -> Table:
    return Table(
        title="",
        header=("Code", *agreement.coders),
        rows=tuple(
            (code.code, *(share(code.coder_prevalence[coder]) for coder in agreement.coders))
            for code in agreement.codes
        ),
    )


def _unitizing(found: UnitizingAgreement) -> Iterator[Block]:
    yield Heading(text="Stretches of text")
    left = f" Read by fewer than two: {', '.join(found.left_out)}." if found.left_out else ""
    yield Text(text=f"{_UNITIZING}{left}")
    yield Table(
        title="",
        header=("Coefficient", "Value"),
        rows=(
            ("uα", shown(found.u)),
            ("|uα", shown(found.binary)),
            ("cuα", shown(found.cu)),
            *((f"uα, {code} alone", shown(each)) for code, each in found.code_to_alpha.items()),
            *((f"(k)uα, {' + '.join(each.codes)}", shown(each.alpha)) for each in found.values),
        ),
    )


def _disagreements(disagreements: Sequence[Disagreement]) -> str:
    if not disagreements:
        return "There is none."
    n = len(disagreements)
    places = "1 place" if n == 1 else f"{n} places"
    return (
        f"Coders disagree in {places} (a code on an utterance). The sheet disagreements.xlsx has "
        "each in its context: write accept or reject, who decided and why, and hand it to "
        "interview-coder settle."
    )
