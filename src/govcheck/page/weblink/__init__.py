"""Links and what they lead to: which addresses are links, and what an answer to one says. Pure; nothing is asked here."""
