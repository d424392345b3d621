//! An archive to hand out: binary, man page, completions, licences, checksums and a list of all that is in it.

use crate::root;
use anyhow::{Context, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Shells that the program writes completions for, with the name that each looks for.
const SHELLS: [(&str, &str); 3] = [
    ("bash", "sutradhar.bash"),
    ("zsh", "_sutradhar"),
    ("fish", "sutradhar.fish"),
];

/// Builds with the `dist` profile and writes `target/dist/sutradhar-VERSION-TARGET.tar.gz`.
///
/// The man page and the completions are left in `packaging/made` too, where `cargo deb` finds them.
pub fn run() -> anyhow::Result<()> {
    said(
        "cargo",
        &["build", "--profile", "dist", "--locked", "--package", "sutradhar"],
    )?;
    let metadata: Value = serde_json::from_str(&said("cargo", &["metadata", "--format-version", "1", "--locked"])?)?;
    let target = host()?;
    let tree = said("cargo", &TREE)?;
    let sbom = sbom(&metadata, &tree)?;
    let version = sbom["metadata"]["component"]["version"]
        .as_str()
        .context("no version")?;
    let name = format!("sutradhar-{version}-{target}");
    let built = metadata["target_directory"].as_str().context("no target folder")?;
    let built = Path::new(built).join("dist");

    let folder = built.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let binary = folder.join("sutradhar");
    copy(&built.join("sutradhar"), &binary)?;
    for file in ["README.md", "CHANGELOG.md", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root().join(file), &folder.join(file))?;
    }
    let made = root().join("packaging/made");
    fs::create_dir_all(&made)?;
    let mut pages = vec![("sutradhar.1", said(&binary, &["man"])?)];
    for (shell, file) in SHELLS {
        pages.push((file, said(&binary, &["completions", shell])?));
    }
    for (file, text) in pages {
        fs::write(folder.join(file), &text)?;
        fs::write(made.join(file), &text)?;
    }
    fs::write(
        folder.join("sutradhar.cdx.json"),
        serde_json::to_string_pretty(&sbom)? + "\n",
    )?;
    sums(&folder)?;
    println!("{}", pack(&built, &name)?.display());
    Ok(())
}

/// Lists the crates that the program is built from: the graph of `cargo metadata` joins the features of all chores.
const TREE: [&str; 9] = [
    "tree",
    "--package",
    "sutradhar",
    "--edges",
    "normal,build",
    "--prefix",
    "none",
    "--format",
    "{p}",
];

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

/// What a program prints.
fn said(program: impl AsRef<Path>, args: &[&str]) -> anyhow::Result<String> {
    let program = program.as_ref();
    let done = Command::new(program)
        .args(args)
        .current_dir(root())
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| program.display().to_string())?;
    ensure!(done.status.success(), "{} {} failed", program.display(), args.join(" "));
    Ok(String::from_utf8(done.stdout)?)
}

/// The target that rustc builds for here.
fn host() -> anyhow::Result<String> {
    let version = said("rustc", &["-vV"])?;
    let line = version.lines().find_map(|l| l.strip_prefix("host: "));
    Ok(line.context("rustc names no host")?.to_string())
}

/// Writes `SHA256SUMS` over all files of a folder, in order of name.
fn sums(folder: &Path) -> anyhow::Result<()> {
    let names = fs::read_dir(folder)?.flatten().map(|e| e.file_name());
    let names: BTreeSet<_> = names.collect();
    let done = Command::new("sha256sum")
        .args(&names)
        .current_dir(folder)
        .output()
        .context("sha256sum")?;
    ensure!(done.status.success(), "sha256sum failed");
    fs::write(folder.join("SHA256SUMS"), done.stdout)?;
    Ok(())
}

/// Packs a folder; the same files give the same archive (GNU tar).
fn pack(built: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let archive = built.join(format!("{name}.tar.gz"));
    let done = Command::new("tar")
        .args([
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--mtime=@0",
            "--mode=u=rwX,go=rX",
        ])
        .args(["-I", "gzip -n", "-cf"])
        .arg(&archive)
        .arg("-C")
        .arg(built)
        .arg(name)
        .status()
        .context("tar")?;
    ensure!(done.success(), "tar failed");
    Ok(archive)
}

