from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, permutations
from math import comb
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from interview_coder.evidence import PromotionRule, Voice, promote
from interview_coder.evidence.saturation import Saturation, saturation, themes_by_interview
from interview_coder.findings import Theme, quote_of
from interview_coder.transcript import Span, Utterance
from tests.notation import study_of, talk

Voiced = dict[str, frozenset[str]]

VOICED = st.lists(st.frozensets(st.sampled_from("abcdefghij"), max_size=6), max_size=8).map(
    lambda own: {f"P{i:02d}": themes for i, themes in enumerate(own, start=1)}
)


def interviews(*new: int) -> Voiced:
    """
    Interviews that bring so many new themes each: `interviews(10, 9, 9, 9, 4, 3)`.

    From the second on they also voice what the first did, which must not count again.
    """
    own = [{f"theme {i}-{j}" for j in range(n)} for i, n in enumerate(new, start=1)]
    return {f"P{i:02d}": frozenset(themes | own[0]) for i, themes in enumerate(own, start=1)}


class TestRuns:
    """
    The ratio of a run is its new themes / the unique themes of the base; runs overlap.
    """

    def test_worked_example(self) -> None:
        """
        Seven new themes on a base of 37 are 19% new information (Guest, Namey & Chen 2020).
        """
        first, *_ = saturation(interviews(10, 9, 9, 9, 4, 3)).runs

        assert (first.first, first.last, first.n_new) == (5, 6, 7)
        assert first.ratio == 7 / 37
        assert round(7 / 37, 2) == 0.19

    def test_overlap(self) -> None:
        """
        Each run begins one interview after the one before, however long runs are.
        """
        runs = saturation(interviews(5, 5, 5, 5, 3, 2, 1, 0, 0), run_length=3).runs

        assert [(run.first, run.last, run.n_new) for run in runs] == [
            (5, 7, 6),
            (6, 8, 3),
            (7, 9, 1),
        ]

    def test_what_a_theme_repeats_is_not_new(self) -> None:
        """
        A theme counts where it is voiced first, and never again.
        """
        voiced = {"P1": {"a"}, "P2": {"a"}, "P3": {"b"}, "P4": {"a", "b"}}

        runs = saturation(voiced, base_size=1, run_length=1).runs

        assert [run.n_new for run in runs] == [0, 1, 0]


class TestReached:
    """
    The first run within the threshold confirms saturation after the interviews before it.
    """

    @pytest.mark.parametrize(
        ("new", "reached"),
        [
            pytest.param((10, 9, 9, 9, 4, 3, 1, 0), "6+2", id="1-of-37-after-six"),
            pytest.param((10, 9, 9, 9, 0, 1), "4+2", id="at-once"),
            pytest.param((10, 9, 9, 9, 4, 3, 1, 1), None, id="2-of-37-is-above-5%"),
            pytest.param((5, 5, 5, 5, 0, 1), "4+2", id="1-of-20-is-exactly-5%"),
            pytest.param((5, 5, 5, 4, 0, 1), None, id="1-of-19-is-above-5%"),
            pytest.param((5, 5, 5, 5, 0), None, id="too-few-for-a-run"),
            pytest.param((0, 0, 0, 0, 0, 0), None, id="no-themes"),
            pytest.param((0, 0, 0, 0, 0, 0, 1), None, id="no-themes-in-the-base"),
        ],
    )
    def test_when(self, new: tuple[int, ...], reached: str | None) -> None:
        """
        At most the threshold counts, the threshold itself included.
        """
        assert saturation(interviews(*new)).reached == reached

    @pytest.mark.parametrize(
        ("threshold", "n_new"),
        [
            pytest.param(0.29, 29, id="29%-of-100-is-28.999..."),
            pytest.param(0.15 - 0.1, 5, id="a-difference-below-5%"),
        ],
    )
    def test_the_last_bit_does_not_decide(self, threshold: float, n_new: int) -> None:
        """
        As many new themes as the threshold says are within it, and are said to be allowed.
        """
        found = saturation(interviews(100, 0, 0, 0, n_new, 0), threshold=threshold)

        assert found.reached == "4+2"
        assert f"allows {n_new})" in found.said[0]

    def test_no_new_information(self) -> None:
        """
        A threshold of 0 asks for a run without any new theme.
        """
        voiced = interviews(10, 10, 10, 10, 1, 0, 0)

        assert saturation(voiced).reached == "4+2"
        assert saturation(voiced, threshold=0).reached == "5+2"

    @pytest.mark.parametrize(
        ("argument", "value"),
        [("base_size", 0), ("run_length", 0), ("threshold", -0.1), ("threshold", 1)],
    )
    def test_refused(self, argument: str, value: float) -> None:
        """
        A choice out of range is refused, with its name and value.
        """
        with pytest.raises(ValueError, match=f"{argument} must be .*, got {value}"):
            saturation({}, **{argument: value})  # type: ignore[arg-type]


