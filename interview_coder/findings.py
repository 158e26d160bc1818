"""What an analysis found: codings, themes, and how they came about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from interview_coder.codebook import Code, Layer
from interview_coder.transcript import Span, Study, Utterance

if TYPE_CHECKING:
    import pandas as pd

MACHINE = "machine"
"""Name of the machine among the coders."""

SETTLED = "settled"
"""Name of what coders settled on, as a coder of its own."""


Decided = Literal["accept", "reject", "recode", "add"]
"""What a person can decide about a coding."""

ThemeDecided = Literal["merge", "split", "move", "rename"]
"""What a person can decide about themes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reasons:
    """Why the machine asserts a code; empty where a person did, and for candidates.

    Attributes:
        examples: The codebook's examples of the code that read most like it, nearest first.
        cues: Its words that spoke most for the code, in the order they were said.
        question_type: What kind of question it answers; empty where that is not known.
        question_counted: Whether the question itself spoke for the code.
    """

    examples: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    question_type: str = ""
    question_counted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What a person decided about a code on an utterance.

    Attributes:
        utterance: Id of the utterance.
        code: The code it is about; empty with accept: right that there is none.
        decision: Accept, reject, recode (`new_code` fits instead), or add.
        new_code: With recode, the code that fits.
        coder: Who decided.
        text: The words it was decided on; empty if not told.
        start: Where they stood; None if not told.
        end: Where they ended; None if not told.
        text_hash: sha256 of the transcript's text then; empty if not told.
        note: What the person wrote to it.
        settles: Whether it settles what coders disagreed on; it then stands above theirs.
        decided_on: The day it was decided, in ISO 8601; empty if not told.
        place: Where it was read, such as `line 7`; empty if it was not read from a file.
    """

    utterance: str
    code: str
    decision: Decided
    new_code: str = ""
    coder: str = "researcher"
    text: str = ""
    start: int | None = None
    end: int | None = None
    text_hash: str = ""
    note: str = ""
    settles: bool = False
    decided_on: str = ""
    place: str = ""

    def is_about(self, codes: Collection[str]) -> bool:
        """Whether it says anything of `codes`, as one without a code does of all."""
        return not self.code or self.code in codes or self.new_code in codes


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """One code put on one utterance by one coder.

    Attributes:
        utterance: Id of the utterance.
        code: Name of the code.
        coder: Who put it there; `MACHINE`, or the people who decided, separated by commas, or
            `settled (…)` with who settled a disagreement.
        confidence: From 0 to 1; the machine's probability that the code fits. 1 for people.
        reasons: Why the machine asserts it.
        theme: Id of the theme; empty where the coding is not asserted.
    """

    utterance: str
    code: str
    coder: str
    confidence: float
    reasons: Reasons = Reasons()
    theme: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A verbatim slice of a transcript.

    Attributes:
        utterance: Id of the utterance.
        transcript: Name of the transcript.
        participant: Who said it.
        span: Where it stands in the transcript's text.
        start_time: Seconds since the recording began; None where the source has no times.
        text: The words, exactly as they stand.
    """

    utterance: str
    transcript: str
    participant: str
    span: Span
    start_time: float | None
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Promotion:
    """How widely a theme is shared, and whether that is enough for its layer.

    Attributes:
        participants: Who voices the theme, sorted.
        accepted: Those of them of whom a person accepted or added a coding of the theme, sorted;
            for the others the machine alone asserts it.
        n_participants: How many voice it (n).
        n_study: How many were interviewed (N).
        share: n / N.
        ci_low: Lower end of the 95% Wilson interval of the share.
        ci_high: Upper end.
        chance: Probability, from 0 to 1, that too few participants voice the theme for the rule,
            were the machine as precise here as on held-out passages; None where the rule does not
            admit it.
        promoted: Whether the rule admits the theme.
    """

    participants: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    n_participants: int
    n_study: int
    share: float
    ci_low: float
    ci_high: float
    chance: float | None = None
    promoted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Stability:
    """How often a theme comes back when other people had been interviewed; each from 0 to 1.

    Attributes:
        left_out_found: Share of the times one interview is left out that the theme comes back.
        left_out_holds: Share of those times that it comes back and still meets the rule.
        bootstrap_found: Share of bootstrap draws of interviews in which it comes back.
        bootstrap_holds: Share in which it comes back and still meets the rule.
    """

    left_out_found: float
    left_out_holds: float
    bootstrap_found: float
    bootstrap_holds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class SubTheme:
    """A narrower idea inside a theme.

    Attributes:
        id: `<theme>.<number>`; the most widely shared one is 1.
        label: A phrase that somebody said, standing for it.
        label_quote: Where the label was said.
        utterances: Ids of its utterances, the most typical first.
        participants: Who voices it, sorted.
    """

    id: str
    label: str
    label_quote: Quote
    utterances: tuple[str, ...]
    participants: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NegativeCase:
    """An utterance that may speak to the matter of a theme the other way; to be read.

    Attributes:
        utterance: Its id.
        participant: Who said it.
        similarity: Cosine with the centre of the theme, from -1 to 1.
        cue: The words that speak against the theme, in lower case.
        voices_theme: Whether the participant also voices the theme: a qualification, then.
        how: A sentence that says how it was found.
    """

    utterance: str
    participant: str
    similarity: float
    cue: str
    voices_theme: bool
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NegativeCases:
    """What came of the search for negative cases of one theme.

    Attributes:
        found: Of people who do not voice the theme first, then the nearest; at most five.
        n_looked_at: How many utterances on the matter, besides those of the theme, were read for
            cues; 0 also where the study is in a language without cues.
    """

    found: tuple[NegativeCase, ...] = ()
    n_looked_at: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeDecision:
    """What a person decided about themes of one code; a theme is known by its utterances.

    Attributes:
        decision: Merge (all themes that are mostly in `utterances` become one), split
            (`utterances` become a theme of their own), move (`utterances` go to the theme that
            has most of `to`), or rename (the theme that shares half of `utterances`).
        code: Name of the code.
        utterances: Ids; at least one.
        to: With move, ids of utterances of the theme they go to.
        label: With rename, how the theme is called; with merge and split it may be given.
        coder: Who decided.
        note: What the person wrote to it.
        place: Where it was read, such as `line 7`; empty if it was not read from a file.
    """

    decision: ThemeDecided
    code: str
    utterances: tuple[str, ...]
    to: tuple[str, ...] = ()
    label: str = ""
    coder: str = "researcher"
    note: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """One idea inside a code, voiced in one or more utterances.

    Attributes:
        id: `<code>-<two digits or more>`; the most widely shared theme of a code is 01.
        code: Name of the code.
        layer: Where the theme goes when promoted.
        label: A phrase that somebody said, standing for the theme, or what a person called it.
        labelled_by: Who called it so; empty where the label is a phrase that was said.
        label_quote: The phrase that was said, and where.
        keywords: What sets it apart from the other themes of its code, strongest first.
        utterances: Ids of its utterances, the most typical first.
        sub_themes: Narrower ideas inside it, the most widely shared first; each utterance is in
            one. Empty where it holds a single one.
        promotion: How widely it is shared.
        stability: Whether it comes back when interviews are left out; None where that was not
            measured.
        negative_cases: What may speak against it; None where nobody looked, which is so for themes
            that are not promoted.
    """

    id: str
    code: str
    layer: Layer
    label: str
    labelled_by: str = ""
    label_quote: Quote
    keywords: tuple[str, ...]
    utterances: tuple[str, ...]
    sub_themes: tuple[SubTheme, ...] = ()
    promotion: Promotion
    stability: Stability | None = None
    negative_cases: NegativeCases | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CodebookUsed:
    """A codebook that an analysis was made with.

    Attributes:
        name: Its folder's name.
        title: As reports call it.
        content_hash: sha256 of its files.
        codes: Names of its codes.
    """

    name: str
    title: str
    content_hash: str
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A code on an utterance of another source than the interviews; never counted.

    Attributes:
        utterance: Id of the utterance.
        code: Name of the code.
        theme: Id of the theme of the interviews that it joins; None where it is too far from any.
        confidence: From 0 to 1; the machine's probability that the code fits.
        nearest: Id of the nearest theme of its code; None where the interviews have none.
        distance: Mean cosine distance from the utterances of the nearest theme, from 0 to 2; None
            where there is none.
    """

    utterance: str
    code: str
    theme: str | None
    confidence: float
    nearest: str | None
    distance: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NegativeComment:
    """An utterance of another source that may speak against a promoted theme; never counted.

    Attributes:
        theme: Id of the theme of the interviews.
        utterance: Id of the utterance, which does not carry the theme's code.
        similarity: Cosine with the centre of the theme, from -1 to 1.
        cue: The words that speak against the theme, in lower case.
    """

    theme: str
    utterance: str
    similarity: float
    cue: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """What an analysis was made with.

    Attributes:
        model: Name of the embedding model.
        model_fingerprint: Identity of its vectors.
        codebooks: At least one; no two of their codes have one name.
        coder_kappa: Code to the machine coder's agreement (Cohen's kappa) with its codebook's
            examples, in passages it had not been trained on.
        coder_precision: Code to the share of what it asserted there that was right.
        settings: Name to value, of every setting that the researcher or the study can choose.
        versions: Package to version.
    """

    model: str
    model_fingerprint: str
    codebooks: tuple[CodebookUsed, ...]
    coder_kappa: Mapping[str, float]
    coder_precision: Mapping[str, float]
    settings: Mapping[str, bool | str | int | float]
    versions: Mapping[str, str]

    @property
    def told_codebooks(self) -> str:
        """The codebooks in words: `codebook “What moves people” (psychology)`."""
        used = [f"“{each.title}” ({each.name})" for each in self.codebooks]
        return f"codebook {used[0]}" if len(used) == 1 else f"codebooks {', '.join(used)}"


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """A study and everything that was found in it.

    The records are in tuples (`all_utterances`, …); `utterances`, `codings`, `candidates`,
    `themes` and `mentions` give them as pandas data frames with the columns of the CSV files.

    Attributes:
        study: What was analysed.
        codes: The codes of the codebooks, in their order.
        all_utterances: In the order of transcripts and speech.
        all_codings: Asserted, in the order of utterances and codes.
        all_candidates: Likely but not sure enough to assert; same order.
        all_themes: In the order of codes, the most widely shared first.
        decisions: Of people about codings, as they were given.
        theme_decisions: Of people about themes, as they were given.
        unaided: (utterance, code) of what the machine coder asserted by its codebook alone, before
            it learnt from anybody, on utterances that people decided on.
        review: Ids of utterances nobody has decided on, those whose review teaches most first; at
            most 500.
        notes: What a reader of the results should know.
        provenance: What it was made with.
        source_utterances: Of the study's other sources, in their order; in none of the above.
        all_mentions: Codes on them, in the order of utterances and codes; in no count.
        negative_comments: What in them may speak against a theme, in the order of the themes.
    """

    study: Study
    codes: tuple[Code, ...] = field(repr=False)
    all_utterances: tuple[Utterance, ...] = field(repr=False)
    all_codings: tuple[Coding, ...] = field(repr=False)
    all_candidates: tuple[Coding, ...] = field(repr=False)
    all_themes: tuple[Theme, ...] = field(repr=False)
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    theme_decisions: tuple[ThemeDecision, ...] = field(default=(), repr=False)
    unaided: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    review: tuple[str, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()
    provenance: Provenance = field(repr=False)
    source_utterances: tuple[Utterance, ...] = field(default=(), repr=False)
    all_mentions: tuple[Mention, ...] = field(default=(), repr=False)
    negative_comments: tuple[NegativeComment, ...] = field(default=(), repr=False)

    @cached_property
    def _id_to_utterance(self) -> dict[str, Utterance]:
        both = (*self.all_utterances, *self.source_utterances)
        return {utterance.id: utterance for utterance in both}

    @cached_property
    def _theme_to_mentions(self) -> dict[str | None, list[Mention]]:
        found: dict[str | None, list[Mention]] = {}
        for mention in self.all_mentions:
            found.setdefault(mention.theme, []).append(mention)
        return found

    @cached_property
    def _id_to_theme(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.all_themes}

    @cached_property
    def _key_to_coding(self) -> dict[tuple[str, str], Coding]:
        return {(coding.utterance, coding.code): coding for coding in self.all_codings}

    def utterance(self, id: str) -> Utterance:
        """Return the utterance with this id; KeyError if there is none."""
        return self._id_to_utterance[id]

    def theme(self, id: str) -> Theme:
        """Return the theme with this id; KeyError if there is none."""
        return self._id_to_theme[id]

    def coding(self, utterance: str, code: str) -> Coding:
        """Return the coding of an utterance with a code; KeyError if it is not asserted."""
        return self._key_to_coding[utterance, code]

    def quotes(self, theme: str) -> tuple[Quote, ...]:
        """Return the quotes of the theme with this id, the most typical first."""
        return tuple(self.quote(utterance) for utterance in self.theme(theme).utterances)

    def quote(self, utterance: str) -> Quote:
        """Return what was said in the utterance with this id, verbatim."""
        return quote_of(self.study, self.utterance(utterance))

    def mentions_of(self, theme: str) -> tuple[Mention, ...]:
        """Return the mentions that joined the theme with this id, the nearest first."""
        own = self._theme_to_mentions.get(self.theme(theme).id, [])
        # Each has a distance, or it would have joined no theme.
        return tuple(sorted(own, key=lambda mention: (mention.distance or 0, mention.utterance)))

    def layer(self, name: Layer) -> tuple[Theme, ...]:
        """Return the themes promoted to a layer of the persona."""
        return tuple(t for t in self.all_themes if t.layer == name and t.promotion.promoted)

    def suggest_next(self, n: int = 20) -> tuple[Utterance, ...]:
        """Return the `n` utterances whose review teaches the coder most, spread over participants.

        Args:
            n: From 0 to 500; fewer come back where fewer are left.
        """
        if n < 0:
            raise ValueError(f"n must be >= 0, got {n}")
        return tuple(self.utterance(id) for id in self.review[:n])

    @property
    def psychology_layer(self) -> tuple[Theme, ...]:
        """The themes promoted to the psychology layer."""
        return self.layer("psychology")

    @property
    def utterances(self) -> pd.DataFrame:
        """One row an utterance; columns as in utterances.csv."""
        from interview_coder.tables import UTTERANCE_COLUMNS, utterance_rows

        return _frame(utterance_rows(self), UTTERANCE_COLUMNS)

    @property
    def codings(self) -> pd.DataFrame:
        """One row an asserted coding; columns as in codings.csv."""
        from interview_coder.tables import CODING_COLUMNS, coding_rows

        return _frame(coding_rows(self, self.all_codings), CODING_COLUMNS)

    @property
    def candidates(self) -> pd.DataFrame:
        """One row a coding that is not asserted; columns as in candidates.csv."""
        from interview_coder.tables import CODING_COLUMNS, coding_rows

        return _frame(coding_rows(self, self.all_candidates), CODING_COLUMNS)

    @property
    def themes(self) -> pd.DataFrame:
        """One row a theme; columns as in themes.csv."""
        from interview_coder.tables import THEME_COLUMNS, theme_rows

        return _frame(theme_rows(self), THEME_COLUMNS)

    @property
    def mentions(self) -> pd.DataFrame:
        """One row a mention in another source; columns as in mentions.csv."""
        from interview_coder.tables import MENTION_COLUMNS, mention_rows

        return _frame(mention_rows(self), MENTION_COLUMNS)

    def save(self, folder: Path | str, *, overwrite: bool = False) -> None:
        """Write the CSV files and analysis.json into `folder`.

        Args:
            folder: Made if it is not there.
            overwrite: Replace what an earlier run wrote there; other files are left alone.

        Raises:
            OutputError: If the folder holds anything and `overwrite` is not set, or a file that
                an earlier run did not write, or that was changed since, would be lost.
        """
        from interview_coder.archive import save

        save(self, Path(folder), overwrite=overwrite)


def quote_of(study: Study, utterance: Utterance) -> Quote:
    """Return what was said in `utterance`, verbatim."""
    return Quote(
        utterance=utterance.id,
        transcript=utterance.transcript,
        participant=utterance.participant,
        span=utterance.span,
        start_time=utterance.start_time,
        text=study.quote(utterance),
    )


def _frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))
