"""What can be done with own fields and with what they hold."""
