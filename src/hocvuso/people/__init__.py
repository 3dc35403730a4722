"""Learners, officials and everybody else with an account: who somebody is, on which phone, and what he agreed to."""