def expected_known(voiced: Mapping[str, frozenset[str]], m: int) -> float:
    """
    Themes known after m of n interviews, over all orders: the sum of 1 - C(n-k, m) / C(n, m).

    k is the number of interviews that voice the theme (Colwell, Mao & Chang 2004, eq. 5).
    """
    n = len(voiced)
    frequency = [
        sum(id_ in own for own in voiced.values()) for id_ in set().union(*voiced.values())
    ]
    return sum(1 - comb(n - k, m) / comb(n, m) for k in frequency)


class TestOrders:
    """
    The curve and the share are over orders of the interviews: all of them, or 200 random ones.
    """

    @pytest.mark.parametrize(("n", "n_orders"), [(1, 1), (3, 6), (5, 120), (6, 200), (12, 200)])
    def test_how_many(self, n: int, n_orders: int) -> None:
        """
        Up to five interviews are put in every order, more in 200.
        """
        assert saturation(interviews(*[1] * n)).n_orders == n_orders

    @settings(max_examples=40, deadline=None)
    @given(voiced=VOICED.filter(lambda voiced: 1 <= len(voiced) <= 5))
    def test_exact_for_few(self, voiced: Voiced) -> None:
        """
        Over all orders the mean is that of the rarefaction formula.
        """
        curve = saturation(voiced).curve

        for point in curve:
            assert point.mean == pytest.approx(expected_known(voiced, point.n_interviews), abs=1e-5)

    def test_near_for_many(self) -> None:
        """
        Over 200 random orders the mean is near that of the formula.
        """
        voiced = interviews(9, 4, 7, 0, 3, 5, 1, 2, 2, 6)

        curve = saturation(voiced).curve

        for point in curve:
            assert point.mean == pytest.approx(expected_known(voiced, point.n_interviews), abs=1)

    @settings(max_examples=60, deadline=None)
    @given(voiced=VOICED)
    def test_curve_rises_to_all_themes(self, voiced: Voiced) -> None:
        """
        The curve has a point an interview, never falls, keeps its order and ends with all themes.
        """
        found = saturation(voiced)

        assert [point.n_interviews for point in found.curve] == [*range(1, len(voiced) + 1)]
        means = [point.mean for point in found.curve]
        assert means == sorted(means)
        assert all(0 <= point.low <= point.high <= found.n_themes for point in found.curve)
        if found.curve:
            last = found.curve[-1]
            assert last.low == last.mean == last.high == found.n_themes

    def test_band(self) -> None:
        """
        The band is from the 5th to the 95th percentile over the orders, interpolated.
        """
        first, last = saturation({"P1": {"a", "b", "c"}, "P2": set()}).curve

        assert (first.low, first.mean, first.high) == (0.15, 1.5, 2.85)
        assert (last.low, last.mean, last.high) == (3, 3, 3)

    @pytest.mark.parametrize(
        ("new", "share"),
        [
            pytest.param((5, 0, 0, 0, 0, 0, 0), 1, id="same-themes-everywhere"),
            pytest.param((1, 1, 1, 1, 1, 1), 0, id="always-something-new"),
        ],
    )
    def test_share_of_orders(self, new: tuple[int, ...], share: float) -> None:
        """
        The share is 1 where no order brings anything new, and 0 where each does.
        """
        assert saturation(interviews(*new)).share_reached == share

    def test_share_between(self) -> None:
        """
        One interview of its own among five is in the way only while it stands after the base.
        """
        voiced = {f"P{i}": {"a"} for i in range(4)} | {"P4": {"a", "b"}}

        found = saturation(voiced, base_size=3, run_length=2)

        assert found.share_reached == 3 / 5

    @pytest.mark.parametrize(
        "voiced",
        [
            pytest.param({}, id="no-interviews"),
            pytest.param(interviews(*[3] * 5), id="too-few-interviews"),
            pytest.param(interviews(*[0] * 8), id="no-themes"),
        ],
    )
    def test_share_unknown(self, voiced: Voiced) -> None:
        """
        Where nothing could be reached, the share is None and not 0.
        """
        assert saturation(voiced).share_reached is None

    @settings(max_examples=25, deadline=None)
    @given(voiced=VOICED, rng=st.randoms(use_true_random=False))
    def test_order_of_files_does_not_matter(self, voiced: Voiced, rng: Random) -> None:
        """
        Interviews given in another order give the same result, word for word.
        """
        names = list(voiced)
        rng.shuffle(names)

        assert saturation({name: voiced[name] for name in names}) == saturation(voiced)

    def test_every_order_of_few_files(self) -> None:
        """
        The result names the interviews sorted, whatever the order they came in.
        """
        voiced = interviews(3, 1, 2, 0, 1, 0)

        for order in islice(permutations(voiced), 0, 720, 90):
            found = saturation({name: voiced[name] for name in order})

            assert found.interviews == tuple(sorted(voiced))
            assert found == saturation(voiced)


