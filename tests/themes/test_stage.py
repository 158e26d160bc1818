from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook import Code
from interview_coder.context import put_in_context
from interview_coder.embedding import Encoder, VectorCache, embed
from interview_coder.evidence import PromotionRule
from interview_coder.findings import MACHINE, Coding, Quote, SubTheme, Theme, ThemeDecision
from interview_coder.segmentation import segment_study
from interview_coder.themes import ClusterSettings, DensitySettings, find_themes
from interview_coder.themes.stage import Found
from interview_coder.transcript import Study
from tests.hash_encoder import HashEncoder
from tests.notation import study_of, talk

SETTINGS = ClusterSettings()
WIDE = ClusterSettings(max_distance=1.9)

HOLIDAY = "Working out the holiday we owe them takes me a whole evening with a calculator."
SMALL_TALK = {
    "Quilla": "My dog sleeps under the desk. The yard was a dairy before the war.",
    "Bodo": "Lunch is soup from the corner. The radio plays the same five songs.",
    "Cyd": "There are swans on the canal. My aunt paints doors in Porto.",
    "Dag": "The bus stops at the church. We grew tomatoes on the roof.",
    "Eva": "I studied chemistry for a year. The lift smells of oranges.",
    "Fin": "My boat needs paint. The postman knows every cat in the street.",
    "Gus": "We had snow at Easter. The clock in the hall runs backwards.",
}
SICK = "Somebody calls in sick and I ring round everybody for cover."


def code(name: str) -> Code:
    return Code(
        name=name,
        title=name,
        definition=name,
        full_definition=name,
        when_to_use=(),
        when_not_to_use=(),
        examples=(),
        counter_examples=(),
        layer="behaviour",
    )


def interviews(*answers: str) -> Study:
    return study_of(
        *(
            talk(
                f"I: where are we? | {name}: {talked} | I: how is it? | {name}: {answer}",
                name=f"{name}.txt",
            )
            for (name, talked), answer in zip(SMALL_TALK.items(), answers, strict=False)
        )
    )


def themes_of(
    study: Study,
    encoder: VectorCache,
    *,
    codes: Sequence[str] = ("load",),
    decisions: Sequence[ThemeDecision] = (),
) -> tuple[tuple[Theme, ...], tuple[Coding, ...]]:
    """Put every code on every utterance but small talk, and find the themes."""
    codings = [
        Coding(utterance=utterance.id, code=name, coder="ana", confidence=1.0)
        for utterance in segment_study(study)
        if study.quote(utterance) not in SMALL_TALK[utterance.participant]
        for name in codes
    ]
    found = found_among(study, codings, encoder=encoder, codes=codes, decisions=decisions)
    return found.themes, found.codings


def found_among(
    study: Study,
    codings: Sequence[Coding],
    *,
    encoder: Encoder,
    codes: Sequence[str] = ("load",),
    clusters: ClusterSettings | DensitySettings = SETTINGS,
    precision: float = 1.0,
    decisions: Sequence[ThemeDecision] = (),
) -> Found:
    """Find the themes of these codings, by the rule of three."""
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=encoder).said
    return find_themes(
        put_in_context(study, utterances, encoding),
        codings,
        codes=[code(name) for name in codes],
        settings=clusters,
        rule=PromotionRule(),
        precision=dict.fromkeys(codes, precision),
        decisions=decisions,
    )


@pytest.fixture(scope="module")
def study() -> Study:
    """
    Two ideas: one that four people voice, one that two voice.
    """
    return interviews(
        HOLIDAY,
        HOLIDAY.replace("evening", "afternoon"),
        HOLIDAY.replace("a calculator", "the calculator"),
        f"{HOLIDAY} | I: else? | Dag: {SICK}",
        SICK.replace("Somebody", "A driver"),
    )


