"""The main window: menus, toolbar, and where the panels are."""
