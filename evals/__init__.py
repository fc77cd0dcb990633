"""Question sets, metrics, baselines and reports: ``python -m evals``. Nothing imports this package."""
