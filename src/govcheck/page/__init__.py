"""From bytes to a page model, once per page; from page models to populations. Pure: no network, no clock."""
