"""What a terminal keeps on disk: the spool of submitted petitions, their blobs, and the catalogue of affairs."""
