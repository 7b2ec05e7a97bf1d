"""From rules and a site's record to results and findings. Pure."""
