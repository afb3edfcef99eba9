# Reference figures of invariance.json: confirmatory factor analysis in one and in several groups, and congruence after
# target rotation. bfi is psychTools::bfi, complete rows, unweighted; schools is lavaan::HolzingerSwineford1939.
# Run as: Rscript invariance.R > invariance.json   (R 4.2.2, lavaan 0.6-14, psych 2.2.9, GPArotation 2022.10-2)
suppressMessages({library(lavaan); library(psych); library(GPArotation); library(jsonlite)})

measures <- c("chisq", "df", "pvalue", "cfi", "tli", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr", "aic", "bic",
              "logl", "npar")
levels <- list(configural = "", metric = "loadings", scalar = c("loadings", "intercepts"),
               strict = c("loadings", "intercepts", "residuals"))

fitted_level <- function(level, model, data, group)
  cfa(model, data, std.lv = TRUE, group = group, group.equal = levels[[level]], meanstructure = TRUE)

# One score test per item: of freeing its loading (or intercept) in every group but the first.
score_tests <- function(fit, operator) {
  table <- parTable(fit)
  table <- table[table$free > 0, ]
  constraints <- subset(parTable(fit), op == "==")
  per_item <- function(item) {
    own <- table[table$op == operator & (if (operator == "=~") table$rhs else table$lhs) == item, "plabel"]
    release <- which(constraints$lhs %in% own & constraints$rhs %in% own)
    lavTestScore(fit, release = release)$test[1, c("X2", "df")]
  }
  items <- lavNames(fit)
  list(items = items, chi2 = sapply(items, function(i) per_item(i)$X2), df = unname(per_item(items[1])$df))
}

estimates <- function(fit) lapply(inspect(fit, "est"), function(g) list(
  loadings = unname(unclass(g$lambda)), covariances = unname(unclass(g$psi)), residuals = unname(diag(g$theta)),
  intercepts = unname(as.vector(g$nu)), means = unname(as.vector(g$alpha))))

compared <- function(model, data, group) {
  fits <- sapply(names(levels), fitted_level, model, data, group, simplify = FALSE)
  moments <- inspect(fits$configural, "sampstat")
  list(
    groups = inspect(fits$configural, "group.label"), n = inspect(fits$configural, "nobs"),
    means = unname(lapply(moments, function(m) as.vector(m$mean))),
    covariances = unname(lapply(moments, function(m) unname(unclass(m$cov)))),
    levels = lapply(fits, function(f) as.list(fitMeasures(f, measures))),
    scalar = unname(estimates(fits$scalar)),
    scalar_means_se = unname(lapply(inspect(fits$scalar, "se"), function(g) as.vector(g$alpha))),
    metric_scores = score_tests(fits$metric, "=~"), scalar_scores = score_tests(fits$scalar, "~1")
  )
}
without_moments <- function(comparison) comparison[!names(comparison) %in% c("means", "covariances")]

scales <- c("A", "C", "E", "N", "O")
bfi <- psych::bfi[complete.cases(psych::bfi[, 1:25]), ]
items <- names(bfi)[1:25]
five <- paste(sapply(scales, function(s) paste(s, "=~", paste0(s, 1:5, collapse = " + "))), collapse = "\n")
bfi$half <- (seq_len(nrow(bfi)) - 1) %% 2
bfi$schooling <- cut(bfi$education, c(0, 2, 3, 5), labels = FALSE)
schools <- HolzingerSwineford1939
abilities <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
# x3 and x7 are understood differently: the two whose intercepts the literature frees.
partial <- cfa(abilities, schools, std.lv = TRUE, group = "school", group.equal = c("loadings", "intercepts"),
               group.partial = c("x3~1", "x7~1"))

single <- cfa(five, bfi, std.lv = TRUE)
factors_of <- function(rows) fa(rows[, 1:25], 5, fm = "minres", rotate = "oblimin")
odd <- factors_of(bfi[bfi$half == 0, ])
even <- factors_of(bfi[bfi$half == 1, ])
by_gender <- lapply(1:2, function(g) factors_of(bfi[bfi$gender == g, ]))
unrotated <- function(rows) unclass(fa(rows[, 1:25], 5, fm = "minres", rotate = "none")$loadings)
women <- unrotated(bfi[bfi$gender == 2, ])
men <- unrotated(bfi[bfi$gender == 1, ])
varimax_women <- unclass(varimax(women)$loadings)
orthogonal <- Procrustes(men, varimax_women)
oblique <- target.rot(men, varimax_women)

cat(toJSON(list(
  made_with = "R 4.2.2, lavaan 0.6-14, psych 2.2.9, GPArotation 2022.10-2; commands: invariance.R",
  schools = c(compared(abilities, schools, "school"),
              list(partial = list(fit = as.list(fitMeasures(partial, measures)), groups = unname(estimates(partial))))),
  bfi_gender = without_moments(compared(five, bfi, "gender")),
  bfi_halves = without_moments(compared(five, bfi, "half")),
  bfi_schooling = without_moments(compared(five, bfi[!is.na(bfi$schooling), ], "schooling")),
  bfi_single = list(fit = as.list(fitMeasures(single, measures)), std = unname(unclass(inspect(single, "std")$lambda)),
                    phi = unname(unclass(inspect(single, "std")$psi))),
  odd_even_congruence = unname(unclass(factor.congruence(odd, even, digits = 10))),
  gender_congruence = unname(unclass(factor.congruence(by_gender[[1]], by_gender[[2]], digits = 10))),
  gender_target = list(
    women = unname(varimax_women), men = unname(men),
    orthogonal = unname(orthogonal$loadings), oblique = unname(unclass(oblique$loadings)),
    oblique_phi = unname(oblique$Phi),
    orthogonal_congruence = unname(diag(factor.congruence(orthogonal$loadings, varimax_women, digits = 10))),
    oblique_congruence = unname(diag(factor.congruence(oblique$loadings, varimax_women, digits = 10))))
), digits = 10, auto_unbox = TRUE))
