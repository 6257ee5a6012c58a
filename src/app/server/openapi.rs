//! The description of the JSON API: gathered from the features, completed from the list of routes, so that
//! what it says about permissions is what the guards enforce.

use actix_web::web::Data;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
};
use utoipa::{OpenApi as _, ToSchema};

use crate::features;
use crate::web::{Answer, Anyone, RouteInfo, Routes, json};

/// Name of the one way to sign in.
const BEARER: &str = "bearer";

/// What every failed request answers; written in `web/fault.rs`, described here.
#[derive(serde::Serialize, ToSchema)]
struct ErrorAnswer {
    error: ErrorBody,
}

/// A failure.
#[derive(serde::Serialize, ToSchema)]
struct ErrorBody {
    /// Stable key.
    code: String,
    /// A sentence in the language asked for.
    message: String,
    /// What is wrong with which field of the body.
    fields: std::collections::BTreeMap<String, FieldError>,
    /// What to tell the administrator.
    reference: String,
}

/// What is wrong with one field.
#[derive(serde::Serialize, ToSchema)]
struct FieldError {
    /// Stable key.
    code: String,
    /// A sentence in the language asked for.
    message: String,
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(describe), components(schemas(ErrorAnswer, ErrorBody, FieldError)))]
struct Own;

pub(super) fn routes(routes: &mut Routes) {
    routes.get("/api/v1/openapi.json", describe);
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "description",
    responses((status = 200, description = "OpenAPI 3.1.", body = serde_json::Value))
)]
async fn describe(_who: Anyone, description: Data<OpenApi>) -> Answer {
    json(&**description)
}

/// The whole description. An operation without a route of that method and path stays without the extension
/// `x-permission`, which the test below notices.
#[must_use]
pub fn document(routes: &Routes) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Shifu")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Sign in with POST /api/v1/session and send the access token as a bearer token. Cookies are not \
             accepted here. Unknown fields are refused. Times are UTC.",
        ))
        .license(Some(LicenseBuilder::new().name(env!("CARGO_PKG_LICENSE")).build()))
        .build();
    let mut document = OpenApiBuilder::new().info(info).build();
    document.merge(Own::openapi());
    for part in features::api() {
        document.merge(part);
    }
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document.components.get_or_insert_default().add_security_scheme(BEARER, bearer);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let route = routes.infos().iter().find(|info| info.method == method && info.path == path);
            complete(operation, route);
        }
    }
    document
}

/// The operations of a path with their methods.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Adds who may, how to sign in, and what a failure looks like.
fn complete(operation: &mut Operation, route: Option<&RouteInfo>) {
    if let Some(route) = route {
        let extensions = ExtensionsBuilder::new()
            .add("x-permission", route.permission.unwrap_or("public"))
            .add("x-roles", route.roles.clone())
            .build();
        match &mut operation.extensions {
            Some(known) => known.merge(extensions),
            none => *none = Some(extensions),
        }
        if route.permission.is_some() {
            operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(BEARER, [])]);
        }
    }
    let error = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name("ErrorAnswer")))).build();
    let failure = ResponseBuilder::new()
        .description("A failure; `code` says which.")
        .content("application/json", error)
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(failure));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_description_and_the_routes_are_the_same_list() {
        let routes = crate::app::server::routes();
        let mut document = document(&routes);
        let mut described = BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            for (method, _) in operations(item) {
                described.insert((method, path.clone()));
            }
        }
        let served: BTreeSet<_> = routes
            .infos()
            .iter()
            .filter(|i| i.path.starts_with("/api/"))
            .map(|i| (i.method, i.path.to_owned()))
            .collect();
        assert_eq!(described, served);
        assert!(served.len() >= 6);
    }

    #[test]
    fn every_operation_names_its_permission_and_its_failure() {
        let routes = crate::app::server::routes();
        let json = serde_json::to_value(document(&routes)).unwrap();
        for (path, item) in json["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let place = format!("{method} {path}");
                let info = routes
                    .infos()
                    .iter()
                    .find(|i| i.path == path && i.method.eq_ignore_ascii_case(method))
                    .unwrap();
                assert_eq!(operation["x-permission"], info.permission.unwrap_or("public"), "{place}");
                assert_eq!(operation["security"].is_array(), info.permission.is_some(), "{place}");
                assert!(operation["responses"]["default"].is_object(), "{place}");
                assert!(operation["operationId"].is_string(), "{place}");
            }
        }
        let text = json.to_string();
        for reference in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(json["components"]["schemas"][name].is_object(), "{name} is referred to, not described");
        }
    }
}
