"""Portraits: a live camera that guides, checks that say what to mend, and a crop to size.

What this capability promises:

- the camera is a port; a lost, black or frozen camera is noticed within seconds and said in
  plain words, and the program keeps going without it (a picture file does as well);
- guidance for one frame fits between two frames of an old office PC; the shot itself is
  checked more thoroughly and every measured value is handed out for storing;
- a portrait leaves in the exact pixel size and print density of its profile;
- no Qt, no database, no network: frames are numpy arrays, models are files beside us.
"""
