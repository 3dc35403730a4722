"""Office papers drafted from a few fields: notice, plan, minutes. Nothing is kept, nothing is sent."""
