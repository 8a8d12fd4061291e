"""The store, told by what it keeps through kills, rivals and the antimeridian."""
