from references.lookup.outcomes import Found, FoundNotice, NotFound, Outcome
from references.lookup.registries import find

__all__ = ["Found", "FoundNotice", "NotFound", "Outcome", "find"]
