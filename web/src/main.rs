//! Mounts the application, nothing else.

fn main() {
    swell_web::mount();
}
