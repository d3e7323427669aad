"""Main window, navigation, lock screen."""
