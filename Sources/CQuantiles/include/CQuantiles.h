#pragma once

// Distribution functions and their inverses through boost's math library. Each answers a number
// that is no number when it is asked outside of its domain; none throws and none keeps anything.
#ifdef __cplusplus
extern "C" {
#endif

double senang_normal_cdf(double x);
// 1 − Φ(x), without the loss of digits far out.
double senang_normal_upper(double x);
double senang_normal_quantile(double p);
double senang_t_quantile(double p, double degrees);
double senang_t_cdf(double x, double degrees);
double senang_beta_cdf(double x, double a, double b);
double senang_beta_upper(double x, double a, double b);
double senang_beta_quantile(double p, double a, double b);
// ln B(a, b).
double senang_log_beta(double a, double b);
double senang_log_gamma(double x);
double senang_digamma(double x);
double senang_chi_squared_upper(double x, double degrees);
double senang_gamma_cdf(double x, double shape, double rate);

#ifdef __cplusplus
}
#endif
