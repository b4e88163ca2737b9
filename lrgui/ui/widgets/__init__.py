"""Small widgets that panels, controls and dialogs share."""
