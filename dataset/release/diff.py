"""What differs between two releases, in numbers: `python -m dataset diff A B`."""

from dataset.release.changes import changes_between, counts
from dataset.release.opened import Release


def diff(before: Release, after: Release) -> str:
    """Give the rows that differ from one release to another, by table, change and cause, as lines of text."""
    names = f"{before.manifest.version} → {after.manifest.version}"
    found = counts(changes_between(before.snapshot, after.snapshot))
    if not found:
        return f"{names}: no row differs"
    lines = [names, f"{'table':<18}{'change':<10}{'rows':>10}  cause"]
    lines += [f"{table:<18}{change:<10}{rows:>10,}  {cause}" for (table, change, cause), rows in found.items()]
    return "\n".join(lines)
