"""Digital-transformation programmes of units: goals, tasks, evidence, what is assigned from above."""
