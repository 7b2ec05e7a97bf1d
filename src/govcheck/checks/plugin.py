"""``plugin``: a check from an installed package, given only the fields it asked for."""

from __future__ import annotations

from govcheck.checks.interface import Context, Subject, Verdict, undecided
from govcheck.outcome import Reason
from govcheck.pack.kinds.models import Plugin


def judge(check: Plugin, subject: Subject, context: Context) -> Verdict:
    """What the plugin says; a plugin that is not installed, raises or answers something else is ``plugin-failed``."""
    plugin = context.plugins.get(check.name)
    if plugin is None:
        return undecided(Reason.PLUGIN_FAILED, check.name)
    try:
        verdict: object = plugin(check.params, {name: subject.member.get(name) for name in check.fields})
    except Exception:  # foreign code: whatever it raises must not end the run
        return undecided(Reason.PLUGIN_FAILED, check.name)
    return verdict if isinstance(verdict, Verdict) else undecided(Reason.PLUGIN_FAILED, check.name)
