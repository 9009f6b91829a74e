"""The law under mutation: one slip at a time in the clauses, and whether the law's tests notice.

source, operators, tables, treaty_files ──▶ mutants ──graft──▶ trials ──▶ report, with equivalents

An operator makes slips of one kind, in the code of a function (``operators``), in a table (``tables``) or in a treaty
file (``treaty_files``).  Each mutant is put in its place in a process of its own (``graft``) and tried on ``tests/law``
alone, on the tests that run its lines (``trials``).  It is killed, or listed with why nobody could (``equivalents``).

Mutated are the modules of ``treatysim/law`` that say law: the clauses, what they share (``clause``, ``record``,
``proceedings``, ``unanimity``, ``consequences``, ``outcome``), how days are counted (``days``, ``formula``), the tables
of ``acts`` and ``readings``, the instrument and the scenario (``treaty``, ``scenario``), and the treaty files.

Left out:

* ``timeline``: how the answer is written down, held by the golden outputs; ``uncertain``: chance, not law.
* the functions of ``acts`` and ``readings``: keys under which anchors are found, which the engine's tests hold, and
  sentences of the catalogue; the tables of ``acts`` that say which fields a file may give (``tests/files``).
* in the others, what fills in sentences or lists (``facts`` of findings, what is awaited: ``tests/report``), what a
  file may say of a clause (``allowed``: ``tests/files``), and what only sets up an empty record.
* defaults of fields and of arguments, which no clause relies on, and defaults for the type checker (``or 0`` after a
  day that is always there).
"""
