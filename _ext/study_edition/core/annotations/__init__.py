"""Exchange of annotations: export notes as W3C Web Annotations and tables, import foreign ones.

:mod:`.annotation` has the common records. :mod:`.web_annotation`, :mod:`.hypothesis_export` and
:mod:`.annotation_table` read and write the formats. :mod:`.anchoring` finds the paragraph that
a foreign annotation is about, without guessing. :mod:`.layer_file` writes a layer.
"""
