"""The Django project: wiring only. All that knows about negotiations lives in negotiations/."""
