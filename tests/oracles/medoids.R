# Rscript tests/oracles/medoids.R > tests/oracles/medoids.json
# R 4.2.2, cluster 2.1.4: Gower's dissimilarities with gaps, PAM on mixed columns, Ward's tree of weighted rows.
suppressPackageStartupMessages({library(cluster); library(jsonlite)})
set.seed(1)
mixed <- function(n) data.frame(
  number = round(rnorm(n), 3), ordered = sample(1:5, n, TRUE), nominal = sample(1:3, n, TRUE), binary = sample(0:1, n, TRUE))
typed <- function(d) transform(d, ordered = factor(ordered, 1:5, ordered = TRUE), nominal = factor(nominal), binary = factor(binary))
apart <- function(d) daisy(typed(d), metric = "gower", type = list(symm = "binary"))
gaps <- mixed(12)
gaps$number[c(3, 8)] <- NA; gaps$nominal[c(3, 5)] <- NA; gaps$ordered[7] <- NA; gaps$binary[9] <- NA
whole <- mixed(120)
costs <- sapply(2:6, function(k) pam(apart(whole), k, diss = TRUE)$objective[["swap"]] * nrow(whole))
w <- rep(1:3, 40)
heights <- hclust(as.dist(outer(w, w) / outer(w, w, "+")) * dist(whole)^2, method = "ward.D", members = w)$height
cat(toJSON(list(
  gaps = as.matrix(gaps), apart = unname(as.matrix(apart(gaps))), whole = as.matrix(whole), pam = costs, ward = heights
), digits = 15, na = "null"))
