"""The languages that countries are named in, and what they are commonly called in these."""

from __future__ import annotations

import re
from functools import cache

from dipfacts.countries import tables
from dipfacts.text import name_key

_SAME = {"nb": "no", "iw": "he", "in": "id", "tl": "fil"}  # other codes of the same languages


def languages() -> dict[str, str]:
    """Return the English name of every language, by its code."""
    return {code: line.split(b"\t", 2)[1].decode() for code, line in _languages().items()}


def language(text: str) -> str | None:
    """Resolve a language as people write it to its code here; None if there is no such language.

    Without a script it is written as it is in the territory.

    >>> language("DE"), language("de_AT.UTF-8"), language("zh-hant"), language("xx")
    ('de', 'de', 'zh-Hant', None)
    >>> language("zh_TW.UTF-8"), language("zh-Hans-HK"), language("sr_RS@latin")
    ('zh-Hant', 'zh', 'sr-Latn')
    """
    from dipfacts.countries.scripts import LIKELY, MODIFIERS  # lazy: few lines name a language

    name, _, modifier = text.strip().lower().partition("@")
    own, *others = re.split(r"[-_]", name.split(".")[0])
    own = _SAME.get(own, own)
    scripts = [part.title() for part in others if len(part) == 4]
    scripts += [MODIFIERS[modifier]] if modifier in MODIFIERS else []
    likely = (LIKELY.get((own, part.upper())) for part in others if not scripts)
    spelled = [f"{own}-{script}" for script in scripts] + [code for code in likely if code]
    return next((code for code in [*spelled, own] if code in _languages()), None)


@cache
def in_language(code: str) -> dict[str, str]:
    """Return the names of countries in a language, by ISO code; none in an unknown language."""
    line = _languages().get(code, b"").decode()
    return dict(pair.split("=", 1) for pair in line.split("\t")[2:])


def common_forms(*countries: str) -> set[str]:
    """Return the forms of what countries are commonly called, in every language."""
    wanted = rb"\t(?:%s)=([^\t\n]*)" % "|".join(countries).encode()
    return {
        name_key(name.decode()) for name in re.findall(wanted, tables.read("cldr_languages.tsv"))
    }


@cache
def _languages() -> dict[str, bytes]:
    """Return each language's line by its code."""
    lines = tables.read("cldr_languages.tsv").split(b"\n")[1:-1]
    return {line[: line.index(b"\t")].decode(): line for line in lines}