class TestSaid:
    """
    The sentences say what this number of interviews can and cannot claim.
    """

    @pytest.mark.parametrize(
        ("new", "fragments"),
        [
            pytest.param((), ["No theme was found in 0 interviews"], id="nothing"),
            pytest.param(
                (0, 0, 0, 0, 0, 0), ["No theme was found in 6 interviews"], id="no-themes"
            ),
            pytest.param(
                (1,),
                ["1 interview cannot show saturation", "9 to 17", "absent"],
                id="one-interview",
            ),
            pytest.param(
                (3, 2, 2, 1, 1),
                ["5 interviews cannot show saturation, which takes at least 6", "adds", "9 to 17"],
                id="too-few",
            ),
            pytest.param(
                (0, 0, 0, 0, 2, 0), ["the first 4 interviews voice no theme"], id="empty-base"
            ),
            pytest.param(
                (10, 9, 9, 9, 4, 3, 1, 0),
                ["reached at 6+2: interviews 7 and 8 added 1 theme to the 37", "no ground to stop"],
                id="reached",
            ),
            pytest.param(
                (10, 9, 9, 9, 4, 3, 1, 1),
                [
                    "not reached: in the end, interviews 7 and 8 added 2 themes",
                    "(5.4%; 5% allows 1)",
                ],
                id="just-missed",
            ),
            pytest.param(
                (9, 0, 0, 0, 0, 0, 0, 0, 0),
                ["every one reaches the threshold: a sign, not a proof", "adds 0 new themes"],
                id="reached-in-every-order",
            ),
            pytest.param(
                (5, 5, 5, 5, 5, 5),
                ["New themes were still coming", "none reaches the threshold."],
                id="reached-in-no-order",
            ),
            pytest.param(
                (5, 5, 5, 5, 0, 0, 4, 3),
                ["reached at 4+2", "It did not last: interviews 7 and 8 added 7 themes"],
                id="reached-and-left",
            ),
        ],
    )
    def test_what_is_said(self, new: tuple[int, ...], fragments: list[str]) -> None:
        """
        Each case says its own, with the interviews and counts it rests on.
        """
        said = " ".join(saturation(interviews(*new)).said)

        for fragment in fragments:
            assert fragment in said

    def test_runs_before_it_was_reached_do_not_undo_it(self) -> None:
        """
        Only a later run above the threshold says that it did not last.
        """
        said = " ".join(saturation(interviews(10, 9, 9, 9, 4, 3, 1, 0)).said)

        assert "reached at 6+2" in said
        assert "did not last" not in said

    @pytest.mark.parametrize(("n", "is_said"), [(8, True), (9, False)])
    def test_fewer_than_any_found(self, n: int, is_said: bool) -> None:
        """
        Fewer interviews than the review found are told so, also where the threshold is reached.
        """
        found = saturation(interviews(9, *[0] * (n - 1)))

        assert found.reached == "4+2"
        assert any("9 to 17" in sentence for sentence in found.said) is is_said

    def test_nothing_is_claimed_where_nothing_was_reached(self) -> None:
        """
        A study that is too small to tell is never said to have reached anything.
        """
        said = " ".join(saturation(interviews(3, 2, 0, 0, 0)).said)

        assert "reached" not in said

    def test_themes_are_not_taken_for_absent(self) -> None:
        """
        The last sentence, with themes, is that what nobody voiced was not shown to be absent.
        """
        for new in [(1,), (5, 5, 5, 5, 0, 0), (5, 5, 5, 5, 3, 3)]:
            assert saturation(interviews(*new)).said[-1].endswith("not been shown to be absent.")

    @settings(max_examples=40, deadline=None)
    @given(voiced=VOICED)
    def test_always_sentences(self, voiced: Voiced) -> None:
        """
        Something is always said, in whole sentences.
        """
        said = saturation(voiced).said

        assert said
        assert all(sentence[0].isalnum() and sentence.endswith(".") for sentence in said)


