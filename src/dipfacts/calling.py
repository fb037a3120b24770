"""Which party a person means by a name: one, or the question is asked back; nothing is guessed."""

from __future__ import annotations

from typing import Any

import msgspec

from dipfacts.model import Party
from dipfacts.names import fold, nearest, plain, quoted_list
from dipfacts.period import Period
from dipfacts.problem import QuestionError

TYPE_CHECKING = False  # only the type checker needs what suggesting makes of this
if TYPE_CHECKING:
    from collections.abc import Iterable

    from dipfacts.suggesting import Ask

Days = tuple[int, int]  # ordinals: the first day, and the one after the last

_CODE = 1  # the weight of a code among names: countries.CODE, without loading that module
_LISTED = "dipfacts parties lists those there are"


def party(ask: Ask, name: str, during: Days | None = None) -> Party:
    """The one party that a person calls so: by id, code, name or alias, however spelled.

    Of several those are meant that there were `during` these days, the second left out.
    Raises QuestionError where no party or more than one is called so.
    """
    best = called(ask, name)
    if not best:
        best = called(ask, _without_article(name))
    parties = by_id(ask, list(best))
    # A country that shares the name stands there by its code where the base lacks it.
    declared = {party.iso for party in parties.values()}
    best = {party: shown for party, shown in best.items() if party not in declared}
    if len(best) > 1 and during:
        then = {id: shown for id, shown in best.items() if _was(parties.get(id), id, during)}
        best = then or best
        parties = {id: party for id, party in parties.items() if id in best}
    if not parties:
        raise _not_there(ask, name, list(best))
    if len(best) == 1:
        return parties[next(iter(best))]
    told = [f'"{plain(id)}"{_coded(party.iso)}' for id, party in parties.items()]
    absent = [f"{best[code]}{_coded(code)}" for code in best if code not in parties]
    told += [f"{country}, which is not in this fact base" for country in absent]
    message = f'"{plain(name)}" may be {", ".join(told[:-1])} or {told[-1]}'
    hint = "ask by one of these ids" if len(parties) > 1 else "ask by its id"
    raise QuestionError(message, hint)


def _without_article(name: str) -> str:
    """The name without a leading "the", if it has one; else no name."""
    text = name.strip()
    return text[4:] if text[:4].casefold() == "the " else ""


def _was(party: Party | None, id_: str, during: Days) -> bool:
    """Whether a party, or a country that is none, existed at some time in these days."""
    from dipfacts import countries

    text = party.period if party else countries.lifetime(id_)
    lifetime = Period.parse(text) if text else None
    if lifetime is None:
        return True
    begin, end = lifetime.start_day, lifetime.end_day
    return (begin is None or begin < during[1]) and (end is None or end > during[0])


def called(ask: Ask, name: str) -> dict[str, str]:
    """The parties that a name stands for best, each with that name as written."""
    sql = "SELECT weight, party, shown FROM name WHERE form = ? ORDER BY weight, party"
    found: list[tuple[Any, ...]] = ask(sql, (fold(name),), tuple)
    best = found[0][0] if found else 0
    text = name.strip()
    if best == _CODE and not (text.isascii() and text in (text.upper(), text.lower())):
        best = found[-1][0]  # NGA and nga are a code, Nga or Ngá may be meant as a word
    names = dict[str, str]()
    for weight, party, shown in found:
        if weight <= best:
            names.setdefault(party, shown)
    return names


def by_id(ask: Ask, ids: Iterable[str]) -> dict[str, Party]:
    """The parties of these ids that there are."""
    sql = "SELECT body FROM party WHERE id = ?"
    rows = {name: ask(sql, (name,), _body) for name in dict.fromkeys(ids)}
    return {name: row[0] for name, row in rows.items() if row}


def _not_there(ask: Ask, name: str, codes: list[str]) -> QuestionError:
    """What to say of a name that no party has; the countries of these codes share it."""
    from dipfacts import countries, suggesting  # a name that is found never needs them

    known = countries.called(fold(name)) or countries.called(fold(_without_article(name)))
    real = codes or list(dict.fromkeys(country.code for country in known))
    titled = {countries.title(code): code for code in real}
    here = [party for title in titled for party in called(ask, title) if party not in real]
    if here:  # declared, but not as the country of that code
        return unknown("party", name, here[:3], _LISTED)
    if real:
        verb, claims = ("is", "it") if len(real) == 1 else ("are", "them")
        message = f"{' and '.join(titled)} {verb} not in this fact base"
        after = [id_ for code in real for id_ in successors(ask, code)]
        if after:
            return QuestionError(message, f"its successors here: {', '.join(after)}")
        return QuestionError(message, f"no claim is about {claims}; {_LISTED}")
    form = fold(name)
    names = suggesting.names(ask, form, countries.TRANSLATION)
    near = dict[str, str]()  # of the names of one party only the nearest
    # A slip is likelier than a name with words too many: "Korea, Republig of" is not "Korea".
    for shown in sorted(nearest(name, names, 12), key=lambda n: form.startswith(fold(n))):
        near.setdefault(names[shown], shown)
    return unknown("party", name, list(near.values())[:3], _LISTED)


def successors(ask: Ask, code: str) -> list[str]:
    """The ids of the parties with claims that are successors of a state that was."""
    from dipfacts import countries

    sql = (
        "SELECT id FROM name JOIN party ON party.id = name.party"
        " WHERE name.form = ? AND name.weight = ? AND party.claims > 0"
    )
    found = [ask(sql, (fold(other), _CODE), tuple) for other in countries.successors(code)]
    return [str(id_) for rows in found for (id_,) in rows]


def unknown(what: str, name: str, near: list[str], otherwise: str) -> QuestionError:
    """The error for a name that there is not, with the nearest ones or else another remedy."""
    hint = f"did you mean {quoted_list(near)}?" if near else otherwise
    return QuestionError(f'no {what} is called "{plain(name)[:60]}"', hint)


def _coded(code: str | None) -> str:
    """The code of a country as a message adds it to a name."""
    return f" ({code})" if code else ""


def _body(row: tuple[Any, ...]) -> Party:
    return msgspec.msgpack.decode(row[0], type=Party)
