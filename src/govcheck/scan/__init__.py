"""The main job: one site after another from target to run folder and report, and the same judgement again offline."""
