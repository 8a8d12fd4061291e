"""From a path or dropped bytes to the content of a file: opened, unpacked, told what it is."""
