//! `rpc.discover`: the description of all methods for programs, as an [OpenRPC](https://spec.open-rpc.org) document.
//!
//! The macro `described!` declares a trait of methods for the JSON-RPC server, and describes them by the same declaration: names,
//! documentation, parameters and results with their types' schemas. A line of a method's documentation that begins with `Example:` has
//! parameters as JSON; tests call them. Methods of the SDK are listed by their names.
//!
//! | module | content |
//! |---|---|
//! | [`schema`] | the schemas of types that are not this node's own |

pub mod schema;

use jsonrpsee::types::Params;
use schema::Described;
use schemars::{generate::SchemaSettings, Schema, SchemaGenerator};
use serde::de::IgnoredAny;
use serde_json::{json, Map, Value};

/// The beginning of a line of documentation with the parameters of an example, as code.
const EXAMPLE: &str = "Example:";

/// A method of this node.
pub struct Method {
    name: &'static str,
    documentation: Vec<&'static str>,
    parameters: Vec<Parameter>,
    result: fn(&mut SchemaGenerator) -> Schema,
}

/// A parameter of a method.
pub struct Parameter {
    name: &'static str,
    is_optional: bool,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

impl Parameter {
    pub fn of<T: Described>(name: &'static str) -> Self {
        Self { name, is_optional: T::IS_OPTIONAL, schema: T::schema }
    }
}

impl Method {
    pub fn of<R: Described>(name: &'static str, documentation: Vec<&'static str>, parameters: Vec<Parameter>) -> Self {
        Self { name, documentation, parameters, result: R::schema }
    }

    /// Describes the first required parameter that a call of this method does not give; `None` for calls of other methods.
    ///
    /// Parameters that are no list are left to the method.
    pub fn lacks(&self, called: &str, parameters: &Params) -> Option<String> {
        if called != self.name {
            return None;
        }
        let given = match parameters.as_str() {
            Some(text) => serde_json::from_str::<Vec<IgnoredAny>>(text).ok()?.len(),
            None => 0,
        };
        let missing = self.parameters.iter().skip(given).find(|parameter| !parameter.is_optional)?;
        let shown =
            |parameter: &Parameter| format!("{}{}", parameter.name, if parameter.is_optional { "?" } else { "" });
        let all: Vec<_> = self.parameters.iter().map(shown).collect();
        Some(format!("{} is missing: the parameters of {} are [{}]", missing.name, self.name, all.join(", ")))
    }

    fn describe(&self, generator: &mut SchemaGenerator) -> Value {
        let parameters = self.parameters.iter().map(|parameter| {
            json!({
                "name": parameter.name,
                "required": !parameter.is_optional,
                "schema": (parameter.schema)(generator),
            })
        });
        let parameters: Vec<_> = parameters.collect();
        let text = self.documentation.iter().map(|line| line.trim()).filter(|line| !line.starts_with(EXAMPLE));
        json!({
            "name": self.name,
            "summary": text.collect::<Vec<_>>().join(" ").trim(),
            "paramStructure": "by-position",
            "params": parameters,
            "result": { "name": "result", "schema": (self.result)(generator) },
            "examples": self.examples(),
        })
    }

    /// Returns the examples. One that cannot be read has no parameters, which its test finds.
    fn examples(&self) -> Vec<Value> {
        let written = self.documentation.iter().filter_map(|line| line.trim().strip_prefix(EXAMPLE));
        let example = |line: &str| {
            let text = line.trim().trim_matches('`');
            let values = serde_json::from_str::<Vec<Value>>(text).unwrap_or_default();
            let parameters = self.parameters.iter().zip(values);
            let parameters = parameters.map(|(parameter, value)| json!({ "name": parameter.name, "value": value }));
            json!({ "name": text, "params": parameters.collect::<Vec<_>>() })
        };
        written.map(example).collect()
    }
}

/// Returns the document of a server with methods of these names, of which some are described.
pub fn document<'a>(names: impl Iterator<Item = &'a str>, described: &[Method]) -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let mut methods: Map<String, Value> = names.map(|name| (name.to_string(), of_the_sdk(name))).collect();
    for method in described {
        methods.insert(method.name.to_string(), method.describe(&mut generator));
    }
    let mut methods: Vec<_> = methods.into_iter().map(|(_, method)| method).collect();
    methods.sort_by(|one, other| one["name"].as_str().cmp(&other["name"].as_str()));
    json!({
        "openrpc": "1.3.2",
        "info": { "title": "dTAO node", "version": env!("CARGO_PKG_VERSION") },
        "methods": methods,
        "components": { "schemas": generator.take_definitions(true) },
    })
}

