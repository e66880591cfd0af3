# By sector.
