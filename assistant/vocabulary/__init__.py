"""Every Chinese (and English) phrase that questions and sentences are read by, one alternative a line."""
