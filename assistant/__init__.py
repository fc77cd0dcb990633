"""Everything that talks to a person or a model: questions, retrieval, answers, drafts, CLI, chat page."""
