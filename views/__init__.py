from views.references import lend_references

lend_references()
