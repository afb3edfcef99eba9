# Rscript tests/oracles/segments.R > tests/oracles/segments.json
# R 4.2.2, mclust 6.0.0, fpc 2.2-10: mixtures of Fisher's iris, and agreement of given partitions.
suppressPackageStartupMessages({library(mclust); library(fpc); library(jsonlite)})
models <- c(common = "EII", spherical = "VII", diagonal = "VVI", tied = "EEE", full = "VVV")
x <- as.matrix(iris[, 1:4])
mixtures <- lapply(models, function(model) sapply(2:4, function(k) {
  invisible(capture.output(fit <- Mclust(x, G = k, modelNames = model, verbose = FALSE)))
  fit$loglik
}))
a <- rep(0:3, c(40, 30, 20, 10)); b <- c(rep(0:3, 20), rep(c(1, 0, 2, 2), 5)); c <- (seq_along(a) * 7) %% 5
pairs <- list(list(a = a, b = b), list(a = a, b = c), list(a = b, b = c))
rand <- sapply(pairs, function(p) adjustedRandIndex(p$a, p$b))
jaccard <- lapply(pairs, function(p) sapply(sort(unique(p$a)), function(s)
  max(sapply(sort(unique(p$b)), function(t) clujaccard(p$a == s, p$b == t)))))
cat(toJSON(list(mixtures = mixtures, pairs = pairs, rand = rand, jaccard = jaccard), digits = 15, auto_unbox = TRUE))
