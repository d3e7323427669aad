"""Paper: values in, PDF bytes out; the only reportlab."""
