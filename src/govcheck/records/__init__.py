"""Plain facts that pass between the layers: no behaviour beyond reading themselves to and from JSON."""
