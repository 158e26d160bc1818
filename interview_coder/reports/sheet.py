"""What stands in the boxes of a persona sheet, cut to what one A4 page holds.

Both the Word and the HTML sheet show these boxes. Text is measured in a typeface that is wider than
those the sheet asks for, so what fits here fits there. What does not fit is left to the appendix;
the box says how much that is. No word is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.persona.attributes import AttributeSummary
from interview_coder.persona.claims import Claim, Section
from interview_coder.persona.persona import Persona
from interview_coder.reports.content import in_quotes, one_line
from interview_coder.reports.sheet_words import SheetWords
from interview_coder.reports.typeface import LINE_PITCH, MM_PER_POINT, Typeface

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210.0, 297.0, 10.0
HEADER_HEIGHT, FOOTER_HEIGHT, GAP = 40.0, 12.0, 2.5
ROWS: tuple[tuple[str, ...], ...] = (
    ("challenges", "aims", "decision"),
    ("attributes", "day", "avoid"),
    ("media", "relationship", "roles"),
)
NEGATIVE_ROWS: tuple[tuple[str, ...], ...] = (
    ("unsuited", "challenges", "relationship"),
    ("attributes", "aims", "avoid"),
    ("day", "decision", "media"),
)
ROWS_HEIGHT, LEAST_ROW = 216.0, 34.0
COLUMN_WIDTH = (PAGE_WIDTH - 2 * MARGIN - 2 * GAP) / 3
PADDING = 2.5
TEXT_POINTS, TITLE_POINTS = 8.0, 9.5
"""All measures but these are in mm."""

_LINE = TEXT_POINTS * LINE_PITCH * MM_PER_POINT
_TITLE_HEIGHT = 6.0
_AFTER_LINE = 1.1
_ROUNDING = 0.1
_MOST_LINES = (5, 4, 3, 2)
"""A claim takes so many lines at most: the most with which everything fits, else two."""
_CATCHPHRASE_WIDTH = 138.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetLine:
    """A line in a box.

    Attributes:
        text: As it is shown: in quotation marks if it was said.
        mark: What stands behind it: `5/8 C01`, `5/8 C01 +12 −1`, `author`.
        claim: Id of the claim; empty for attributes and remarks.
        is_quiet: Whether it is a remark of the program, not a claim.
    """

    text: str
    mark: str = ""
    claim: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetBox:
    """A box of a sheet.

    Attributes:
        place: Of the sheet, or `attributes`.
        title: Its heading.
        lines: What fits, in order.
        more: Says how many lines are left to the appendix; empty if none.
    """

    place: str
    title: str
    lines: tuple[SheetLine, ...]
    more: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetContent:
    """Everything a sheet says.

    Attributes:
        kicker: Above the name.
        name: Of the persona.
        name_mark: Says that the name was proposed; empty if the author gave it.
        facts: Who it is about, on one line.
        catchphrase: In quotation marks if it was said; empty if there is none.
        catchphrase_source: Who said or wrote it.
        warnings: What the reader must know first, on one line; empty mostly.
        rows: Of boxes.
        heights: Of the rows, in mm.
        footer: What the marks mean, and when the sheet is due.
    """

    kicker: str
    name: str
    name_mark: str
    facts: str
    catchphrase: str
    catchphrase_source: str
    warnings: str
    rows: tuple[tuple[SheetBox, ...], ...]
    heights: tuple[float, ...]
    footer: str


def fit_sheet(persona: Persona, *, title: str, words: SheetWords) -> SheetContent:
    """Cut what `persona` says to one page.

    Args:
        persona: What the sheet is of.
        title: Of the study.
        words: Of the language.
    """
    face = Typeface.for_texts([*_texts(persona), *words.texts, title])
    source = persona.catchphrase
    said_by = source.quote.participant if source and source.quote else words.by_author
    facts = words.interviewed.format(n=len(persona.people), of=persona.n_study)
    drafts = [
        [_draft(persona, place, words) for place in row]
        for row in (NEGATIVE_ROWS if persona.is_negative else ROWS)
    ]
    wanted = {
        most: [max(_height(d.lines, face, most) for d in row) for row in drafts]
        for most in _MOST_LINES
    }
    most = next((n for n in _MOST_LINES if sum(wanted[n]) <= ROWS_HEIGHT), _MOST_LINES[-1])
    heights = _heights(wanted[most])
    has_others = any(claim.supporting or claim.contradicting for claim in persona.claims)
    legend = f"{words.legend} {words.legend_others}" if has_others else words.legend
    review = words.review.format(date=persona.review.isoformat()) if persona.review else ""
    return SheetContent(
        kicker=words.negative if persona.is_negative else words.kicker,
        name=face.fitted(one_line(persona.name), width=100, points=22, n_lines=1)[0],
        name_mark=words.proposed if persona.is_name_proposed else "",
        facts=_fit(face, " · ".join(filter(None, (persona.segment, facts, one_line(title)))), 1),
        catchphrase=_catchphrase(face, persona),
        catchphrase_source=said_by if source else "",
        warnings=_fit(face, " ".join(persona.warnings), 1),
        rows=tuple(
            tuple(_box(draft, height, words, face) for draft in row)
            for row, height in zip(drafts, heights, strict=True)
        ),
        heights=heights,
        footer=" ".join(filter(None, (legend, review))),
    )


def _texts(persona: Persona) -> Iterator[str]:
    """Everything that is told of a persona, for a typeface that has its characters."""
    yield from (persona.name, persona.segment, *persona.warnings)
    yield from (persona.catchphrase.text,) if persona.catchphrase else ()
    for attribute in persona.attributes:
        yield from (attribute.name, attribute.typical, attribute.spread)
    for section in persona.sections:
        yield from (claim.text for claim in section.claims)
        yield from section.ask


def _fit(face: Typeface, text: str, n_lines: int) -> str:
    width = PAGE_WIDTH - 2 * MARGIN - 45
    return " ".join(face.fitted(text, width=width, points=TEXT_POINTS + 1, n_lines=n_lines))


def _catchphrase(face: Typeface, persona: Persona) -> str:
    if persona.catchphrase is None:
        return ""
    text = one_line(persona.catchphrase.text)
    shown = in_quotes(text) if persona.catchphrase.quote else text
    return " ".join(face.fitted(shown, width=_CATCHPHRASE_WIDTH, points=12, n_lines=2))


def _draft(persona: Persona, place: str, words: SheetWords) -> SheetBox:
    """Return a box with everything there is to say."""
    if place == "attributes":
        lines = [_attribute_line(attribute, words) for attribute in persona.attributes]
        lines = lines or [SheetLine(text=words.not_heard, is_quiet=True)]
    else:
        section = next(each for each in persona.sections if each.place == place)
        lines = [_line(claim) for claim in section.claims]
        lines = lines or list(_silence(section, len(persona.people), words))
    return SheetBox(place=place, title=words.places[place], lines=tuple(lines))


def _box(draft: SheetBox, height: float, words: SheetWords, face: Typeface) -> SheetBox:
    """Return a box with what fits: whole sentences where there is room, else shortened ones."""
    for most in _MOST_LINES:
        shown, n_left = _fitting([_cut(line, face, most) for line in draft.lines], height)
        if not n_left:
            break
    return replace(draft, lines=shown, more=words.more.format(n=n_left) if n_left else "")


def _height(lines: Sequence[SheetLine], face: Typeface, most: int) -> float:
    """What a box of `lines` takes, each cut to `most`."""
    taken = sum(_cut(line, face, most)[1] * _LINE + _AFTER_LINE for line in lines)
    return max(LEAST_ROW, taken + 2 * PADDING + _TITLE_HEIGHT)


def _heights(wanted: Sequence[float]) -> tuple[float, ...]:
    """Share the page among rows: none gets less than it wants where there is room for all.

    Otherwise those that want little get it, and the others share the rest.
    """
    spare = ROWS_HEIGHT - sum(wanted)
    if spare >= 0:
        return tuple(round(height + spare / len(wanted), 2) for height in wanted)
    limit, n_open, room = 0.0, len(wanted), ROWS_HEIGHT
    for height in sorted(wanted):
        limit = room / n_open
        if height > limit:
            break
        room, n_open = room - height, n_open - 1
    return tuple(round(min(height, limit), 2) for height in wanted)


def _line(claim: Claim) -> SheetLine:
    text = one_line(claim.text)
    if claim.promotion is None:
        return SheetLine(text=text, mark=claim.author, claim=claim.id)
    share = f"{claim.promotion.n_participants}/{claim.promotion.n_study}"
    mark = " ".join(filter(None, (share, claim.id, _others(claim), claim.author)))
    return SheetLine(text=text if claim.author else in_quotes(text), mark=mark, claim=claim.id)


def _others(claim: Claim) -> str:
    """How many comments of other sources say so, and how many otherwise: `+12 −1`."""
    told = ("+", len(claim.supporting)), ("−", len(claim.contradicting))
    return " ".join(f"{sign}{n}" for sign, n in told if n)


def _silence(section: Section, n_people: int, words: SheetWords) -> Iterator[SheetLine]:
    """Say why a box is empty, and what to ask: nothing is filled in by imagination."""
    if not section.codes:
        told = words.not_looked_for
    elif section.most_heard:
        told = words.too_few.format(n=section.most_heard, of=n_people)
    else:
        told = words.not_heard
    yield SheetLine(text=told, is_quiet=True)
    for question in section.ask[:2]:
        yield SheetLine(text=one_line(f"{words.ask} {question}"), is_quiet=True)


def _attribute_line(attribute: AttributeSummary, words: SheetWords) -> SheetLine:
    told = attribute.typical or words.missing.format(n=attribute.n_people)
    spread = f" · {attribute.spread}" if attribute.spread else ""
    name = attribute.name[:1].upper() + attribute.name[1:]
    text = one_line(f"{name}: {told}{spread}")
    return SheetLine(text=text, mark=f"{attribute.n_known}/{attribute.n_people}")


def _fitting(
    cut: Sequence[tuple[SheetLine, int]], height: float
) -> tuple[tuple[SheetLine, ...], int]:
    """Return the lines that fit, and how many are left out."""
    room = height - 2 * PADDING - _TITLE_HEIGHT
    heights = [n * _LINE + _AFTER_LINE for _, n in cut]
    if sum(heights) <= room + _ROUNDING:
        return tuple(line for line, _ in cut), 0
    room -= _LINE  # for the line that tells of the rest
    n_fitting = 0
    while n_fitting < len(heights) and sum(heights[: n_fitting + 1]) <= room:
        n_fitting += 1
    return tuple(line for line, _ in cut[:n_fitting]), len(cut) - n_fitting


def _cut(line: SheetLine, face: Typeface, most: int) -> tuple[SheetLine, int]:
    """Shorten a line so that it and its mark take `most` lines; return it and their number."""
    width = COLUMN_WIDTH - 2 * PADDING
    whole = f"{line.text} {line.mark}".strip()
    wrapped = face.wrapped(whole, width=width, points=TEXT_POINTS)
    if len(wrapped) <= most:
        return line, len(wrapped)
    mark_width = face.width(f" {line.mark}", points=TEXT_POINTS) if line.mark else 0.0
    end = 0
    for part in face.wrapped(line.text, width=width, points=TEXT_POINTS)[: most - 1]:
        end = line.text.index(part, end) + len(part)
    head, rest = line.text[:end], line.text[end:]
    space = " " if rest.startswith(" ") else ""  # many scripts part words by nothing
    last = face.fitted(rest.strip(), width=width - mark_width, points=TEXT_POINTS, n_lines=1)[0]
    return replace(line, text=f"{head}{space}{last}"), most
