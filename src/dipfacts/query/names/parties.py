"""The one party that a name means; nothing is guessed where it is unknown or ambiguous."""

from __future__ import annotations

from dipfacts.errors import AmbiguousNameError, QuestionError, UnknownListError
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.dates import Days
from dipfacts.model.periods.period import Period
from dipfacts.model.shared_names import (
    CODE,
    CODE_LISTS,
    CODE_LISTS_ELSEWHERE,
    COMMON,
    ID,
    TRANSLATION,
    PartyName,
    half_width,
    is_like_a_code,
    is_settled,
    parties_meant,
)
from dipfacts.query.sql import Ask, by_id
from dipfacts.text import fold, listed, name_key, nearest, plain, short, suggestion

_HAD_NAMESAKES = frozenset(("CS", "DE", "KP", "KR", "TW", "VN", "YE"))
_OF_ISO = 2  # letters of a code of a country
_LONGEST_CODE = 5  # letters: an acronym of an organisation
_LISTS = f"the lists are {listed(CODE_LISTS)}"


def resolve_party(ask: Ask, name: str, during: Days | None = None) -> Party:
    """Return the one party of that id, code, name or alias, however it is spelled.

    Of several, those are meant that existed `during` these days. A country or an organisation that
    the base lacks is a party without claims. Raises QuestionError for an unknown or ambiguous name.
    """
    coded = _parties_of_code_list(ask, name, during) if ":" in name else []
    best = coded or _whoever(ask, name)
    if not best:
        raise _unknown(ask, name)
    if not coded and (during or len(best) > 1):
        best = _with_namesakes(ask, name, best, during)
    parties, best = _declared(ask, best)
    if len(best) > 1:
        from dipfacts.query.names.namesakes import narrowed  # lazy: most names are of one

        best = narrowed(name, parties, best, during)
    if len(best) > 1:
        raise _ambiguous(ask, name, parties, best)
    return parties.get(best[0]) or _undeclared(ask, name, best[0])


def _with_namesakes(ask: Ask, name: str, best: list[str], during: Days | None) -> list[str]:
    """Return the parties of a name with the states that were called so, too, in these days.

    Without days it is those of these states that the base has: Korea before 1910.
    """
    parties = by_id(ask, Party, best)
    if _HAD_NAMESAKES.isdisjoint({*best, *(party.iso for party in parties.values())}):
        return best
    if name.strip() in best:
        return best
    from dipfacts.query.names import namesakes  # lazy: few names are of these

    if during:
        return namesakes.called_so_then(name, parties, best, during)
    return [*best, *by_id(ask, Party, namesakes.undivided(parties, best))]


def is_known(ask: Ask, name: str) -> bool:
    """Return whether anybody may have that name or code, without looking for near ones."""
    return ":" in name or bool(_whoever(ask, name))


def _whoever(ask: Ask, name: str) -> list[str]:
    """Return the parties that a name means best, of the base or else of the world."""
    best = find_parties(ask, name) or find_parties(ask, _without_article(name))
    return _with_persons(ask, name, best) or _in_other_words(ask, name)


def _with_persons(ask: Ask, name: str, best: list[str]) -> list[str]:
    """Return the parties of a name; if it means persons, with all others whom it may mean.

    A code in mixed case may be a family name: Li is that of persons, and LI is Liechtenstein.
    """
    parties, codes = by_id(ask, Party, best), _codes_in_mixed_case(name)
    isos = {one: parties[one].iso if one in parties else one for one in best}
    is_person = {one: one in parties and parties[one].kind == "person" for one in best}
    if any(not is_person[one] and not {one, isos[one]} & {*codes} for one in best):
        return best
    from dipfacts.query.names import persons  # lazy: of no use where a country is meant

    if persons.has_whole_name(name, parties.values()):
        return best
    others = [*persons.other_persons(ask, name, [*best, *codes])]
    is_of_persons = others or any(is_person.values())
    return [*dict.fromkeys([*best, *others, *codes])] if is_of_persons else best


