"""The parameter models of the check kinds: what a rule may write, and what it then needs to see.

The judgement of each kind is in :mod:`govcheck.checks`, one module of the same name each.
"""
