"""Resolve a name to one party; nothing is guessed where it is unknown or ambiguous."""

from __future__ import annotations

from dipfacts.errors import QuestionError
from dipfacts.model.period import Period
from dipfacts.model.tables import Party
from dipfacts.query.sql import Ask, by_id
from dipfacts.text import fold, nearest, plain, suggestion

Days = tuple[int, int]  # ordinals: the first day, and the one after the last

# The weights of an id, a code and a name: those of `countries`, without loading that module.
_ID, _CODE, _NAME = 0, 1, 2
_LISTED = "dipfacts parties lists those there are"

# Countries whose whole name is a part of what others are called, who may be meant by it too.
_IN_THE_NAMES_OF = {"GN": ("GW", "GQ", "PG"), "SD": ("SS",)}


def party(ask: Ask, name: str, during: Days | None = None) -> Party:
    """Return the one party of that id, code, name or alias, however it is spelled.

    Of several, those are meant that existed `during` these days. A country that the base lacks is
    a party without claims. Raises QuestionError for an unknown or ambiguous name.
    """
    spelling = name
    if not (best := called(ask, spelling)):
        best = called(ask, spelling := _without_article(name))
    parties = by_id(ask, Party, best)
    if all(party.kind == "person" for party in parties.values()) and len(parties) == len(best):
        from dipfacts.query import persons  # of no use where a country is meant

        parties = dict(sorted((parties | persons.others(ask, name, parties)).items()))
        best = [*parties]
    # A country that shares the name stands there by its code where the base lacks it.
    declared = {party.iso for party in parties.values()}
    best = [party for party in best if party not in declared]
    if len(best) == len(parties) == 1:
        namesakes = _namesakes(ask, spelling, *parties.values())
        parties |= namesakes
        best += namesakes
    if len(best) > 1 and during:
        best = [id for id in best if _was(parties.get(id), id, during)] or best
        parties = {id: party for id, party in parties.items() if id in best}
    if not parties:
        return _country(ask, name, best)
    if len(best) == 1:
        return parties[best[0]]
    raise _ambiguous(ask, name, parties, [code for code in best if code not in parties])


def _ambiguous(ask: Ask, name: str, parties: dict[str, Party], absent: list[str]) -> QuestionError:
    """Return the error for a name of several parties, and of absent countries by their codes."""
    from dipfacts import countries

    which = ", which is not in this fact base" if parties else ""
    told = {id_: party.iso or _office(party) for id_, party in parties.items()}
    candidates = [f'"{plain(id_)}"' + (f" ({text})" if text else "") for id_, text in told.items()]
    for code in absent:
        id_ = countries.id_of(code)
        typed = code if by_id(ask, Party, [id_]) else id_
        candidates.append(f'"{typed}" ({code}){which}')
    *first, last = candidates
    last += "" if parties else "; no claim is about any of them"
    message = f'"{plain(name)}" may be {", ".join(first)} or {last}'
    return QuestionError(message, "ask by one of these ids")


def _office(party: Party) -> str:
    """Return the office of a person and when it is held, as far as that is recorded."""
    if party.kind != "person":
        return ""
    held = [Period.parse(party.period).show()] if party.period else []
    return ", ".join([*([plain(party.office)] if party.office else []), *held])


def _without_article(name: str) -> str:
    """Return the name without a leading "the"; empty where it has none."""
    text = name.strip()
    return text[4:] if text[:4].casefold() == "the " else ""


def _namesakes(ask: Ask, name: str, found: Party) -> dict[str, Party]:
    """Return the parties whose names contain that of a country: Guinea-Bissau for "Guinea".

    There are none where the country was given by its id or a code.
    """
    others = _IN_THE_NAMES_OF.get(found.iso or "", ())
    if not others or name.strip() == found.id:
        return {}
    from dipfacts import countries

    form = fold(name)
    if any(form == own.form and own.weight == _CODE for own in countries.names_of(found.iso or "")):
        return {}
    alike = [code for code in others if any(form in it.form for it in countries.names_of(code))]
    return by_id(ask, Party, [id_ for code in alike for id_ in _of_code(ask, code)])


