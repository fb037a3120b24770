"""The keys and conditions that `--map` says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.plan import map_option
from dipfacts.model.groups import grouped
from dipfacts.text import short

_BETWEEN_CONDITIONS = re.compile(r",\s*(?=\{)")


def mapping(words: Sequence[str] | None) -> dict[str, str]:
    """Return what `--map` says, by key. Raises QuestionError."""
    texts = grouped(map(_key_and_text, words or ()))
    for key, said in texts.items():
        if len(said) > 1:
            hint = _in_one(said) if key == "where" else "leave one of them out"
            raise QuestionError(f"--map says {short(key)} twice", hint)
    return {key: text for key, (text,) in texts.items()}


def _key_and_text(word: str) -> tuple[str, str]:
    key, equals, template = word.partition("=")
    if not equals or not key.strip():
        message = f'--map "{short(word, 60)}" is not KEY=TEMPLATE'
        raise QuestionError(message, "write such as --map period='{year}'")
    is_blank = key.strip() == "delimiter" and template.isspace()  # a blank or a tab may part cells
    return key.strip(), template if is_blank else template.strip()


def _in_one(texts: Sequence[str]) -> str:
    """Return the remedy for conditions that are said one by one: all of them in one option."""
    said = dict.fromkeys(it for text in texts for it in _BETWEEN_CONDITIONS.split(text))
    return f"write them in one, as {map_option('where=' + ', '.join(said))}"


def conditions(text: str) -> dict[str, list[str]]:
    """Return the values that columns must have, of one column any of them. Raises QuestionError.

    >>> conditions("{flow}=exports, {year}=2020, {year}=2021")
    {'flow': ['exports'], 'year': ['2020', '2021']}
    """
    parts = [re.fullmatch(r"\{([^{}]+)\}=(.*)", part) for part in _BETWEEN_CONDITIONS.split(text)]
    if not all(parts):
        hint = "write such as --map where='{flow}=exports, {product}=TOTAL'"
        raise QuestionError(f'--map where="{short(text)}" is not {{column}}=VALUE', hint)
    return grouped((part[1], part[2].strip()) for part in parts if part)
