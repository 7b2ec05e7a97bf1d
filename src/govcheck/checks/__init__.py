"""Judgement of the seven check kinds and their combinators on one subject. Pure."""
