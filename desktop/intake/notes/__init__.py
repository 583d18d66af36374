"""Small notes of a station, kept beside its settings: what is unfinished, samples, ink."""
