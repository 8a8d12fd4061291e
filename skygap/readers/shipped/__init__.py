"""Tables that come with Skygap, or as a case: declared, checked, never a track."""