def test_through_json() -> None:
    """
    A result comes back from JSON as it was.
    """
    found = saturation(interviews(10, 9, 9, 9, 4, 3, 1, 0))
    adapter = TypeAdapter(Saturation)

    assert adapter.validate_json(adapter.dump_json(found)) == found


def test_themes_by_interview() -> None:
    """
    An interview voices the themes of its utterances, each once; a silent one stays, empty.
    """
    study = study_of(
        talk("I: hm? | Ada: Slow. | I: and? | Ada: Late.", name="a.txt"),
        talk("I: hm? | Bo: Fine.", name="b.txt"),
        talk("I: hm? | Cyd: Slow.", name="c.txt"),
    )
    utterances = [
        Utterance(id=id_, transcript=name, participant=person, turn=1, span=Span(start=0, end=1))
        for id_, name, person in [
            ("a-1", "a.txt", "Ada"),
            ("a-2", "a.txt", "Ada"),
            ("b-1", "b.txt", "Bo"),
            ("c-1", "c.txt", "Cyd"),
        ]
    ]
    themes = [
        Theme(
            id=id_,
            code="ease",
            layer="psychology",
            label="Slow",
            label_quote=quote_of(study, utterances[0]),
            keywords=(),
            utterances=said_in,
            promotion=promote([Voice("Ada")], n_study=3, rule=PromotionRule()),
        )
        for id_, said_in in [("ease-01", ("a-1", "a-2", "c-1")), ("ease-02", ("a-2",))]
    ]

    found = themes_by_interview(study, utterances, themes)

    assert found == {
        "a.txt": {"ease-01", "ease-02"},
        "b.txt": frozenset(),
        "c.txt": {"ease-01"},
    }
