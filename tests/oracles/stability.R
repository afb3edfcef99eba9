# Reference figures of stability.json: how alike partitions are, and how good, on partitions that are written there too.
# Run as: Rscript stability.R > stability.json   (R 4.2.2, fpc 2.2-10, mclust 6.0.0, cluster 2.1.4; some seconds)
suppressPackageStartupMessages({library(fpc); library(mclust); library(cluster); library(jsonlite)})

set.seed(20260101)
n <- 90
centres <- rbind(c(0, 0, 0), c(2, 1, 0), c(0, 2, 2), c(-1, -2, 1))
truth <- rep(1:4, c(36, 27, 18, 9))
x <- round(centres[truth, ] + matrix(rnorm(3 * n), n), 3)
rownames(x) <- seq_len(n)
cut <- function(x, k, starts = 20) kmeans(x, k, nstart = starts, iter.max = 50)
partitions <- lapply(2:5, function(k) unname(cut(x, k)$cluster))
pairs <- combn(4, 2)

# fpc::clusterboot, with a method that keeps whom it was given and what it made of them.
kept <- list()
remembering <- function(data, k, starts, ...) {
  fit <- cut(data, k, starts)
  kept[[length(kept) + 1]] <<- list(rows = as.integer(rownames(data)), labels = unname(fit$cluster))
  list(result = fit, nc = k, clusterlist = lapply(1:k, function(i) unname(fit$cluster) == i),
       partition = unname(fit$cluster), clustermethod = "k-means", centers = fit$centers)
}
boot <- clusterboot(x, B = 25, bootmethod = "boot", clustermethod = remembering, k = 4, starts = 2, count = FALSE,
                    seed = 7)
clusterboot_figures <- list(
  labels = kept[[1]]$labels, resamples = kept[-1], jaccard = unname(boot$bootresult), mean = boot$bootmean,
  dissolved = boot$bootbrd, recovered = boot$bootrecover)

# fpc::prediction.strength; halves in the order in which they were cut.
halves <- list()
centred <- function(data, k, ...) {
  fit <- cut(data, k)
  halves[[length(halves) + 1]] <<- list(
    rows = as.integer(rownames(data)), labels = unname(fit$cluster), centres = unname(fit$centers))
  list(result = fit, nc = k, clusterlist = NULL, partition = unname(fit$cluster), clustermethod = "k-means")
}
set.seed(8)
strength <- prediction.strength(x, Gmin = 4, Gmax = 4, M = 6, clustermethod = centred, classification = "centroid",
                                centroidname = "centers")

# cluster::clusGap, which is handed the partitions above; squared distances as in Tibshirani, Walther & Hastie (2001).
given <- function(x, k) list(cluster = partitions[[k - 1]])
gap <- clusGap(x, given, K.max = 5, B = 2, d.power = 2, verbose = FALSE)
turned <- scale(x, center = TRUE, scale = FALSE) %*% svd(scale(x, center = TRUE, scale = FALSE), nu = 0)$v

# flexclust::slsaplot: entropy of the origins of every segment, by the lines of its function `transitions`.
entropy <- function(p) -sum(p[p > 0] * log(p[p > 0]))
slsa <- lapply(1:3, function(i) {
  z <- table(partitions[[i]], partitions[[i + 1]])
  unname(apply(t(t(z) / colSums(z)), 2, entropy) / log(nrow(z)))
})
# flexclust::slswFlexclust, by the lines of its function `clusterwiseScheme`, with the partitions of everybody.
best <- function(one, other)
  sapply(sort(unique(one)), function(m) max(sapply(sort(unique(other)), function(l) clujaccard(one == m, other == l))))

maxse <- function(gap, se) maxSE(gap, se, method = "Tibs2001SEmax")
curves <- list(c(0.1, 0.5, 0.48, 0.7), c(0.1, 0.2, 0.3, 0.4), c(0.5, 0.4, 0.6, 0.7))
spread <- c(0.02, 0.03, 0.04, 0.05)

cat(toJSON(list(
  made_with = "R 4.2.2, fpc 2.2-10, mclust 6.0.0, cluster 2.1.4; commands: stability.R; labels count from 1",
  x = unname(x), partitions = partitions,
  adjusted_rand = lapply(seq_len(ncol(pairs)), function(j) list(
    a = pairs[1, j], b = pairs[2, j], value = adjustedRandIndex(partitions[[pairs[1, j]]], partitions[[pairs[2, j]]]))),
  jaccard = sapply(1:2, function(i) sapply(1:3, function(j) clujaccard(partitions[[1]] == i, partitions[[2]] == j))),
  slsw = (best(partitions[[2]], partitions[[3]]) + best(partitions[[2]], partitions[[4]])) / 2,
  slsa = slsa,
  clusterboot = clusterboot_figures,
  prediction_strength = list(halves = halves, value = strength$predcorr[[4]]),
  silhouette = lapply(partitions, function(labels) unname(silhouette(labels, dist(x))[, "sil_width"])),
  log_w = unname(gap$Tab[, "logW"]),
  box = unname(apply(turned, 2, range)),
  one_se = lapply(curves, function(curve) list(gap = curve, se = spread, k = maxse(curve, spread)))
), digits = 17, auto_unbox = TRUE))
