//! Screening on the web.
use crate::web::Routes;
/// The addresses of this feature.
pub fn routes(_routes: &mut Routes) {}
