"""The Chinese (and English) phrases that questions and sentences are read by, a family of words a line."""