/// A bill of materials (CycloneDX 1.6): name, version, licence and package URL of each crate that `tree` lists.
///
/// `metadata` is that of `cargo metadata`, `tree` one crate a line as `cargo tree --prefix none --format {p}` prints
/// them, the program first. It holds no time and no random number: the same crates give the same list.
fn sbom(metadata: &Value, tree: &str) -> anyhow::Result<Value> {
    let packages = metadata["packages"].as_array().context("metadata without packages")?;
    let mut seen = BTreeSet::new();
    let mut listed = Vec::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next().and_then(|v| v.strip_prefix('v'))) else {
            continue;
        };
        if seen.insert((name, version)) {
            let package = packages.iter().find(|p| p["name"] == name && p["version"] == version);
            listed.push(component(
                package.with_context(|| format!("{name} {version} is not in the metadata"))?,
            ));
        }
    }
    ensure!(!listed.is_empty(), "the tree lists no crate");
    let mut program = listed.remove(0);
    program["type"] = json!("application");
    listed.sort_by_key(|c| c["purl"].as_str().unwrap_or("").to_string());
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": listed,
    }))
}

fn component(package: &Value) -> Value {
    let (name, version) = (
        package["name"].as_str().unwrap_or(""),
        package["version"].as_str().unwrap_or(""),
    );
    // A `+` of a version stands for a blank in a URL.
    let purl = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
    let mut made = json!({"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl});
    if let Some(licence) = package["license"].as_str() {
        // Old crates write MIT/Apache-2.0, which SPDX does not know.
        let expression = licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
        made["licenses"] = json!([{"expression": expression}]);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_names_each_crate_once() {
        let metadata = json!({"packages": [
            {"name": "zed", "version": "1.0.0+2", "license": "MIT/Apache-2.0"},
            {"name": "sutradhar", "version": "0.1.0", "license": "Apache-2.0 OR MIT"},
            {"name": "old", "version": "0.1.0", "license": null},
            {"name": "unused", "version": "9.0.0", "license": "MIT"},
        ]});
        let tree =
            "sutradhar v0.1.0 (/here/crates/sutradhar)\nzed v1.0.0+2\nold v0.1.0 (proc-macro)\nzed v1.0.0+2 (*)\n\n";
        let want = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {"component": {
                "type": "application", "bom-ref": "pkg:cargo/sutradhar@0.1.0", "name": "sutradhar", "version": "0.1.0",
                "purl": "pkg:cargo/sutradhar@0.1.0", "licenses": [{"expression": "Apache-2.0 OR MIT"}],
            }},
            "components": [
                {"type": "library", "bom-ref": "pkg:cargo/old@0.1.0", "name": "old", "version": "0.1.0",
                    "purl": "pkg:cargo/old@0.1.0"},
                {"type": "library", "bom-ref": "pkg:cargo/zed@1.0.0%2B2", "name": "zed", "version": "1.0.0+2",
                    "purl": "pkg:cargo/zed@1.0.0%2B2", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
            ],
        });
        assert_eq!(sbom(&metadata, tree).unwrap(), want);
        assert!(sbom(&metadata, "other v1.0.0\n").is_err());
        assert!(sbom(&metadata, "").is_err());
    }

    #[test]
    fn the_bill_of_this_tree_is_whole() {
        let metadata = said("cargo", &["metadata", "--format-version", "1", "--offline"]).unwrap();
        let sbom = sbom(
            &serde_json::from_str(&metadata).unwrap(),
            &said("cargo", &TREE).unwrap(),
        )
        .unwrap();
        let components = sbom["components"].as_array().unwrap();
        let named = |name: &str| components.iter().any(|c| c["name"] == name);
        assert!(named("sutradhar-engine") && named("rusqlite") && named("zstd-sys"));
        // What only chores and tests need is not in the program.
        assert!(!named("jsonschema") && !named("proptest") && !named("schemars"));
        assert!(components.iter().all(|c| c["licenses"][0]["expression"].is_string()));
    }
}
