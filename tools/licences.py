"""Lists every locked dependency with its licence, and fails where one may not be shipped: ``make licences``.

What is installed is asked; a distribution of another system or Python is in the table of :mod:`locked`.
"""

from __future__ import annotations

import sys

from locked import LOCKS, SEEN, is_allowed, licence, read_lock


def main() -> int:
    """Print the list; 1 if a licence is unknown or refused."""
    refused = []
    listed: set[str] = set()
    for group, path in LOCKS.items():
        print(f"{group} ({path.name})")
        for locked in read_lock(path):
            if locked.name in listed and group == "test":
                continue
            listed.add(locked.name)
            said = licence(locked.name)
            print(
                f"  {locked.name} {locked.version}: {said}"
                + (f"  ({SEEN[locked.name][1]})" if locked.name in SEEN else "")
            )
            if not is_allowed(said):
                refused.append(f"{path.name}: {locked.name} {locked.version}: {said}")
    for line in refused:
        print(f"not allowed: {line}", file=sys.stderr)
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