def _codes_in_mixed_case(name: str) -> list[str]:
    """Return the codes that a short word in mixed case may be, of the base's parties or not."""
    word = name.strip()
    if len(word) > _LONGEST_CODE or word in (word.upper(), word.lower()):
        return []
    from dipfacts.countries.wording import codes_in_mixed_case  # lazy: few names are so short

    return codes_in_mixed_case(word)


def _parties_of_code_list(ask: Ask, name: str, during: Days | None) -> list[str]:
    """Return the parties of a code such as cow:373, in these days; none for what is no code.

    Raises QuestionError for a code that its list does not have, and for an unknown list.
    """
    list_, _, code = (part.strip() for part in name.partition(":"))
    list_ = list_.casefold()
    if list_ not in CODE_LISTS:
        if list_.isalnum() and code.isalnum() and not find_parties(ask, name):
            message = f'no list of codes is called "{short(list_, 60)}"'
            if other := CODE_LISTS_ELSEWHERE.get(list_):
                raise QuestionError(message, f"here it is {other}: try {other}:{plain(code)}")
            near = nearest(list_, CODE_LISTS)
            raise UnknownListError(message, suggestion(near, _LISTS), near)
        return []
    from dipfacts.countries import code_lists  # lazy: reads a file that ids do not need

    result = code_lists.resolve(list_, code, during or (None, None))
    if not (result or code_lists.resolve(list_, code)):
        raise QuestionError(*code_lists.unknown_code(list_, code))
    return result or code_lists.resolve(list_, code)


def _codes_called(name: str) -> list[str]:
    """Return the codes of the parties that are called so, in this base or not."""
    from dipfacts.countries.wording import known_as  # lazy: reads a file that ids do not need

    return known_as(name, articles=False) or known_as(_without_article(name), articles=False)


def _in_other_words(ask: Ask, name: str) -> list[str]:
    """Return the parties that tables call so, or that have the name behind an article.

    One of the base with this name comes before others, and so does one called as the article is.
    """
    from dipfacts.countries import country_names, wording  # lazy: reads a file that ids do not need

    known = _codes_called(name)
    is_one = len(known) == 1 and not find_parties(ask, country_names.title(known[0]))
    if is_one or _declared(ask, known)[0]:
        return known
    article, rest = wording.apart_from_article(name)
    called = by_id(ask, Party, find_parties(ask, article)) if rest else {}
    is_party = any(name_key(article) in map(name_key, (it.id, *it.names)) for it in called.values())
    if not rest or is_party:
        return known
    return find_parties(ask, rest) or known or wording.known_as(name)


def _declared(ask: Ask, best: list[str]) -> tuple[dict[str, Party], list[str]]:
    """Return the declared parties among these, and all again: codes only of who is not declared.

    Who shares a name stands by its code in the index, whether it is declared or not.
    """
    parties = by_id(ask, Party, best)
    if len(parties) < len(best):
        ids_of = ([code] if code in parties else _having_code(ask, code) or [code] for code in best)
        best = list(dict.fromkeys(one for ids in ids_of for one in ids))
        parties = by_id(ask, Party, best)
    return parties, best


def _undeclared(ask: Ask, name: str, code: str) -> Party:
    """Return the party of a code that the base lacks.

    Raises QuestionError where one has its name, but is not declared as the country of that code.
    """
    from dipfacts.countries import country_names  # lazy: reads a file that ids do not need

    namesakes = by_id(ask, Party, find_parties(ask, country_names.title(code)))
    if here := [party.id for party in namesakes.values() if not party.iso]:
        raise _unknown_party(name, here[:3])
    return country_names.party(code)


