"""TikTok: a video is put into the inbox of the account; a person finishes it in the app."""
