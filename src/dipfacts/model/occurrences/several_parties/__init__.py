"""Relations and events of several parties: what holds for some of these.

- `participation`: the parties of claims, and what claims say of some
- `exits`: for whom it is over, paused or off alone
- `accessions`: who entered later
- `party_courses`: what each party did, in order of time
- `between_parties`: the relation as it is between some of its parties
- `lasting_pairs`: the two between whom it goes on the longest
"""
