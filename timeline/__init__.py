"""The Django project: wiring only. Everything that knows about negotiations lives in negotiations/."""
