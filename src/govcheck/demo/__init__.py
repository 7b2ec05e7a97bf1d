"""A bundled, invented region: its servers, its pages, and the truth a scan of it is held against."""
