"""Numbers of persons in a text: identity numbers, mobile numbers in lists of people, bank cards; and how they are masked.

Sources: GB 11643 (identity numbers), ISO/IEC 7812 (cards). Pure; no number leaves unmasked.
"""

from govcheck.text.personal.context import is_message_page, speaks_of_publicity
from govcheck.text.personal.find import Hit, find_personal
from govcheck.text.personal.mask import mask_all, mask_certain, masked

__all__ = ["Hit", "find_personal", "is_message_page", "mask_all", "mask_certain", "masked", "speaks_of_publicity"]
