"""Site lists: which sites there are and what their office says of them, read from the files offices keep."""

from govcheck.registry.lists import SiteList, is_closed, load_sites, looks_like_list, read_sites

__all__ = ["SiteList", "is_closed", "load_sites", "looks_like_list", "read_sites"]
