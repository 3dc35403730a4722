"""What a lecture is given out as: video, pictures with sound, slides to present, a page for the projector."""