class TestFindThemes:
    """
    Every coding is in exactly one theme, and a theme counts the people who voice it.
    """

    def test_two_ideas_are_two_themes(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        The idea of four people is promoted, the idea of two is kept and not promoted.
        """
        themes, _ = themes_of(study, cached_encoder)

        assert [(theme.id, theme.promotion.n_participants) for theme in themes] == [
            ("load-01", 4),
            ("load-02", 2),
        ]
        assert [theme.promotion.promoted for theme in themes] == [True, False]
        assert all(theme.layer == "behaviour" for theme in themes)

    def test_every_coding_is_placed(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        Codings come back in their order, each with the one theme that lists its utterance.
        """
        themes, codings = themes_of(study, cached_encoder, codes=("load", "luck"))

        listed = {(theme.id, id_) for theme in themes for id_ in theme.utterances}
        assert {(coding.theme, coding.utterance) for coding in codings} == listed
        assert len(codings) == len(listed) == sum(len(theme.utterances) for theme in themes) == 12
        assert [coding.code for coding in codings] == ["load", "luck"] * 6

    def test_themes_of_codes_apart(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        Themes come in the order of the codes, and no theme mixes two.
        """
        themes, codings = themes_of(study, cached_encoder, codes=("luck", "load"))

        assert [theme.code for theme in themes] == ["luck", "luck", "load", "load"]
        assert all(coding.theme.startswith(coding.code) for coding in codings)

    def test_label_is_a_quote(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        A label is a verbatim slice of the transcript, within an utterance of its theme.
        """
        themes, _ = themes_of(study, cached_encoder)
        spans = {utterance.id: utterance.span for utterance in segment_study(study)}

        for theme in themes:
            quote = theme.label_quote
            assert theme.label == quote.text
            assert study.transcript(quote.transcript).quote(quote.span) == theme.label
            assert quote.utterance in theme.utterances
            assert spans[quote.utterance].contains(quote.span)

    def test_a_name_in_the_next_run(self, cached_encoder: VectorCache) -> None:
        """
        When further participants make a theme the most widely shared, its name goes along with it.
        """
        holiday = [HOLIDAY, HOLIDAY.replace("evening", "morning"), HOLIDAY.replace("we", "you")]
        sick = [SICK, SICK.replace("cover", "help"), SICK.replace("ring", "phone"), f"{SICK[:-1]}!"]
        before = interviews(*holiday, *sick[:2])
        after = interviews(*holiday, *sick)
        renamed = ThemeDecision(
            decision="rename",
            code="load",
            utterances=tuple(u.id for u in segment_study(before) if "sick" in before.quote(u)),
            label="Finding cover",
            coder="Kim",
        )

        first, _ = themes_of(before, cached_encoder, decisions=[renamed])
        second, _ = themes_of(after, cached_encoder, decisions=[renamed])

        assert [(theme.id, theme.labelled_by, len(theme.utterances)) for theme in first] == [
            ("load-01", "", 3),
            ("load-02", "Kim", 2),
        ]
        assert [(theme.id, theme.labelled_by, len(theme.utterances)) for theme in second] == [
            ("load-01", "Kim", 4),
            ("load-02", "", 3),
        ]
        assert first[1].label == second[0].label == "Finding cover"

    def test_names_are_no_keywords(self, cached_encoder: VectorCache) -> None:
        """
        The name of a participant whom all talk about is no keyword.
        """
        told = "Quilla forgets the holiday calculator on the ladder."
        themes, _ = themes_of(interviews(told, told, told), cached_encoder)

        keywords = {w for theme in themes for keyword in theme.keywords for w in keyword.split()}
        assert "calculator" in keywords
        assert "quilla" not in keywords

    @pytest.mark.parametrize("answer", ["", SICK], ids=["no-coding", "one-coding"])
    def test_few_codings(self, answer: str, cached_encoder: VectorCache) -> None:
        """
        No coding gives no theme, one gives a theme of its own.
        """
        study = interviews(answer) if answer else interviews(SICK)
        codes = ("load",) if answer else ()

        themes, codings = themes_of(study, cached_encoder, codes=codes)

        assert len(themes) == len(codings) == len(codes)

    def test_keywords_in_another_language(self, cached_encoder: VectorCache) -> None:
        """
        Stop words are those of the study's language, also where nothing else was said.
        """
        study = replace(interviews("Und wenn ihr das nicht seid.", "Und wir auch."), language="de")

        themes, _ = themes_of(study, cached_encoder)

        keywords = {w for theme in themes for keyword in theme.keywords for w in keyword.split()}
        assert keywords.isdisjoint("und wenn ihr das nicht seid wir auch".split())


NOUNS = "till rota oven ledger ladder freezer van alarm scanner cellar kettle badge".split()
VERBS = "jams leaks lies rings sticks breaks hums fails".split()
PEOPLE = ("Aho", "Bea", "Cox", "Dov", "Eli", "Fay", "Gil", "Hui")


def study_by_lot(seed: int, *, n_people: int = 5, people: Sequence[str] = PEOPLE) -> Study:
    """Interviews in which nobody says what another says; the same whatever people are called."""
    rng = random.Random(seed)
    sayings = [f"The {noun} {verb} on us" for noun in NOUNS for verb in VERBS]
    rng.shuffle(sayings)
    interviews = []
    for number in range(n_people):
        own = [sayings.pop() for _ in range(rng.randint(1, 4))]
        turns = " | ".join(f"I: so? | {people[number]}: {text}." for text in own)
        interviews.append(talk(turns, name=f"interview {number}.txt"))
    return study_of(*interviews)


def codings_of(
    study: Study, *, codes: Sequence[str] = ("load",), coder: str = MACHINE
) -> list[Coding]:
    """Put the codes on every utterance."""
    return [
        Coding(utterance=utterance.id, code=name, coder=coder, confidence=0.9)
        for utterance in segment_study(study)
        for name in codes
    ]


def theme_decisions(study: Study) -> st.SearchStrategy[ThemeDecision]:
    """Draw decisions about themes of a study."""
    ids = st.lists(
        st.sampled_from([utterance.id for utterance in segment_study(study)]), min_size=1
    ).map(tuple)
    codes = st.sampled_from(["load", "luck"])
    grouped = st.builds(
        ThemeDecision, decision=st.sampled_from(["merge", "split"]), code=codes, utterances=ids
    )
    moved = st.builds(ThemeDecision, decision=st.just("move"), code=codes, utterances=ids, to=ids)
    return grouped | moved


class TestAnyStudy:
    """
    Whatever was said, by however many: what themes are made of is whole, and nothing hangs on order
    or names.
    """

    @settings(max_examples=12, deadline=None)
    @given(seed=st.integers(0, 2**16), n_people=st.integers(1, 7), data=st.data())
    def test_whole(self, seed: int, n_people: int, data: st.DataObject) -> None:
        """
        Every coding is in exactly one theme, and the sub-themes of a theme part it, whatever people
        decided.
        """
        study = study_by_lot(seed, n_people=n_people)
        codings = codings_of(study, codes=("load", "luck"))
        some = data.draw(
            st.lists(st.sampled_from(codings), unique_by=lambda c: (c.code, c.utterance))
        )

        decisions = data.draw(st.lists(theme_decisions(study), max_size=3))

        found = found_among(
            study, some, encoder=HashEncoder(), codes=("load", "luck"), decisions=decisions
        )

        listed = [(theme.code, id_) for theme in found.themes for id_ in theme.utterances]
        assert sorted(listed) == sorted((coding.code, coding.utterance) for coding in some)
        assert [replace(coding, theme="") for coding in found.codings] == some
        id_to_theme = {theme.id: theme for theme in found.themes}
        for coding in found.codings:
            assert coding.utterance in id_to_theme[coding.theme].utterances
        for theme in found.themes:
            inside = [id_ for sub in theme.sub_themes for id_ in sub.utterances]
            assert not inside or sorted(inside) == sorted(theme.utterances)
            assert len(theme.sub_themes) != 1
            assert [sub.id for sub in theme.sub_themes] == [
                f"{theme.id}.{number}" for number in range(1, len(theme.sub_themes) + 1)
            ]

    @settings(max_examples=12, deadline=None)
    @given(seed=st.integers(0, 2**16))
    def test_labels(self, seed: int) -> None:
        """
        Labels are verbatim slices of utterances of their theme, no two of a study the same.
        """
        study = study_by_lot(seed)
        codes = ("load", "luck")
        codings = [c for i, c in enumerate(codings_of(study, codes=codes)) if i % 4 in (0, 3)]

        found = found_among(study, codings, encoder=HashEncoder(), codes=codes)

        labels = [theme.label for theme in found.themes]
        assert len(labels) == len(set(labels))
        for theme in found.themes:
            parts: list[Theme | SubTheme] = [theme, *theme.sub_themes]
            for part in parts:
                quote = part.label_quote
                assert study.transcript(quote.transcript).quote(quote.span) == quote.text
                assert part.label == quote.text
                assert quote.utterance in part.utterances
            inside = [sub.label for sub in theme.sub_themes]
            assert len(inside) == len(set(inside))

    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 2**16), order=st.randoms(use_true_random=False))
    def test_order_of_codings(self, seed: int, order: random.Random) -> None:
        """
        Codings in another order have the same themes.
        """
        study = study_by_lot(seed)
        codings = codings_of(study)
        shuffled = list(codings)
        order.shuffle(shuffled)

        straight = found_among(study, codings, encoder=HashEncoder())
        turned = found_among(study, shuffled, encoder=HashEncoder())

        assert turned.themes == straight.themes
        assert set(turned.codings) == set(straight.codings)

    def test_order_of_codings_that_are_the_same(self) -> None:
        """
        Who says the same is told in the order of speech, in whatever order it was coded.
        """
        study = study_of(
            *(
                talk(
                    f"I: so? | {n}: The till jams on us. | I: and? | {n}: I am {n}.",
                    name=f"{n}.txt",
                )
                for n in PEOPLE[:4]
            )
        )
        codings = codings_of(study)

        straight = found_among(study, codings, encoder=HashEncoder())
        turned = found_among(study, codings[::-1], encoder=HashEncoder())

        assert turned.themes == straight.themes

    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 2**16), numbers=st.permutations(range(5)))
    def test_order_of_files(self, seed: int, numbers: list[int]) -> None:
        """
        Files called otherwise, and so read in another order, have the same themes.
        """
        study = study_by_lot(seed)
        study_turned = study_of(
            *(
                replace(transcript, name=f"interview {number}.txt")
                for transcript, number in zip(study.transcripts, numbers, strict=True)
            )
        )

        straight = found_among(study, codings_of(study), encoder=HashEncoder())
        turned = found_among(study_turned, codings_of(study_turned), encoder=HashEncoder())

        assert said_in(study_turned, turned) == said_in(study, straight)

    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 2**16), names=st.permutations(PEOPLE))
    def test_names_of_participants(self, seed: int, names: list[str]) -> None:
        """
        Participants called otherwise change only the names in the themes.
        """
        study = study_by_lot(seed)
        renamed = study_by_lot(seed, people=names)
        old_to_new = dict(zip(PEOPLE, names, strict=True))

        straight = found_among(study, codings_of(study), encoder=HashEncoder())
        other = found_among(renamed, codings_of(renamed), encoder=HashEncoder())

        assert [with_names(theme, old_to_new) for theme in straight.themes] == list(other.themes)
        assert straight.codings == other.codings

    @pytest.mark.parametrize(
        "study",
        [
            pytest.param(study_of(talk("I: so? | Aho: Yes. | I: so? | Aho: No.")), id="one-word"),
            pytest.param(study_by_lot(3, n_people=1), id="one-participant"),
            pytest.param(
                study_of(*(talk(f"I: so? | {n}: Slow.", name=f"{n}.txt") for n in PEOPLE)),
                id="all-the-same-word",
            ),
            pytest.param(study_of(talk("I: so? | Aho: It is what it is.")), id="one-utterance"),
            pytest.param(study_of(talk("I: so? | Aho: … | I: so? | Aho: 12.")), id="no-words"),
        ],
    )
    def test_little_material(self, study: Study) -> None:
        """
        However little was said, all of it is in themes with labels.
        """
        found = found_among(study, codings_of(study), encoder=HashEncoder())

        n_utterances = len(segment_study(study))
        assert sum(len(theme.utterances) for theme in found.themes) == n_utterances
        assert all(theme.label for theme in found.themes)

    def test_no_codings(self) -> None:
        """
        Without codings there is nothing to tell.
        """
        found = found_among(study_by_lot(1), [], encoder=HashEncoder())

        assert found == Found(themes=(), codings=(), max_distances={}, notes=())


