"""One page on one skill, to print and hang up (A4, PDF) or to send (PNG): chosen, set, kept by hash.

No Django here: `hocvuso curriculum infographics` makes the same files as the site.
"""
