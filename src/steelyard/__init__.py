"""Steelyard weighs buying, adapting and building a large language model for governments."""
