"""Mentions: what other sources say of the themes that were found in the interviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interview_coder.context import InContext
from interview_coder.embedding.encoder import Vectors
from interview_coder.findings import Coding, Mention, Theme
from interview_coder.themes.clustering import USUAL_DISTANCE, sub_distance
from interview_coder.transcript import Utterance


def find_mentions(
    codings: Sequence[Coding],
    *,
    utterances: Sequence[Utterance],
    vectors: Vectors,
    context: InContext,
    themes: Iterable[Theme],
    max_distances: Mapping[str, float],
) -> tuple[Mention, ...]:
    """Put codings of other sources beside the nearest theme of their code.

    One joins the theme when its mean cosine distance from the theme's utterances is at most the
    one up to which the sub-themes of the code were joined. The distance of the themes themselves
    would be too generous: the interviews have to be parted somehow, and there it decides what is
    in one group; here it would decide whether a stranger says the same. Themes stay as they are.

    Args:
        codings: Asserted, on `utterances`.
        utterances: Of the other sources.
        vectors: Their `comment_vectors`, row by row.
        context: What the themes were made from.
        themes: As they stand in the end.
        max_distances: Code to the distance up to which its themes were joined; `USUAL_DISTANCE`
            for codes that are not there.

    Returns:
        A mention a coding, in their order.
    """
    id_to_row = {utterance.id: row for row, utterance in enumerate(utterances)}
    places = {code: _Places.of(own, context) for code, own in _by_code(themes).items()}

    def mention(coding: Coding) -> Mention:
        theme, nearest, distance = None, None, None
        if coding.code in places:
            nearest, distance = places[coding.code].nearest(vectors[id_to_row[coding.utterance]])
            limit = sub_distance(max_distances.get(coding.code, USUAL_DISTANCE))
            theme = nearest if distance <= round(limit, 3) else None
        return Mention(
            utterance=coding.utterance,
            code=coding.code,
            theme=theme,
            confidence=coding.confidence,
            nearest=nearest,
            distance=distance,
        )

    return tuple(mention(coding) for coding in codings)


def _by_code(themes: Iterable[Theme]) -> dict[str, list[Theme]]:
    found: dict[str, list[Theme]] = {}
    for theme in themes:
        found.setdefault(theme.code, []).append(theme)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Places:
    """Where the themes of one code lie.

    Attributes:
        ids: Of the themes, at least one.
        means: Of the unit vectors of each theme's utterances, of shape (n_themes, dim): one less
            the product with a unit vector is its mean distance from them.
    """

    ids: tuple[str, ...]
    means: Vectors

    @classmethod
    def of(cls, themes: Sequence[Theme], context: InContext) -> _Places:
        id_to_row = {utterance.id: row for row, utterance in enumerate(context.utterances)}
        rows = [[id_to_row[id_] for id_ in theme.utterances] for theme in themes]
        return cls(
            ids=tuple(theme.id for theme in themes),
            means=np.stack([context.vectors[own].mean(axis=0) for own in rows]),
        )

    def nearest(self, vector: Vectors) -> tuple[str, float]:
        """Return the nearest theme, the first of equally near ones, and its mean distance."""
        distances = 1 - self.means.astype(np.float64) @ vector.astype(np.float64)
        # Rounded to what is reported, so that the last digits of a sum decide nothing.
        rounded = np.round(np.clip(distances, 0, 2), 3)
        best = int(np.argmin(rounded))
        return self.ids[best], float(rounded[best])
