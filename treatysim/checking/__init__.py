"""Can this ever happen: properties, questions and gaps of a treaty, tried on lives that nobody thought of.

cast, steps ──▶ strategies ──▶ trying: properties and questions on lives that are drawn
life, moves ──▶ search: the same at every moment that so many acts can lead to
stories ──▶ lint: lives told to a point, where the text is silent
"""
