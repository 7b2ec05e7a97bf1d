"""Everything that touches the network, the archive of what it gave, and the reader of saved folders.

It produces bytes and facts about the wire, never meaning.
"""
