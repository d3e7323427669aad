"""A synthetic district of invented people, built through the same use cases as real work.

Nobody in it exists: names are put together at random from lists of common ones, telephone
numbers come from the range that the Bundesnetzagentur keeps free for films, and the offices are
invented even where a town has a real one.

The mixture follows public figures, rounded to orders of magnitude: people seeking protection by
origin at the end of 2024 (Statistisches Bundesamt from the Ausländerzentralregister: 3.3 million,
of them Ukraine 1.1 million, Syria 713,000, Afghanistan 348,000, Iraq 190,000, Türkei 157,000),
protection rates of 2024 (BAMF: 44 % altogether, Syria 83 %, Afghanistan 75 %, Türkei 9 %), the
share of women and of people under 20 among foreign nationals (47.5 % and 19 %), and the EU
workers of the district's industry. Shares of small groups, of benefits and of contacts are
estimates from counselling practice. The numbers stand in ``resources/demo``.
"""
