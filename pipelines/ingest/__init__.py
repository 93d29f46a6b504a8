"""Reading other people's files: the only folder of the pipelines that may open one."""
