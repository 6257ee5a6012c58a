//! The permission is part of the handler's signature.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::fault::WebFault;
use super::visitor::{SignedIn, Visitor};
use crate::kernel::permission::Needs;
use crate::kernel::{Actor, Blame, Fault, Permission};

/// What a route needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Anyone may ask.
    Nothing,
    /// A permission.
    Permission(Permission),
}

/// An extractor that says what its route needs.
pub trait Guard: FromRequest {
    /// What the route needs.
    const NEED: Need;
}

/// Somebody who holds the permission `P`.
#[derive(Debug)]
pub struct Allow<P> {
    visitor: Rc<Visitor>,
    signed_in: SignedIn,
    permission: PhantomData<P>,
}

impl<P> Allow<P> {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.signed_in.actor
    }

    /// The session and preferences of who acts.
    #[must_use]
    pub fn signed_in(&self) -> &SignedIn {
        &self.signed_in
    }

    /// Who asks, and how the answer is wanted.
    #[must_use]
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }
}

impl<P> Deref for Allow<P> {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl<P: Needs> FromRequest for Allow<P> {
    type Error = WebFault;
    type Future = Ready<Result<Self, WebFault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(allow(request, P::PERMISSION).map(|(visitor, signed_in)| Self {
            visitor,
            signed_in,
            permission: PhantomData,
        }))
    }
}

/// What somebody may reach who has to change an initial password or to set up a second factor first: the
/// pages where that is done, the way out, the language, and for a program the answer that says what is due.
const OPEN_BEFORE: &[&str] = &[
    "/account/password",
    "/account/second-factor",
    "/account/look",
    "/logout",
    "/api/v1/me",
    "/api/v1/session",
];

fn allow(request: &HttpRequest, permission: Permission) -> Result<(Rc<Visitor>, SignedIn), WebFault> {
    let visitor = Visitor::of(request).ok_or_else(|| Fault::new(Blame::Ours, "internal"))?;
    let Some(signed_in) = visitor.signed_in.clone() else {
        return Err(Fault::new(Blame::Unproven, "log-in-first").into());
    };
    if let Some(must) = signed_in.must
        && !request.match_pattern().is_some_and(|route| OPEN_BEFORE.contains(&route.as_str()))
    {
        return Err(Fault::new(Blame::Unproven, "do-first").with("path", must.path()).into());
    }
    // One's own account is there before the first role: an initial password must be changed at once.
    if permission != Permission::OwnAccount && !signed_in.actor.may(permission) {
        tracing::info!(permission = permission.code(), person = %signed_in.actor.person, "refused");
        return Err(Fault::refused("not-allowed").into());
    }
    Ok((visitor, signed_in))
}

impl<P: Needs> Guard for Allow<P> {
    const NEED: Need = Need::Permission(P::PERMISSION);
}

/// Anyone, signed in or not: log-in, assets, health, the public proof of a certificate.
#[derive(Debug)]
pub struct Anyone(Rc<Visitor>);

impl Deref for Anyone {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl FromRequest for Anyone {
    type Error = WebFault;
    type Future = Ready<Result<Self, WebFault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            Visitor::of(request).map(Self).ok_or_else(|| WebFault::from(Fault::new(Blame::Ours, "internal"))),
        )
    }
}

impl Guard for Anyone {
    const NEED: Need = Need::Nothing;
}

/// Arguments of a handler whose first one is a guard.
pub trait GuardedArgs: FromRequest {
    /// What the first argument says.
    const NEED: Need;
}

macro_rules! guarded {
    ($($rest:ident)*) => {
        impl<G: Guard + 'static, $($rest: FromRequest + 'static),*> GuardedArgs for (G, $($rest,)*) {
            const NEED: Need = G::NEED;
        }
    };
}

guarded!();
guarded!(A);
guarded!(A B);
guarded!(A B C);
guarded!(A B C D);
guarded!(A B C D E);
