"""What licenses do: from provisions to who may do what, and who owes what to whom.

`reading` turns a document into terms, `facts` carries facts along a lineage, `situation` gathers what one
question hangs on, and `rule` finds the verdict. The rule is written to be held against docs/meaning.md.
"""
