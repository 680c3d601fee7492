#include "CQuantiles.h"

// Numbers that are none are answered, not thrown.
#define BOOST_MATH_DOMAIN_ERROR_POLICY ignore_error
#define BOOST_MATH_POLE_ERROR_POLICY ignore_error
#define BOOST_MATH_OVERFLOW_ERROR_POLICY ignore_error
#define BOOST_MATH_EVALUATION_ERROR_POLICY ignore_error
#define BOOST_MATH_ROUNDING_ERROR_POLICY ignore_error
#define BOOST_MATH_PROMOTE_DOUBLE_POLICY false

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <limits>

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// What still throws, a root that is not found say, is a number that is none.
template <typename Work> double tried(Work work) {
    try {
        return work();
    } catch (...) {
        return none;
    }
}

bool isShare(double p) { return p >= 0 && p <= 1; }

}  // namespace

namespace bm = boost::math;

double senang_normal_cdf(double x) {
    return std::isnan(x) ? none : 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double senang_normal_upper(double x) {
    return std::isnan(x) ? none : 0.5 * std::erfc(x / std::sqrt(2.0));
}

double senang_normal_quantile(double p) {
    if (!isShare(p)) return none;
    return tried([&] { return bm::quantile(bm::normal(), p); });
}

double senang_t_quantile(double p, double degrees) {
    if (!isShare(p) || !(degrees > 0)) return none;
    return tried([&] { return bm::quantile(bm::students_t(degrees), p); });
}

double senang_t_cdf(double x, double degrees) {
    if (std::isnan(x) || !(degrees > 0)) return none;
    return tried([&] { return bm::cdf(bm::students_t(degrees), x); });
}

double senang_beta_cdf(double x, double a, double b) {
    if (!isShare(x) || !(a > 0) || !(b > 0)) return none;
    return tried([&] { return bm::cdf(bm::beta_distribution<>(a, b), x); });
}

double senang_beta_upper(double x, double a, double b) {
    if (!isShare(x) || !(a > 0) || !(b > 0)) return none;
    return tried([&] { return bm::cdf(bm::complement(bm::beta_distribution<>(a, b), x)); });
}

double senang_beta_quantile(double p, double a, double b) {
    if (!isShare(p) || !(a > 0) || !(b > 0)) return none;
    return tried([&] { return bm::quantile(bm::beta_distribution<>(a, b), p); });
}

double senang_log_gamma(double x) {
    if (!(x > 0)) return none;
    return tried([&] { return bm::lgamma(x); });
}

double senang_log_beta(double a, double b) {
    return senang_log_gamma(a) + senang_log_gamma(b) - senang_log_gamma(a + b);
}

double senang_digamma(double x) {
    if (!(x > 0)) return none;
    return tried([&] { return bm::digamma(x); });
}

double senang_chi_squared_upper(double x, double degrees) {
    if (!(x >= 0) || !(degrees > 0)) return none;
    return tried([&] { return bm::cdf(bm::complement(bm::chi_squared(degrees), x)); });
}

double senang_gamma_cdf(double x, double shape, double rate) {
    if (!(x >= 0) || !(shape > 0) || !(rate > 0)) return none;
    return tried([&] { return bm::cdf(bm::gamma_distribution<>(shape, 1 / rate), x); });
}
