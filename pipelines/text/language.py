"""Which language a text is in. Only the detection belongs here; what follows from it is decided in `claims.py`."""

import re
from functools import cache
from typing import Any

_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f]")
_ENOUGH = 120
"""Letters below which the detector guesses: measured on single news sentences."""


@cache
def _detector() -> Any:  # noqa: ANN401 - py3langid is not typed
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """Give the language of a text as a BCP 47 code, "und" where the text is too short or too mixed to tell."""
    sample = text[:4000]
    letters = len(_LATIN.findall(sample)) + len(_OTHER.findall(sample))
    if letters < _ENOUGH:
        return "und"
    code, probability = _detector().classify(sample)
    return str(code) if probability > 0.9 else "und"
