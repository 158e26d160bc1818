"""What the interview guide says."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.persona.guide import AskedQuestion, Guide, GuideCode
from interview_coder.reports.content import one_line
from interview_coder.reports.page import Block, Bullets, Heading, Page, Text
from interview_coder.reports.table import Table

HOW_TO_ASK = (
    "Ask for stories, not for opinions: the last time, not in general. Follow each answer with "
    "what happened next, and who else was there."
)
_MOST_ASKED = 30
_LONGEST = 300


def guide_page(guide: Guide, *, title: str) -> Page:
    """Put the guide together."""
    return Page(kind="Interview guide", title=one_line(title), blocks=tuple(_blocks(guide)))


def _blocks(guide: Guide) -> Iterator[Block]:
    yield Text(text=HOW_TO_ASK)
    yield Heading(text="To begin")
    yield Bullets(items=guide.openers)
    for listed in guide.codes:
        if listed.ask:
            yield Heading(text=f"{listed.code.title}{_heard(listed)}")
            yield Text(text=one_line(listed.code.definition), is_quiet=True)
            yield Bullets(items=listed.ask)
    yield Heading(text="To end")
    yield Bullets(items=guide.closers)
    if guide.asked:
        yield from _asked(guide.asked)


def _heard(listed: GuideCode) -> str:
    if listed.n_heard is None:
        return ""
    return f" (heard from {listed.n_heard} of {listed.n_people})"


def _asked(asked: tuple[AskedQuestion, ...]) -> Iterator[Block]:
    silent = [each for each in asked if not each.codes]
    fruitful = [each for each in asked if each.codes]
    yield Heading(text="What the questions asked so far have brought")
    yield Text(
        text=f"{len(asked):,} questions were asked; {len(silent):,} drew no evidence for the "
        "codebooks chosen. Whether a question is to blame, or there was nothing to tell, is yours "
        "to judge."
    )
    yield from _table("Questions that drew evidence", fruitful)
    yield from _table("Questions that drew none", silent)


def _table(title: str, asked: list[AskedQuestion]) -> Iterator[Block]:
    if not asked:
        return
    shown, n_more = asked[:_MOST_ASKED], len(asked) - _MOST_ASKED
    yield Table(
        title=title,
        header=("Question", "Answers", "Evidence"),
        rows=tuple(
            (
                one_line(each.text)[:_LONGEST],
                f"{each.n_utterances} in {each.transcript}",
                ", ".join(f"{code} {n}" for code, n in sorted(each.codes.items())) or "none",
            )
            for each in shown
        ),
        told=(f"{n_more:,} more questions.",) if n_more > 0 else (),
    )