def _ambiguous(ask: Ask, name: str, parties: dict[str, Party], best: list[str]) -> QuestionError:
    """Return the error for a name of several; who is not among the `parties` stands by its code."""
    from dipfacts.countries import country_names  # lazy: reads a file that ids do not need

    here, absent = list[str](), list[str]()
    ids = list[str]()
    for one in sorted(best):
        party = parties.get(one) or country_names.party(one)
        taken = one not in parties and by_id(ask, Party, [party.id])  # the id is another party's
        code = party.iso or _office(party) or ("" if one in parties or len(one) > _OF_ISO else one)
        ids.append(one if taken else party.id)
        candidate = f'"{plain(ids[-1])}"' + (f" ({code})" if code else "")
        (here if one in parties else absent).append(candidate)
    if not here:
        candidates = f"{listed(absent, 'or')}; no claim is about any of them"
    elif absent:
        are = "are" if len(absent) > 1 else "is"
        comma = "," if len(here) + len(absent) > 2 else ""
        candidates = (
            f"{', '.join(here)}{comma} or {listed(absent, 'or')}, which {are} not in this fact base"
        )
    else:
        candidates = listed(here, "or")
    message = f'"{plain(name)}" may be {candidates}'
    return AmbiguousNameError(message, "ask by one of these ids", name, ids)


def _office(party: Party) -> str:
    """Return the name of a person, the office and when it is held, as far as that is recorded."""
    if party.kind != "person":
        return ""
    held = Period.parse(party.period).show() if party.period else None
    return ", ".join(plain(text) for text in (party.name, party.office, held) if text)


def called_in_other_words(ask: Ask, name: str, *, articles: bool) -> list[str]:
    """Return the ids of the parties of the base that tables or official style call so.

    It is looked for where nobody in the base has the very name; several may be called so. Without
    `articles` one of another language than English is not read as such.
    """
    parties, _ = _declared(ask, _in_other_words(ask, name) if articles else _codes_called(name))
    return [*parties]


def _without_article(name: str) -> str:
    """Return the name without a leading "the"; empty where it has none."""
    text = half_width(name)
    return text[4:] if text[:4].casefold() == "the " else ""


def find_parties(ask: Ask, name: str) -> list[str]:
    """Return the ids of the parties that a name means best."""
    sql = "SELECT weight, party, spelling FROM name WHERE form = ?"
    results = ask(sql, (form := name_key(name),), PartyName._make)
    if not is_settled(results, name):
        from dipfacts.query.names import foreign_names  # lazy: most names are found without

        results += [PartyName(n.weight, *n[2:]) for n in foreign_names.names_of_forms(ask, [form])]
    common = [it.party for it in results if it.weight == COMMON]
    parties = by_id(ask, Party, common) if 0 < len(common) < len(results) else {}
    return parties_meant(results, name, {id_ for id_, it in parties.items() if it.kind == "person"})


def _unknown(ask: Ask, name: str) -> QuestionError:
    """Return the error for a name that nobody has, with the near ones."""
    from dipfacts.countries import country_names, related_words  # lazy: only where none is found
    from dipfacts.countries.wording import perhaps_meant
    from dipfacts.query.names import persons, suggest

    rest = suggest.without_formal_words(name)
    if wholes := related_words.wholes_of(name) or related_words.wholes_of(rest):
        from dipfacts.query.names.unknown_names import part_of  # lazy: only for a part

        return part_of(name, wholes, _ids(ask, wholes))
    if adjectival := related_words.codes_of_adjective(_without_article(name) or name):
        return _unknown_party(name, _ids(ask, adjectival))
    if called := (_whoever(ask, rest) if rest else []) or perhaps_meant(name):
        return _unknown_party(name, _ids(ask, called))
    if is_like_a_code(name) and (coded := _with_prefix(name)):
        return _unknown_party(name, coded)
    form = fold(name)
    names = suggest.names(ask, form, TRANSLATION)
    # The nearest name of each party; of a capital its country: Malé is no slip for Mali.
    near = {id_: id_ for id_ in _ids(ask, related_words.having_capital(name))}
    likely = suggest.nearest_names(name, names, 12)
    few = [it for it in likely if not near or fold(it).startswith(form)]
    # A typo is likelier than a name with words too many: "Korea, Republig of" is not "Korea".
    for spelling in sorted(few, key=lambda it: _has_more(form, fold(it))):
        for party, text in _unambiguous(ask, spelling, names[spelling]):
            near.setdefault(party, text)
    # Countries that are not here are suggested last: they lead to "no claim is about it".
    result = list(near.values())[:3] or suggest.nearest_names(name, country_names.ids())
    result = result or persons.by_last_word(ask, name)
    return _unknown_party(name, result)


