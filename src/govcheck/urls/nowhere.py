"""An address that cannot exist on a host: how the host answers it is how it says "not there"."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit


def nowhere(address: str) -> str:
    """The address that stands for "not there" on the origin of ``address``; always the same for one origin."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    return f"{origin}/{hashlib.sha256(origin.encode()).hexdigest()[:16]}.html"


def origin_of(address: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
