//! The facts as JSON, for programs that start a node.

use super::{
    facts::{Account, Facts, Subnet},
    text::apps_link,
};
use serde_json::{json, Value};

impl Facts {
    /// Returns the facts in one line of JSON. Amounts are strings of rao, since the numbers of JSON have 53 bits.
    pub fn json(&self) -> String {
        let address = |scheme: &str, host: &Option<String>| host.as_ref().map(|host| format!("{scheme}://{host}"));
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "chain": self.chain,
            "genesis": format!("{:?}", self.genesis),
            "block": self.best,
            "sealing": self.sealing.name(),
            "rpc": address("ws", &self.endpoint),
            "page": address("http", &self.page),
            "apps": self.endpoint.as_deref().map(apps_link),
            "sudo": self.sudo,
            "accounts": self.accounts.iter().chain(&self.derived).map(account).collect::<Vec<_>>(),
            "subnets": self.subnets.iter().map(subnet).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

fn account(account: &Account) -> Value {
    let hotkeys = account.hotkeys.iter().map(|(uri, address)| json!({ "uri": uri, "address": address }));
    json!({
        "uri": account.uri,
        "address": account.address,
        "seed": account.seed,
        "free": account.free.to_string(),
        "hotkeys": hotkeys.collect::<Vec<_>>(),
    })
}

fn subnet(subnet: &Subnet) -> Value {
    json!({
        "netuid": subnet.number,
        "symbol": subnet.symbol,
        "name": subnet.name,
        "tao": subnet.tao.to_string(),
        "alpha": subnet.alpha.to_string(),
        "price": subnet.price.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use crate::banner::text::tests::facts;
    use serde_json::{json, Value};

    #[test]
    fn the_facts_are_one_line_of_json() {
        let line = facts().json();
        assert!(!line.contains('\n'));
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["rpc"], "ws://127.0.0.1:9944");
        assert_eq!(read["page"], "http://127.0.0.1:9955");
        assert_eq!(read["sealing"], "mixed");
        assert_eq!(read["sudo"], "5A");
        let hotkeys = json!([{ "uri": "//Alice//hotkey", "address": "5H" }]);
        let alice =
            json!({ "uri": "//Alice", "address": "5A", "seed": "0x01", "free": "100000000000000", "hotkeys": hotkeys });
        assert_eq!(read["accounts"][0], alice);
        let shallow = json!({
            "netuid": 12, "symbol": "β", "name": "shallow", "tao": "20000000000", "alpha": "80000000000", "price": "250000000",
        });
        assert_eq!(read["subnets"][1], shallow);
    }
}
