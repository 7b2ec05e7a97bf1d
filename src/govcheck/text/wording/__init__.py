"""Wrong wording: lists of words with what they should be, and the one pass over a text that finds them all.

:mod:`fold` makes spellings alike with every position kept, :mod:`automaton` finds all words at once, :mod:`entry` holds a
word with its guards, :mod:`context` reads the sentence around it, :mod:`leaders` knows an office's own names and posts.
"""

from govcheck.text.wording.entry import Entry, Guards, Level
from govcheck.text.wording.leaders import Leader
from govcheck.text.wording.words import Hit, Page, WordList

__all__ = ["Entry", "Guards", "Hit", "Leader", "Level", "Page", "WordList"]
