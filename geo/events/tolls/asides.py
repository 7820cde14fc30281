"""Blanks what stands between those who were killed and the verb: "people, most of them women, were killed".

What is blanked keeps its length, so that offsets stay those of the sentence.
"""

from __future__ import annotations

import re
from typing import Final

_MATTERS: Final = re.compile(r"(?i)kill|dead|died|fatal|death|wound|injur|casualt|hurt|dying")
_PARENTHESIS: Final = re.compile(r"[(\[][^()\[\]]{0,300}[)\]]")
_VERB: Final = (
    r"\s(?:(?:was|were|(?:has|have|had)\sbeen|are|is)\s(?:\w{1,20}ly\s|also\s|later\s|then\s|feared\s){0,2}"
    r"(?:killed|shot|stabbed|beaten|executed|murdered|wounded|injured|burn\w{1,3}|massacred|hacked|gunned)|died|perished)\b"
)
_ASIDES: Final = (
    re.compile(rf",\s(?:who|whose|which)\s[^,.;:]{{1,120}},(?={_VERB})"),
    re.compile(rf"\s(?:who|that)\s(?:had|have|has|were|was)\s[^,.;:]{{1,120}}?(?={_VERB})"),
    re.compile(
        r",\s(?:mostly|mainly|largely|predominantly|(?:most|many|some|several|half|the\smajority|nearly\sall|almost\sall)"
        rf"\sof\s(?:them|whom)|half|most|many)\s[^,.;:]{{1,80}},(?={_VERB})"
    ),
)
_ALL: Final = re.compile(
    rf"(?P<lead>,\s(?:all(?:\sof\s(?:them|whom))?|both(?:\sof\sthem)?)\s)(?P<who>[a-z]{{3,20}}),(?={_VERB})"
)


def blank_asides(sentence: str) -> str:
    """Blank brackets and clauses between a subject and its verb that say nothing of dead or injured.

    "all civilians" keeps the noun, which then says who the dead were; "most of them women" says it of no number.
    """
    text = _ALL.sub(lambda match: " " * len(match["lead"]) + match["who"] + " ", _PARENTHESIS.sub(_blank, sentence))
    for aside in _ASIDES:
        text = aside.sub(_blank, text)
    return text


def matters(text: str) -> bool:
    """Say whether a text has a word of killing or wounding."""
    return bool(_MATTERS.search(text))


def _blank(match: re.Match[str]) -> str:
    return match[0] if matters(match[0]) else " " * len(match[0])
