"""What a model writes into answers and drafts, and the checks before anybody reads it."""
