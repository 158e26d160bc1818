"""How languages write: what carries a full stop, which marks close a quotation, what is a word.

A language that stands nowhere here is cut by the rules that all share: a mark of the end, a blank
line, no lower-case letter after dots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What the rules of sentences need to know of a language.

    Attributes:
        before: Abbreviations that stand before what they shorten or count, without their last full
            stop, in lower case: no sentence ends with them.
        also_words: Those of them that are words, too; they count only before a digit.
        closing: Abbreviations with their full stop that often end a sentence: it ends if a capital
            follows.
        has_ordinals: Whether a number with a full stop is an ordinal: `3. Mai`.
        spaced_marks: Marks that belong to the sentence though a blank stands before them.
        closers: Marks that close a quotation here and open one elsewhere.
        after_quote: How words begin that lead on from a quotation, whatever mark it ends with.
        openers: Of clauses, in lower case; a run-on is divided before one.
        signs_a_word: How many signs make a word, where no blanks part words; 0 where they do.
        pause_ends: Whether a blank is all that tells where a clause ends.
    """

    before: frozenset[str] = frozenset()
    also_words: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    has_ordinals: bool = False
    spaced_marks: frozenset[str] = frozenset()
    closers: frozenset[str] = frozenset()
    after_quote: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()
    signs_a_word: float = 0.0
    pause_ends: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _closing(words: str) -> frozenset[str]:
    """Abbreviations at the end: some tokenisers keep their full stop, some part it."""
    return frozenset(form for word in words.split() for form in (word, word.removesuffix(".")))


_ENGLISH = Habits(
    before=_set(
        """
        no nos vs approx dept est fig min max tel ext vol pp ca cf resp st mt ave dr mr mrs ms
        """
    ),
    also_words=_set("no min max st"),
    closing=_set("a.m. p.m. jr. ltd. inc. co. etc"),
    openers=_set("and but so because or then cause"),
)
# The length of a word in signs: about two in Japanese and Chinese (Zipf's law of brevity aside, the
# mean of word lists there is 1.6 to 2.2), four to five in Thai.
_ALL: Mapping[str, Habits] = {
    "en": _ENGLISH,
    "de": Habits(
        before=_set(
            """
            z b z.b d.h d h u a u.a v a v.a o ä o.ä s o s.o i d r i.d.r bzw ca dr prof hr fr nr str
            tel abs art bd bsp evtl ggf inkl exkl max min mind sog st usw vgl zb zt z.t u.u
            m.e m e o.g og gem geb ing dipl jan feb apr jun jul aug sept okt nov dez
            """
        ),
        also_words=_set("a h o s e d r i b m u v st min max art nr fr bd"),
        closing=_closing("usw. etc. u.a. usf. o.ä. u.s.w."),
        has_ordinals=True,
        closers=frozenset("“‘«‹"),
        openers=_set("und aber weil denn dann oder also sondern damit"),
    ),
    "nl": Habits(
        before=_set(
            "bijv bv d.w.z dwz o.a m.b.t t.a.v nl ca dr drs ir ing mr mw dhr prof nr tel max min st"
        ),
        also_words=_set("nl bv min max st ir mr"),
        closing=_closing("etc. enz. e.d."),
        openers=_set("en maar want omdat dus of dan toen"),
    ),
    "fr": Habits(
        before=_set("m mm mme mmes mlle dr pr p ex p.ex env cf av bd n° tél art max min st ste"),
        also_words=_set("m pr av bd p max min"),
        closing=_closing("etc. c.-à-d."),
        spaced_marks=frozenset("?!:;»"),
        openers=_set("et mais parce donc ou alors puis car"),
    ),
    "es": Habits(
        before=_set(
            "sr sra sres srta dr dra d dña ud uds p ej p.ej aprox núm nº pág tel av máx mín"
        ),
        also_words=_set("d p"),
        closing=_closing("etc. ud. uds. s.a."),
        openers=_set("y pero porque o entonces así pues luego"),
    ),
    "pt": Habits(
        before=_set("sr sra dr dra prof profa p ex p.ex aprox nº núm pág tel av máx mín"),
        also_words=_set("p"),
        closing=_closing("etc. ltda."),
        openers=_set("e mas porque ou então pois depois"),
    ),
    "it": Habits(
        before=_set(
            "sig sig.ra sig.na dott dott.ssa prof ing avv p es p.es ca n nr pag tel max min"
        ),
        also_words=_set("p es n"),
        closing=_closing("ecc. s.p.a. s.r.l."),
        openers=_set("e ma perché o allora quindi poi però"),
    ),
    "fi": Habits(
        before=_set("esim n ns mm em t toim puh nro os klo ko tms yms ts prof joht s k"),
        also_words=_set("n s k t ko os"),
        closing=_closing("jne. ym. yms. tms. ynnä"),
        has_ordinals=True,
        closers=frozenset("”"),
        openers=_set("ja mutta koska tai sitten niin vai että"),
    ),
    "sv": Habits(
        before=_set("t.ex t ex bl.a bl a d.v.s dvs ca dr prof nr tel s.k st resp kl jfr forts"),
        also_words=_set("t a st kl"),
        closing=_closing("osv. etc. m.m. m.fl."),
        closers=frozenset("”"),
        openers=_set("och men för eller så sen då eftersom"),
    ),
    "da": Habits(
        before=_set("f.eks feks bl.a ca dr prof nr tlf d.v.s dvs kl hr fr jf"),
        also_words=_set("kl fr"),
        closing=_closing("osv. etc. m.m. m.fl."),
        has_ordinals=True,
        closers=frozenset("”«"),
        openers=_set("og men fordi eller så for da"),
    ),
    "nb": Habits(
        before=_set("f.eks feks bl.a ca dr prof nr tlf d.v.s dvs kl hr fr jf"),
        also_words=_set("kl fr"),
        closing=_closing("osv. etc. m.m. m.fl."),
        has_ordinals=True,
        closers=frozenset("”"),
        openers=_set("og men fordi eller så for da"),
    ),
    "pl": Habits(
        before=_set("np tj tzn dr prof ul al pl nr tel ok m.in min św pt ww p s str ks inż mgr"),
        also_words=_set("al pl ok min p s"),
        closing=_closing("itd. itp. etc."),
        has_ordinals=True,
        openers=_set("i ale bo albo więc potem a żeby"),
    ),
    "ru": Habits(
        before=_set("т е т.е т.к т.д напр ул д г гг др стр тел руб тыс млн млрд"),
        also_words=_set("д г"),
        closing=_closing("т.д. т.п. др."),
        openers=_set("и но потому или тогда поэтому а"),
    ),
    "ja": Habits(
        signs_a_word=2.0, closers=frozenset("」』】〉》"), after_quote=("と", "っ", "な", "の")
    ),
    "zh": Habits(signs_a_word=2.0, closers=frozenset("」』】〉》")),
    "ko": Habits(closers=frozenset("」』〉》"), after_quote=("라", "고", "하", "며", "는")),
    "th": Habits(signs_a_word=4.5, pause_ends=True),
}


@lru_cache
def habits_of(language: str) -> Habits:
    """Return the habits of a language; those all share where it is not known."""
    return _ALL.get(language, Habits())
