"""Files and texts of others, read within limits: pipes, XML, YAML, workbooks, nesting."""
