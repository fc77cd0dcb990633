"""The deterministic half: notice file -> records -> chunks -> store. No language model, no user interface."""
