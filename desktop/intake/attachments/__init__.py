"""What lies beside a record: the frame its portrait was cut from, and papers people bring."""
