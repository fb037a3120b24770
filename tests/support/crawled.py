"""Pages that a base is served as, and all to which their links lead."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit

from dipfacts.query.base import Base
from dipfacts.serve.address import Address
from dipfacts.serve.pages import reply
from dipfacts.serve.replies import Reply
from support.served import OPTIONS, Seen


def get(base: Base, address: str) -> Reply:
    parts = urlsplit(address)
    return reply(base, Address.parse(parts.path, parts.query), OPTIONS)


def crawl(base: Base, most: int = 400) -> dict[str, Reply]:
    """Every page that can be reached from the first one, by its address."""
    found: dict[str, Reply] = {}
    waiting = ["/"]
    while waiting and len(found) < most:
        address = waiting.pop(0)
        if address in found or address.startswith("/-/icon") or address.startswith("/-/style"):
            continue
        found[address] = get(base, address)
        if found[address].type == "text/html":
            links = Seen(found[address].text).links
            waiting += [urldefrag(link)[0] for link in links if link.startswith("/")]
    return found


def reached(base: Base, address: str) -> tuple[set[str], set[str]]:
    """Follow the ways from a timeline to its other pages; return these, and the ids of claims."""
    left, seen, ids = [address], {address}, set[str]()
    while left:
        links = Seen(get(base, left.pop()).text).links
        ids |= {link.rpartition("/")[2] for link in links if link.startswith("/show/")}
        new = {link for link in links if link.startswith(f"{address}?")} - seen
        seen |= new
        left += new
    return seen, ids
