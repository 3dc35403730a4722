"""Ready reports, one file each: title, columns, query, rights. Table, files, search and access are generic."""