def _was(party: Party | None, id_: str, during: Days) -> bool:
    """Return whether a party, or a country by its code, existed at some time in these days."""
    from dipfacts import countries

    if party and party.kind == "person":
        return True  # its period is a term of office
    text = party.period if party else countries.lifetime(id_)
    lifetime = Period.parse(text) if text else None
    if lifetime is None:
        return True
    begin, end = lifetime.start_day, lifetime.end_day
    return (begin is None or begin < during[1]) and (end is None or end > during[0])


def called(ask: Ask, name: str) -> list[str]:
    """Return the ids of the parties that a name means best.

    An id wins only where it is typed exactly: of two parties called Georgia, "Georgia" does not
    mean the one whose id is `georgia` more than the other.
    """
    text = name.strip()
    named = ask("SELECT weight, party FROM name WHERE form = ?", (fold(name),), tuple)
    found = sorted((_NAME if weight == _ID and id != text else weight, id) for weight, id in named)
    best = found[0][0] if found else 0
    if best == _CODE and not _like_a_code(text):
        best = found[-1][0]  # NGA and nga are a code, Nga or Ngá may be meant as a word
    return list(dict.fromkeys(party for weight, party in found if weight <= best))


def _like_a_code(text: str) -> bool:
    return text.isascii() and text in (text.upper(), text.lower())


def _country(ask: Ask, name: str, codes: list[str]) -> Party:
    """Return the country meant by a name that no party has; countries of these codes share it.

    Raises QuestionError where no country, or more than one, has the name.
    """
    from dipfacts import countries
    from dipfacts.query import suggest  # a name that is found never needs them

    text = name.strip()
    known = countries.called(fold(text)) or countries.called(fold(_without_article(text)))
    best = min((one.weight for one in known), default=_CODE)
    if best == _CODE and not _like_a_code(text):
        best = countries.TRANSLATION
    real = codes or list(dict.fromkeys(one.code for one in known if one.weight <= best))
    titled = {countries.title(code): code for code in real}
    here = [party for title in titled for party in called(ask, title) if party not in real]
    if here:  # declared, but not as the country of that code
        raise unknown("party", name, here[:3], _LISTED)
    if len(real) == 1:
        return countries.party(real[0])
    if real:
        raise _ambiguous(ask, name, {}, sorted(real))
    form = fold(name)
    names = suggest.names(ask, form, countries.TRANSLATION)
    near = dict[str, str]()  # the nearest name of each party
    # A typo is likelier than a name with words too many: "Korea, Republig of" is not "Korea".
    for shown in sorted(nearest(name, names, 12), key=lambda n: form.startswith(fold(n))):
        near.setdefault(names[shown], shown)
    # Countries that are not here are suggested last: they lead to "no claim is about it".
    raise unknown("party", name, list(near.values())[:3] or nearest(name, countries.ids()), _LISTED)


def successors(ask: Ask, state: Party) -> list[str]:
    """Return the ids of the parties with claims that succeed a former state."""
    from dipfacts import countries

    after = countries.successors(state.iso or countries.ids().get(state.id, ""))
    return [id_ for code in after for id_ in _of_code(ask, code, "claims > 0")]


def _of_code(ask: Ask, code: str, having: str = "1") -> list[str]:
    sql = (
        "SELECT id FROM name JOIN party ON party.id = name.party"
        f" WHERE name.form = ? AND name.weight = {_CODE} AND {having}"
    )
    return [str(id_) for (id_,) in ask(sql, (fold(code),), tuple)]


def unknown(what: str, name: str, near: list[str], otherwise: str) -> QuestionError:
    """Return the error for an unknown name, with the near ones or else another remedy."""
    return QuestionError(f'no {what} is called "{plain(name)[:60]}"', suggestion(near, otherwise))