/// Describes a method of the SDK by its name.
fn of_the_sdk(name: &str) -> Value {
    json!({
        "name": name,
        "summary": "A method of every Substrate node. Its parameters and its result are not described here.",
        "params": [],
        "result": { "name": "result", "schema": true },
        "x-undescribed": true,
    })
}

/// Declares a trait of methods for the JSON-RPC server, and a function `declared` that describes them.
macro_rules! described {
    ($(#[doc = $doc:literal])* pub trait $name:ident { $($body:tt)* }) => {
        $(#[doc = $doc])*
        #[rpc(server)]
        pub trait $name { $($body)* }

        /// Describes the methods of the trait.
        pub fn declared() -> Vec<$crate::openrpc::Method> {
            fn describe(methods: &mut Vec<$crate::openrpc::Method>) {
                $crate::openrpc::describe_methods!(methods; $($body)*);
            }
            let mut methods = Vec::new();
            describe(&mut methods);
            methods
        }
    };
}

/// Adds a description of each method in a trait's body to a list.
macro_rules! describe_methods {
    ($methods:ident;) => {};
    ($methods:ident; $(#[doc = $doc:literal])* #[method(name = $name:literal)]
        async fn $function:ident(&self $(, $parameter:ident: $type:ty)*) -> RpcResult<$result:ty>; $($rest:tt)*) => {
        $crate::openrpc::describe_methods!($methods; $(#[doc = $doc])* #[method(name = $name)]
            fn $function(&self $(, $parameter: $type)*) -> RpcResult<$result>; $($rest)*);
    };
    ($methods:ident; $(#[doc = $doc:literal])* #[method(name = $name:literal)]
        fn $function:ident(&self $(, $parameter:ident: $type:ty)*) -> RpcResult<$result:ty>; $($rest:tt)*) => {
        $methods.push($crate::openrpc::Method::of::<$result>(
            $name,
            vec![$($doc),*],
            vec![$($crate::openrpc::Parameter::of::<$type>(stringify!($parameter))),*],
        ));
        $crate::openrpc::describe_methods!($methods; $($rest)*);
    };
}

pub(crate) use {describe_methods, described};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_lacks_a_required_parameter_is_told_its_name() {
        let parameters =
            vec![Parameter::of::<u32>("netuid"), Parameter::of::<u64>("price"), Parameter::of::<Option<u16>>("at")];
        let method = Method::of::<bool>("dev_x", vec![], parameters);
        let lacks = |given| method.lacks("dev_x", &Params::new(given));
        let told = |name| Some(format!("{name} is missing: the parameters of dev_x are [netuid, price, at?]"));
        assert_eq!(lacks(None), told("netuid"));
        assert_eq!(lacks(Some("[]")), told("netuid"));
        assert_eq!(lacks(Some("[1]")), told("price"));
        assert_eq!(lacks(Some("[1, 2]")), None);
        assert_eq!(lacks(Some("{}")), None);
        assert_eq!(method.lacks("dev_y", &Params::new(None)), None);
    }

    #[test]
    fn a_document_describes_what_is_declared_and_lists_the_rest() {
        let documentation = vec![" Builds blocks.", " ", " Example: `[2, true]`"];
        let parameters = vec![Parameter::of::<u32>("count"), Parameter::of::<Option<bool>>("fast")];
        let method = Method::of::<Vec<String>>("dev_x", documentation, parameters);
        let document = document(["system_health", "dev_x"].into_iter(), &[method]);
        let [x, health] = document["methods"].as_array().unwrap().as_slice() else { panic!("{document}") };
        assert_eq!((&x["name"], &x["summary"]), (&json!("dev_x"), &json!("Builds blocks.")));
        assert_eq!((&x["params"][0]["required"], &x["params"][1]["required"]), (&json!(true), &json!(false)));
        assert_eq!(x["params"][0]["schema"]["type"], "integer");
        assert_eq!(x["result"]["schema"]["items"]["type"], "string");
        let values = json!([{ "name": "count", "value": 2 }, { "name": "fast", "value": true }]);
        assert_eq!(x["examples"][0]["params"], values);
        assert_eq!(health["x-undescribed"], true);
    }
}
