"""How far coders agree: coefficients, disagreements, and how they are settled."""

from interview_coder.agreement.coders import Coder, ratings_of
from interview_coder.agreement.disagreements import Disagreement, find_disagreements
from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.files import read_coders
from interview_coder.agreement.measure import Agreement, CodeAgreement, measure_agreement
from interview_coder.agreement.ratings import Ratings
from interview_coder.agreement.unitizing import UnitizingAgreement, measure_unitizing

__all__ = [
    "Agreement",
    "CodeAgreement",
    "Coder",
    "Disagreement",
    "Estimate",
    "Ratings",
    "UnitizingAgreement",
    "find_disagreements",
    "measure_agreement",
    "measure_unitizing",
    "ratings_of",
    "read_coders",
]
