"""Language models: one door to every model, local or remote. Never imported while models are off."""
