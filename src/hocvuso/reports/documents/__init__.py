"""Papers and their writers: one neutral description of a report, written as Excel, Word, PDF or CSV."""
