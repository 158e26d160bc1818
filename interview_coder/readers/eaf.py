"""ELAN: tiers of annotations, a tier a speaker."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from interview_coder.errors import ReadError
from interview_coder.readers.pieces import Tally, clean_words
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.tiers import Piece, Tier, choose_speech, is_named_speech, join_tiers
from interview_coder.readers.xml_guard import line_of, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SECONDS = 1e7

_Times: TypeAlias = Mapping[str, tuple[float | None, float | None]]
"""An annotation's id to its start and end in seconds, None where the file does not tell."""


def read(source: Source) -> Reading:
    """Read an .eaf file; the canonical text has a line an annotation, in the order of time.

    Raises:
        ReadError: See `read_tiers`.
    """
    return read_tiers(source, tiers=source.read_as.tiers or None)


def read_tiers(source: Source, *, tiers: Collection[str] | None = None) -> Reading:
    """Read the tiers of speech of an .eaf file.

    Tiers that hang on another one (translation, gloss, words) are left out, unless the tiers they
    hang on hold no words.

    Args:
        source: The file.
        tiers: Names of the tiers of speech; found by their names and places where None.

    Raises:
        ReadError: If the file is no ELAN file, no tier is speech or tells its speaker, or it
            cannot be told which tier is speech.
    """
    root = parse_xml(source.data, path=source.path)
    if root.tag != "ANNOTATION_DOCUMENT":
        message = f"is no ELAN file: it begins with <{root.tag}>, not with <ANNOTATION_DOCUMENT>"
        raise ReadError(message, path=source.path, line_no=line_of(root))
    tally = Tally()
    times = _times(root)
    nodes = list(root.iter("TIER"))
    read = [_tier(node, times, tally) for node in nodes]
    with_words = [(node, tier) for node, tier in zip(nodes, read, strict=True) if tier.pieces]
    on_top = [tier for node, tier in with_words if not node.get("PARENT_REF")]
    below = [tier for node, tier in with_words if node.get("PARENT_REF")]
    if tiers is not None:
        on_top, below = [*on_top, *below], []
    elif not on_top:
        on_top = [tier for tier in below if is_named_speech(tier)]
        below = [tier for tier in below if not is_named_speech(tier)]
    for tier in below:
        what = f"annotations of tier {tier.name[:40]!r}, which hangs on another"
        tally.add(what, tier.pieces[0].text, n=len(tier.pieces))
    chosen = choose_speech(source, on_top, tally, told=tiers)
    return join_tiers(source, chosen, tally)


def _tier(node: _Element, times: _Times, tally: Tally) -> Tier:
    pieces: list[Piece] = []
    for annotation in _annotations(node):
        value = annotation.find("ANNOTATION_VALUE")
        text = "" if value is None else clean_words("".join(value.itertext()))
        if not text:
            tally.add("annotations without words")
            continue
        start, end = times.get(annotation.get("ANNOTATION_ID", ""), (None, None))
        pieces.append(Piece(text=text, start=start, end=end, line_no=line_of(annotation)))
    return Tier(
        name=node.get("TIER_ID", ""), participant=node.get("PARTICIPANT", ""), pieces=tuple(pieces)
    )


def _annotations(node: _Element) -> Iterator[_Element]:
    yield from node.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")


def _times(root: _Element) -> _Times:
    """The times of every annotation; one that hangs on another has the times of that."""
    slots = {
        node.get("TIME_SLOT_ID", ""): _seconds(node.get("TIME_VALUE"))
        for node in root.iter("TIME_SLOT")
    }
    times: dict[str, tuple[float | None, float | None]] = {}
    owners: dict[str, str] = {}
    for node in _annotations(root):
        name = node.get("ANNOTATION_ID", "")
        owner = node.get("ANNOTATION_REF")
        if owner is not None:
            owners[name] = owner
        else:
            start = slots.get(node.get("TIME_SLOT_REF1", ""))
            times[name] = (start, slots.get(node.get("TIME_SLOT_REF2", "")))
    for name in owners:
        chain = [name]
        while chain[-1] not in times and chain[-1] in owners and len(chain) <= len(owners):
            chain.append(owners[chain[-1]])
        found = times.get(chain[-1], (None, None))
        times.update(dict.fromkeys(chain, found))
    return times


def _seconds(milliseconds: str | None) -> float | None:
    """The time of a slot; None where it has none, which ELAN allows."""
    try:
        value = float(milliseconds or "nan") / 1000
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < _MAX_SECONDS else None