def _with_prefix(code: str) -> list[str]:
    from dipfacts.countries import code_lists  # lazy: reads a file that ids do not need

    return code_lists.of_iso(code)


def _has_more(form: str, other: str) -> bool:
    """Return whether a folded name is another with a word too many, and not a letter or two."""
    return form.startswith(other) and len(form) - len(other) > 2


def _ids(ask: Ask, codes: list[str]) -> list[str]:
    """Return the ids of countries by their codes, whether the base declares them or not."""
    from dipfacts.countries import country_names  # lazy: reads a file that ids do not need

    parties, best = _declared(ask, codes)
    return [one if one in parties else country_names.id_of(one) for one in best]


def _unambiguous(ask: Ask, spelling: str, party: str) -> list[tuple[str, str]]:
    """Return a party with a name to suggest; of a name that several have, each with its id."""
    from dipfacts.countries import country_names  # lazy: reads a file that ids do not need

    parties, several = _declared(ask, find_parties(ask, spelling))
    if len(several) < 2:
        return [(party, spelling)]
    if all(one in parties and parties[one].kind == "person" for one in several):
        return [(one, _by_name(ask, parties[one])) for one in several]
    codes = {one: parties[one].iso or one if one in parties else one for one in several}
    titles = {one: country_names.title(code) for one, code in codes.items()}
    several.sort(key=lambda one: titles[one] != spelling)  # whose very name it is comes first
    return [(one, one if one in parties else country_names.id_of(one)) for one in several]


def _by_name(ask: Ask, person: Party) -> str:
    """Return the name of a person, or the id where others have that name."""
    return person.name if find_parties(ask, person.name) == [person.id] else person.id


def succession(ask: Ask, state: Party) -> tuple[list[str], list[str]]:
    """Return the ids of the parties with claims that a state succeeds, and that succeed it."""
    from dipfacts.countries import country_names, lifetimes  # lazy: ids need no such files

    def with_claims(codes: list[str]) -> list[str]:
        return [id_ for code in codes for id_ in _having_code(ask, code, "claims > 0")]

    code = country_names.code_of(state) or ""
    return with_claims(lifetimes.succeeded_by(code)), with_claims(lifetimes.successors(code))


def _having_code(ask: Ask, code: str, having: str = "1") -> list[str]:
    """Return the ids of the parties of a code; of a state that ISO gives none the one of its id."""
    form, weights = code, f"{CODE}"
    if len(code) > _OF_ISO:
        from dipfacts.countries import country_names  # lazy: codes of ISO do not need its file

        form, weights = country_names.id_of(code), f"{CODE}, {ID}"
    sql = (
        "SELECT DISTINCT id FROM name JOIN party ON party.id = name.party"
        f" WHERE name.form = ? AND name.weight IN ({weights}) AND {having}"
    )
    return [str(id_) for (id_,) in ask(sql, (name_key(form),), tuple)]


def _unknown_party(name: str, near: list[str]) -> QuestionError:
    """Return the error for an unknown party, with the ids of those of nearly that name."""
    from dipfacts.query.names.unknown_names import listed_by, unknown_name  # lazy: only for a slip

    return unknown_name("party", name, near, listed_by("parties", "those there are"))
