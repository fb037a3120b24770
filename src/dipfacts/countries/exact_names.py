"""Names that stand in the tables: as typed, behind an article, or as ASCII keyboards have them."""

from __future__ import annotations

import re

from dipfacts.countries import tables, translations
from dipfacts.countries.languages import in_language
from dipfacts.countries.translations import CLDR, ISO
from dipfacts.model.shared_names import CODE, Name, PartyName, parties_meant
from dipfacts.text import fold, name_key

# Articles of French, Spanish, Italian, Portuguese, Catalan, German and Dutch, beside English's.
_OF_ROMANCE = "l|le|la|les|el|los|las|els|lo|il|gli|i|o|a|os|as"
ARTICLES = f"the|{_OF_ROMANCE}|der|die|das|de|het"
_BEFORE_NAME = rf"^(?:{ARTICLES})(?:['’]\s*|\s+|$)"
ARTICLE = re.compile(_BEFORE_NAME)
_CODES_IN_LISTS = ("as", "de", "il", "las")  # articles that are codes as well: China, il
LONGEST_CODE = 3  # letters; USA is typed as a name, but one of two letters is none

# How letters are written where a keyboard lacks them, in German and in the languages of the North.
_IN_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_WITH_UMLAUTS = ("de", "sv", "da", "no", "fi", "et")


def everywhere(form: str) -> list[Name]:
    """Return the names of this form in the first table that has it."""
    for text, table in zip(texts(), (CLDR, ISO, ""), strict=True):
        result = tables.find(text, form)
        if not result and table:
            result = translations.names_of_form(form, table)
        if result:
            return result
    return []


def texts() -> tuple[bytes, bytes, bytes]:
    """Return the tables of names by their countries, those that are looked through first."""
    return tables.main(), tables.read("iso_names.tsv"), tables.read("learned_names.tsv")


def codes_of_form(form: str) -> list[str]:
    """Return the codes of the parties that have a name of this form, whatever its weight."""
    return [name.code for name in everywhere(form)]


def called(name: str) -> list[str]:
    """Return the codes or ids of the parties that have the very name."""
    named = (PartyName(it.weight, it.code, it.spelling) for it in everywhere(name_key(name)))
    return parties_meant(named, name)


def behind_article(text: str) -> list[str]:
    """Return the parties with the very name that stands behind an article; a code is no name.

    >>> behind_article("les États-Unis"), behind_article("l'Allemagne"), behind_article("de IT")
    (['US'], ['DE'], [])
    >>> behind_article("die EU"), behind_article("la eu"), behind_article("los Angeles")
    (['european-union'], [], [])
    >>> behind_article("die Tuerkei"), behind_article("der Suedsudan")
    (['TR'], ['SS'])
    """
    _, name = parted_article(text)
    return (_no_code(name) or in_ascii(name)) if name else []


def parted_article(text: str) -> tuple[str, str]:
    """Return an article and the name behind it, or before it with a comma; else "" twice.

    So it is where the name may be a code, or the article is rather a code than one.

    >>> parted_article("Les États-Unis"), parted_article("L'ALLEMAGNE"), parted_article("la eu")
    (('Les', 'États-Unis'), ("L'", 'ALLEMAGNE'), ('', ''))
    >>> parted_article("Pays-Bas, les"), parted_article("Bahamas, Las"), parted_article("China, il")
    (('les', 'Pays-Bas'), ('Las', 'Bahamas'), ('', ''))
    """
    turned, comma, last = text.rpartition(", ")
    is_behind = bool(comma and re.fullmatch(_BEFORE_NAME, last, re.IGNORECASE))
    match = re.match(_BEFORE_NAME, f"{last} {turned}" if is_behind else text, re.IGNORECASE)
    if not match:
        return "", ""
    article, name = match[0].strip(), match.string[match.end() :]
    may_be_code = name.isascii() and len(name) <= LONGEST_CODE and not name.isupper()
    is_code = _is_rather_a_code(article, name) or (is_behind and article in _CODES_IN_LISTS)
    return ("", "") if may_be_code or is_code else (article, name)


def _is_rather_a_code(article: str, name: str) -> bool:
    """Return whether an article in capitals is a code: beside a name that is not, or a code.

    >>> _is_rather_a_code("LAS", "China"), _is_rather_a_code("DE", "USA")
    (True, True)
    >>> _is_rather_a_code("LAS", "BAHAMAS"), _is_rather_a_code("LES", "USA")
    (False, False)
    """
    is_in_capitals = name.isupper() and len(name) > LONGEST_CODE
    may_be = article.casefold() in ("la", *_CODES_IN_LISTS)
    return may_be and article.isupper() and not is_in_capitals


def _no_code(name: str) -> list[str]:
    """Return the parties that have the very name, which no code of two letters is."""
    named = (it for it in everywhere(name_key(name)) if it.weight != CODE or len(name) > 2)
    return parties_meant((PartyName(it.weight, it.code, it.spelling) for it in named), name)


def in_ascii(text: str) -> list[str]:
    """Return the parties of a name typed without umlauts and their like, or an acronym in letters.

    >>> in_ascii("Oesterreich"), in_ascii("Aaland"), in_ascii("U S A"), in_ascii("Israil")
    (['AT'], ['AX'], ['US'], [])
    """
    if re.fullmatch("[A-Z](?: [A-Z])+", text):
        return _no_code(text.replace(" ", ""))
    if not text.isascii() or not re.search("ae|oe|ue|aa", form := fold(text)):
        return []
    names = everywhere(re.sub("ae|oe|ue|aa", lambda match: match[0][0], form))
    alike = [it for it in names if form in _in_letters_of_ascii(it)]
    return parties_meant((PartyName(it.weight, it.code, it.spelling) for it in alike), text)


def _in_letters_of_ascii(name: Name) -> set[str]:
    """Return the forms of a name without umlauts, and of what these languages call the country."""
    spoken = (in_language(it).get(name.code, "") for it in _WITH_UMLAUTS)
    return {fold(it.lower().translate(_IN_ASCII)) for it in (name.spelling, *spoken)}
