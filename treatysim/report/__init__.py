"""What a timeline says to people: tables for the terminal, explanations, documents, and treaties as final clauses.

:mod:`memo` holds the content of a report and :mod:`explanations` that of an explanation, as sentences, tables and
trees; :mod:`tables` lays both out on a terminal, :mod:`documents` writes JSON, CSV and Markdown.  :mod:`reasons`,
:mod:`trees` and :mod:`awaiting` put reasons, and what is missing, into words; every sentence is from the catalogue.
"""
