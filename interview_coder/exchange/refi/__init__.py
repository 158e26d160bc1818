"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) of NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

After the specification 1.5 of 2019, and what these programs really write; see docs/refi-qda.md.
"""

from interview_coder.exchange.refi.codebook import read_qdc, write_qdc
from interview_coder.exchange.refi.qdpx import read_qdpx, warnings_of, write_qdpx
from interview_coder.exchange.refi.validation import validate

__all__ = ["read_qdc", "read_qdpx", "validate", "warnings_of", "write_qdc", "write_qdpx"]
