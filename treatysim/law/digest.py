"""The digest of plain JSON values, by which anyone can see that not a letter was changed."""

from __future__ import annotations

import hashlib
import json


def digest(said: object) -> str:
    """SHA-256 of plain JSON values: UTF-8, keys sorted, no spaces, nothing escaped that need not be.

    >>> digest({})[:8]
    '44136fa3'
    """
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
