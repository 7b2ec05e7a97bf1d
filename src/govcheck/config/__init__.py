"""What one run was asked to do."""
