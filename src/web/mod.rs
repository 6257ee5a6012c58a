//! The HTTP toolkit: who asks, what a route needs, forms, pages, errors, assets.
//!
//! A handler translates and does not decide. Its first argument is a [`guard::Guard`]: [`Allow`] with a
//! permission, or [`Anyone`] with a reason. A handler without one does not compile as a route.

pub mod assets;
mod fault;
mod form;
mod guard;
mod headers;
mod limit;
pub mod nav;
mod page;
mod routes;
mod visitor;

pub use fault::{Answer, WebFault, show_faults};
pub use form::{Fields, FormErrors, Posted, check_origin, header_code};
pub use guard::{Allow, Anyone, Guard, GuardedArgs, Need};
pub use headers::{refuse_encoded_bodies, security_headers};
pub use limit::{Limiter, limit_writes};
pub use page::{Chrome, Icon, attachment, fragment, html, json, local_path, no_store, qr_svg, see_other};
pub use routes::{RouteInfo, Routes};
pub use visitor::{
    Authenticator, DEVICE_COOKIE, Must, PREFERENCES_COOKIE, SignedIn, Visitor, identify, own_cookie,
    session_cookie_name,
};
