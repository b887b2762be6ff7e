//! The edges between our crates are the ones written down, no more and no less.

use crate::run;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Differences between `[workspace.metadata.layers]` and what Cargo knows, one sentence each.
///
/// # Errors
/// When Cargo does not tell.
pub(crate) fn differences() -> Result<Vec<String>> {
    let described = run::metadata()?;
    let written = written(&described)?;
    let mut found = actual(&described, |kind| kind != Some("dev"))?;
    found.remove("xtask");
    let mut said = Vec::new();
    for name in written.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        let empty = BTreeSet::new();
        let (may, does) = (written.get(name).unwrap_or(&empty), found.get(name).unwrap_or(&empty));
        said.extend(does.difference(may).map(|other| format!("{name} may not depend on {other}")));
        said.extend(
            may.difference(does)
                .map(|other| format!("{name} no longer depends on {other}: take it out of the layers")),
        );
        if !written.contains_key(name) {
            said.push(format!("{name} is missing in [workspace.metadata.layers]"));
        }
    }
    for (name, tested_with) in actual(&described, |kind| kind == Some("dev"))? {
        let may = written.get(&name).into_iter().flatten().collect::<BTreeSet<_>>();
        said.extend(
            tested_with
                .iter()
                .filter(|other| !may.contains(other))
                .map(|other| format!("tests of {name} may not depend on {other}")),
        );
    }
    Ok(said)
}

/// Crates from which `target` cannot be reached.
///
/// # Errors
/// When Cargo does not tell.
pub(crate) fn without(target: &str) -> Result<Vec<String>> {
    let edges = written(&run::metadata()?)?;
    let mut reaching = BTreeSet::from([target.to_owned()]);
    // Every edge goes up the list once, so a pass per crate is enough.
    for _ in 0..edges.len() {
        let more = edges.iter().filter(|(_, below)| below.iter().any(|name| reaching.contains(name)));
        reaching.extend(more.map(|(name, _)| name.clone()).collect::<Vec<_>>());
    }
    Ok(edges.into_keys().filter(|name| !reaching.contains(name)).collect())
}

fn written(described: &Value) -> Result<Edges> {
    let layers = described["metadata"]["layers"].as_object().context("no [workspace.metadata.layers]")?;
    let names = |value: &Value| {
        value.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    };
    Ok(layers.iter().map(|(name, below)| (name.clone(), names(below))).collect())
}

fn actual(described: &Value, wanted: impl Fn(Option<&str>) -> bool) -> Result<Edges> {
    let packages = described["packages"].as_array().context("cargo metadata names no packages")?;
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    let below = |package: &Value| {
        let all = package["dependencies"].as_array().into_iter().flatten();
        all.filter(|d| wanted(d["kind"].as_str())).map(name).filter(|name| ours.contains(name)).collect()
    };
    Ok(packages.iter().map(|package| (name(package), below(package))).collect())
}
