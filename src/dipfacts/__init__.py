"""Facts about relations between countries: claims with their sources, and how to query them.

>>> from dipfacts import Query, open_base
>>> with open_base("bundled") as base:
...     facts = base.find(Query(types=("figure",), topic="trade", parties=("azerbaijan", "russia")))
>>> all(fact.topic == "trade" for fact in facts)
True
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it; typing takes a time in which Ctrl-C is not heeded
if TYPE_CHECKING:
    from dipfacts.errors import FactBaseError, QuestionError
    from dipfacts.model.fact import Fact
    from dipfacts.model.periods.period import Period
    from dipfacts.model.query import Query
    from dipfacts.query.base import Base, open_base

__version__ = "0.1.0"
__all__ = ["Base", "Fact", "FactBaseError", "Period", "Query", "QuestionError", "open_base"]


def __getattr__(name: str) -> object:
    """Load the engine when it is asked for: `import dipfacts` alone costs nothing."""
    if name in __all__:
        from dipfacts import errors  # lazy: who imports the package needs none at once
        from dipfacts.model.periods import period
        from dipfacts.query import base

        return next(getattr(it, name) for it in (base, errors, period) if hasattr(it, name))
    raise AttributeError(f"module 'dipfacts' has no attribute {name!r}")
