"""From rules to what must be looked at: populations and fields, extracts, probes. Pure; each thing is asked for once."""

from govcheck.plan.plan import Plan, make_plan

__all__ = ["Plan", "make_plan"]
