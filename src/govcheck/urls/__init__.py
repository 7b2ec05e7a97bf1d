"""Addresses: one written form for each, what belongs to a site, which ones lead nowhere. Pure: nothing is fetched."""

from govcheck.urls.hosts import host_of, is_address, registrable, same_host, same_site, site_of
from govcheck.urls.normalise import normalise, path_key
from govcheck.urls.nowhere import nowhere, origin_of
from govcheck.urls.script import from_script
from govcheck.urls.traps import family, trap

__all__ = [
    "family",
    "from_script",
    "host_of",
    "is_address",
    "normalise",
    "nowhere",
    "origin_of",
    "path_key",
    "registrable",
    "same_host",
    "same_site",
    "site_of",
    "trap",
]
