"""Text, JSON, XML, Parquet and NMEA taken apart into rows, before anybody knows what they mean."""
