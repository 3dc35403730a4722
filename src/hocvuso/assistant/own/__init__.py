"""Questions about oneself ("hôm nay tôi học gì"): each room adds its own to one registry."""