def said_in(study: Study, found: Found) -> set[tuple[object, ...]]:
    """What themes say of themselves, apart from numbers and ids."""
    id_to_text = {utterance.id: study.quote(utterance) for utterance in segment_study(study)}
    return {
        (
            frozenset(id_to_text[id_] for id_ in theme.utterances),
            frozenset(frozenset(id_to_text[i] for i in sub.utterances) for sub in theme.sub_themes),
            theme.promotion,
            theme.stability,
            frozenset(theme.keywords),
        )
        for theme in found.themes
    }


def with_names(theme: Theme, old_to_new: Mapping[str, str]) -> Theme:
    """The theme with participants called otherwise."""

    def renamed(people: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(old_to_new[person] for person in people))

    def quote(old: Quote) -> Quote:
        return replace(old, participant=old_to_new[old.participant])

    promotion = theme.promotion
    return replace(
        theme,
        label_quote=quote(theme.label_quote),
        sub_themes=tuple(
            replace(
                sub,
                label_quote=quote(sub.label_quote),
                participants=renamed(sub.participants),
            )
            for sub in theme.sub_themes
        ),
        promotion=replace(
            promotion,
            participants=renamed(promotion.participants),
            accepted=renamed(promotion.accepted),
        ),
    )


class TestWhatIsTold:
    """
    Themes carry what the researcher decided, and what the machine's precision makes of the count.
    """

    @pytest.fixture
    def same(self) -> Study:
        """
        Four people who say nearly the same, in an encoder that only knows whole texts: the same.
        """
        texts = dict.fromkeys(PEOPLE[:4], "The till jams on us.")
        return study_of(
            *(
                talk(
                    f"I: so? | {name}: {text} | I: and? | {name}: I am {name}.", name=f"{name}.txt"
                )
                for name, text in texts.items()
            )
        )

    def codings(self, study: Study, *, coder: str = MACHINE) -> list[Coding]:
        return [
            coding
            for coding in codings_of(study, coder=coder)
            if coding.utterance in {u.id for u in segment_study(study) if "till" in study.quote(u)}
        ]

    def test_precision_reaches_the_chance(self, same: Study) -> None:
        """
        The chance is that of the code's precision, and nought where people coded.
        """
        by_machine = found_among(
            same, self.codings(same), encoder=HashEncoder(), precision=0.8, clusters=WIDE
        )
        by_person = found_among(
            same,
            self.codings(same, coder="ana"),
            encoder=HashEncoder(),
            precision=0.8,
            clusters=WIDE,
        )

        (theme,) = by_machine.themes
        (accepted,) = by_person.themes
        chance = 1 - 0.8**4 - 4 * 0.8**3 * 0.2
        assert theme.promotion.chance == pytest.approx(chance, abs=1e-6)
        assert (theme.promotion.accepted, accepted.promotion.chance) == ((), 0)
        assert accepted.promotion.accepted == PEOPLE[:4]

    def test_a_name_of_the_researchers(self, same: Study) -> None:
        """
        The researcher's label stands, who gave it is told, and what was said is kept beside it.
        """
        codings = self.codings(same)
        renamed = ThemeDecision(
            decision="rename",
            code="load",
            utterances=tuple(coding.utterance for coding in codings[:2]),
            label="Slow at the till",
            coder="Kim",
        )

        found = found_among(
            same, codings, encoder=HashEncoder(), clusters=WIDE, decisions=[renamed]
        )

        (theme,) = found.themes
        assert (theme.label, theme.labelled_by) == ("Slow at the till", "Kim")
        assert theme.label_quote.text in "The till jams on us."
        assert found.notes == ()

    def test_a_decision_about_another_code(self, same: Study) -> None:
        """
        What was decided on one code changes nothing of another.
        """
        codings = [*self.codings(same), *(replace(c, code="luck") for c in self.codings(same))]
        split = ThemeDecision(
            decision="split", code="luck", utterances=(codings[0].utterance,), place="line 2"
        )

        found = found_among(
            same,
            codings,
            encoder=HashEncoder(),
            codes=("load", "luck"),
            clusters=WIDE,
            decisions=[split],
        )

        assert [(theme.id, len(theme.utterances)) for theme in found.themes] == [
            ("load-01", 4),
            ("luck-01", 3),
            ("luck-02", 1),
        ]

    def test_set_aside(self, same: Study) -> None:
        """
        A decision about utterances that nobody codes any more is told.
        """
        split = ThemeDecision(
            decision="split", code="load", utterances=("gone-0001",), coder="Kim", place="line 2"
        )

        found = found_among(
            same, self.codings(same), encoder=HashEncoder(), clusters=WIDE, decisions=[split]
        )

        (note,) = found.notes
        assert note.startswith("theme_decisions.csv: line 2: split in load by Kim was set aside")

    def test_a_code_that_is_not_named(self, same: Study) -> None:
        """
        A code whose precision nobody knows is taken at its word.
        """
        utterances = segment_study(same)
        context = put_in_context(
            same, utterances, embed(same, utterances, encoder=HashEncoder()).said
        )

        found = find_themes(
            context,
            self.codings(same),
            codes=[code("load")],
            settings=WIDE,
            rule=PromotionRule(),
            precision={},
        )

        assert found.themes[0].promotion.chance == 0

    def test_the_distance_is_told(self, same: Study) -> None:
        """
        Codes with codings tell up to which distance their themes were joined.
        """
        found = found_among(
            same, self.codings(same), encoder=HashEncoder(), codes=("load", "luck"), clusters=WIDE
        )

        assert found.max_distances == {"load": 1.9}


@pytest.mark.heavy
class TestByDensity:
    """
    Large codes can be clustered by density, by name; small ones are clustered as ever.
    """

    def test_small_codes(self) -> None:
        """
        A code of fewer than fifty codings has the themes it has by default.
        """
        study = study_by_lot(4)
        codings = codings_of(study)

        by_density = found_among(study, codings, encoder=HashEncoder(), clusters=DensitySettings())

        assert by_density == found_among(study, codings, encoder=HashEncoder())

    def test_large_code(self) -> None:
        """
        Fifty codings are each in one theme, of which neither stability nor distance is told.
        """
        turns = " | ".join(
            f"I: so? | {PEOPLE[i % 4]}: The {noun} {verb} on us."
            for i, (noun, verb) in enumerate(product(NOUNS, VERBS[:5]))
        )
        study = study_of(talk(turns))

        found = found_among(
            study, codings_of(study), encoder=HashEncoder(), clusters=DensitySettings()
        )

        listed = [id_ for theme in found.themes for id_ in theme.utterances]
        assert sorted(listed) == [utterance.id for utterance in segment_study(study)]
        assert len(listed) == 60
        assert {theme.stability for theme in found.themes} == {None}
        assert found.max_distances == {}
