//! The list of routes: what the server serves, `shifu routes` prints and the authorisation test walks.

use actix_web::{FromRequest, Handler, Responder, web};
use serde::Serialize;

use super::guard::{GuardedArgs, Need};

/// One route as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouteInfo {
    /// HTTP method.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// Code of the permission; `None` for a public route.
    pub permission: Option<&'static str>,
    /// Roles that hold the permission.
    pub roles: Vec<&'static str>,
}

/// Routes being gathered, feature by feature.
#[derive(Default)]
pub struct Routes {
    infos: Vec<RouteInfo>,
    resources: Vec<(&'static str, Vec<actix_web::Route>)>,
}

impl Routes {
    /// A page or document to read.
    pub fn get<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + GuardedArgs + 'static,
        F::Output: Responder + 'static,
    {
        self.add::<Args>("GET", path, web::get().to(handler))
    }

    /// An act.
    pub fn post<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + GuardedArgs + 'static,
        F::Output: Responder + 'static,
    {
        self.add::<Args>("POST", path, web::post().to(handler))
    }

    /// Removal, for the API.
    pub fn delete<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + GuardedArgs + 'static,
        F::Output: Responder + 'static,
    {
        self.add::<Args>("DELETE", path, web::delete().to(handler))
    }

    fn add<Args: GuardedArgs>(
        &mut self,
        method: &'static str,
        path: &'static str,
        route: actix_web::Route,
    ) -> &mut Self {
        let (permission, roles) = match Args::NEED {
            Need::Nothing => (None, Vec::new()),
            Need::Permission(p) => (Some(p.code()), p.roles().iter().map(|r| r.code()).collect()),
        };
        self.infos.push(RouteInfo { method, path, permission, roles });
        match self.resources.iter_mut().find(|(known, _)| *known == path) {
            Some((_, routes)) => routes.push(route),
            None => self.resources.push((path, vec![route])),
        }
        self
    }

    /// The list, in the order of registration.
    #[must_use]
    pub fn infos(&self) -> &[RouteInfo] {
        &self.infos
    }

    /// Hands the routes to the server. A path with a parameter comes after the paths it would swallow.
    pub fn configure(mut self, config: &mut web::ServiceConfig) {
        self.resources.sort_by_key(|(path, _)| path.contains('{'));
        for (path, routes) in self.resources {
            let mut resource = web::resource(path);
            for route in routes {
                resource = resource.route(route);
            }
            config.service(resource);
        }
    }
}
