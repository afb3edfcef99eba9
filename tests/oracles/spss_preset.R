# Reference figures of spss_preset.json: principal components of the 25 bfi items (psychTools::bfi) as SPSS gives them by
# default: complete rows, eigenvalues above one, Kaiser-normalised varimax, regression scores.
# Run as: Rscript spss_preset.R > spss_preset.json   (R 4.2.2, psych 2.2.9)
# psych rotates with R's default precision of 1e-5; `varimax` is the same search to the end.
library(psych)
library(jsonlite)

items <- na.omit(psych::bfi[, 1:25])
R <- cor(items)
k <- sum(eigen(R)$values > 1)
legacy <- principal(items, nfactors = k, rotate = "varimax")
exact <- varimax(unclass(principal(items, nfactors = k, rotate = "none")$loadings), normalize = TRUE, eps = 1e-14)
loadings <- unclass(exact$loadings)
bare <- function(x) { x <- unclass(x); attributes(x) <- attributes(x)["dim"]; x }

cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9; commands: spss_preset.R",
  components = k,
  principal = bare(legacy$loadings),
  communalities = unname(legacy$communality),
  varimax = bare(loadings),
  scores_first_rows = bare(head(scale(items) %*% solve(R, loadings), 5))
), digits = 10, auto_unbox = TRUE, pretty = TRUE))
