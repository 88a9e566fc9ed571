from views.references import lend_references_to_true

lend_references_to_true()
