"""Import of FHIR R4 bundles: read, map, write through the same writer as everything else."""
