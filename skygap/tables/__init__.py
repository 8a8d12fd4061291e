"""What each table is: columns, types, units and checks. One module per kind of table."""
