"""What people decided about findings: waivers, baselines, reviews, laid over results. Pure but for reading their files."""
