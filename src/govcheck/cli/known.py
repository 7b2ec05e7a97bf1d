"""What a command knows beyond a run, for the formats that pipelines read."""

from __future__ import annotations

from collections.abc import Sequence

from govcheck.fetch.folder import files_of
from govcheck.report.background import Background
from govcheck.scan.run import Target
from govcheck.scan.toolkit import Toolkit


def background_of(targets: Sequence[Target], toolkit: Toolkit) -> Background:
    """The rules in words, the sites' lines in the list, the files of saved folders."""
    return Background(
        rules={rule.id: rule for pack in toolkit.packs for rule in pack.rules},
        places={one.site.id: one.place for one in targets if one.place is not None},
        files={
            one.site.id: {
                address: (one.folder / name).as_posix() for address, name in files_of(one.folder, one.base_url).items()
            }
            for one in targets
            if one.folder is not None
        },
    )
