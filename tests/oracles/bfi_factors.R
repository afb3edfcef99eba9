# Reference figures of bfi_factors.json: factors of the 25 bfi items (psychTools::bfi), complete rows, unweighted.
# Run as: Rscript bfi_factors.R > bfi_factors.json   (R 4.2.2, psych 2.2.9, GPArotation 2022.10-2)
library(psych)
library(GPArotation)
library(jsonlite)

items <- na.omit(psych::bfi[, 1:25])
R <- cor(items)
adequacy <- KMO(R)
sphericity <- cortest.bartlett(R, n = nrow(items))
set.seed(1234)
invisible(capture.output(parallel <- fa.parallel(items, fa = "both", fm = "minres", n.iter = 20, quant = .95, plot = FALSE)))

figures <- function(extraction, rotation) {
  fit <- fa(items, 5, fm = extraction, rotate = rotation)
  list(
    loadings = unclass(fit$loadings),
    phi = if (is.null(fit$Phi)) diag(5) else fit$Phi,
    communalities = unname(fit$communality),
    ss_loadings = unname(fit$Vaccounted["SS loadings", ]),
    r2 = unname(fit$R2)
  )
}
wanted <- list(c("minres", "oblimin"), c("minres", "varimax"), c("minres", "promax"), c("minres", "none"),
               c("ml", "oblimin"), c("ml", "varimax"), c("ml", "promax"))
fits <- lapply(wanted, function(w) figures(w[1], w[2]))
names(fits) <- sapply(wanted, paste, collapse = "_")

reversed <- c("A1", "C4", "C5", "E1", "E2", "O2", "O5")
keyed <- items
keyed[reversed] <- 7 - keyed[reversed]
alphas <- sapply(c("A", "C", "E", "N", "O"), function(s) psych::alpha(keyed[startsWith(names(keyed), s)])$total$raw_alpha)

odd <- seq_len(nrow(items)) %% 2 == 1
congruence <- factor.congruence(
  fa(items[odd, ], 5, fm = "minres", rotate = "oblimin"),
  fa(items[!odd, ], 5, fm = "minres", rotate = "oblimin"),
  digits = 10
)

cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9, GPArotation 2022.10-2; commands: bfi_factors.R",
  items = names(items), n = nrow(items),
  kmo = adequacy$MSA, msa = unname(adequacy$MSAi),
  bartlett_chi2 = sphericity$chisq, bartlett_df = sphericity$df,
  eigenvalues = eigen(R)$values,
  components_retained = parallel$ncomp,
  fits = fits,
  scores_minres_oblimin_first_rows = unname(head(fa(items, 5, fm = "minres", rotate = "oblimin")$scores, 5)),
  alpha = as.list(alphas), reversed = reversed,
  odd_even_congruence = unclass(congruence),
  odd_even_matched = sort(apply(abs(unclass(congruence)), 1, max), decreasing = TRUE)
), digits = 8, auto_unbox = TRUE, pretty = TRUE))
