"""Practice simulators: a scenario is data, and this is what the data means.

`content` names the parts, `variants` deals names and amounts, `typing` sorts what was typed into classes, `machine`
tells what an act leads to, `scoring` what it is worth, `log` whether a log can be true, `faults` and `proofs` what is
wrong with a scenario, `ways` how somebody comes into each danger, `shorts` one decision
of it for the entry test, `offering` when one is proposed, `weekly` which story
a week tells, `figures` what runs of many people come to. The player on the phone (`practice/static`) means the same; a
test holds both equal.
"""
