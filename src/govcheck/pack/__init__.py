"""Rule packs: loading, validating and resolving YAML into rules. Pure but for reading the files it is told to read."""
