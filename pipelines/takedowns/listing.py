"""A value of the list of take-downs in a form that does not repeat it: `python -m pipelines takedown KIND VALUE`."""

from dataset.curation.takedowns import hashed
from pipelines.takedowns.addresses import address_key, domain_key
from pipelines.takedowns.names import normalised


def hidden(kind: str, value: str) -> str | None:
    """Give `sha256:HEX` over the normalised form of a value; None where it is nothing of that kind."""
    match kind:
        case "url":
            form = address_key(value)
        case "domain":
            form = domain_key(value)
        case "claim":
            form = value.strip()
        case "person":
            form = normalised(value)
        case other:
            raise ValueError(other)
    return hashed(form) if form else None
