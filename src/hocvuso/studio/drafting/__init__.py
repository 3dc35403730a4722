"""Drafts of a language model for one step: wordings, an easy variant, questions. A person approves each, or nobody."""
