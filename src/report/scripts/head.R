# Reads the tables of this data package with the types that its codebook, datapackage.json, gives them.
#
#   Rscript read.R              an overview
#   source("read.R")            then tables$estimates and so on are data frames
#
# What is empty is NA, moments are POSIXct in UTC, columns with a fixed set of words are factors. Base R is enough.

folder <- tryCatch(dirname(sys.frame(1)$ofile), error = function(e) NULL)
if (is.null(folder)) {
  script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
  folder <- if (length(script) == 1) dirname(script) else "."
}

as_type <- function(cells, type) {
  if (length(type) > 1 || !type %in% c("string", "integer", "number", "boolean", "datetime")) {
    return(factor(cells, levels = type))
  }
  switch(type,
    string = cells,
    integer = {
      numbers <- as.numeric(cells)
      if (all(is.na(numbers) | abs(numbers) <= .Machine$integer.max)) as.integer(numbers) else numbers
    },
    number = as.numeric(cells),
    boolean = cells == "true",
    datetime = as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
  )
}

read_table <- function(name, types) {
  table <- read.csv(file.path(folder, paste0(name, ".csv")), colClasses = "character", na.strings = "",
    encoding = "UTF-8", check.names = FALSE)
  stopifnot(identical(names(table), names(types)))
  for (column in names(types)) table[[column]] <- as_type(table[[column]], types[[column]])
  table
}

# Of each column the type, or the words that it may hold.
