"""Citing a paragraph, a range, a précis, a note or a term of the edition, in the styles that students are asked for."""
