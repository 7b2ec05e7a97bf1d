"""Facts of the wire beyond pages: name servers, dials over IPv6, handshakes."""
