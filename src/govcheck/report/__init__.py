"""What a run is shown as: for people on a console, for machines as JSON. Judges nothing and counts only what is judged."""
