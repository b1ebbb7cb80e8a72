//! Transcendental functions from one portable source (`libm`), so that native and wasm agree bit by bit.

pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

pub fn ceil(x: f64) -> f64 {
    libm::ceil(x)
}

pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

pub fn round(x: f64) -> f64 {
    libm::round(x)
}
