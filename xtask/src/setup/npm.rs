//! Packages of npm: kept outside the project by their lock file, linked beside the scripts that import them.

use super::missing::Missing;
use super::tools;
use crate::Outcome;
use crate::process::{command, root, run};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A folder with a `package.json` and its lock file.
pub struct Project {
    folder: PathBuf,
    what: &'static str,
    seconds: u32,
}

/// `wasm-opt`, `esbuild`, the browser driver and the accessibility checker.
pub fn browser_tests() -> Project {
    Project {
        folder: root().join("tests/browser"),
        what: "wasm-opt, esbuild and the browser test driver, by npm",
        seconds: 15,
    }
}

/// React Flow, the yardstick of P6; nothing else wants it.
pub fn flow() -> Project {
    Project {
        folder: root().join("tests/browser/bench/flow"),
        what: "React Flow, a yardstick, by npm",
        seconds: 15,
    }
}

impl Project {
    /// Where the packages of this very lock file are installed.
    pub fn home(&self) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        let lock = std::fs::read(self.folder.join("package-lock.json")).unwrap_or_default();
        lock.hash(&mut hasher);
        tools().join(format!("npm-{:016x}", hasher.finish()))
    }

    pub fn missing(self) -> Option<Missing> {
        if self.home().join("node_modules").is_dir() {
            return None;
        }
        Some(Missing::new(self.what, self.seconds, move || {
            self.install().map_err(|error| {
                format!("{error}\nBy hand: see that npm works, then run this command again")
            })
        }))
    }

    /// Into a folder of its own first, so that a broken or a second installation at once does no harm.
    fn install(&self) -> Outcome {
        let home = self.home();
        let draft = home.with_extension(std::process::id().to_string());
        std::fs::create_dir_all(&draft).map_err(|error| format!("{}: {error}", draft.display()))?;
        for name in ["package.json", "package-lock.json"] {
            let from = self.folder.join(name);
            std::fs::copy(&from, draft.join(name))
                .map_err(|error| format!("{}: {error}", from.display()))?;
        }
        let quiet = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        run(command("npm", &quiet).current_dir(&draft))?;
        let moved = std::fs::rename(&draft, &home);
        if moved.is_err() {
            let _ = std::fs::remove_dir_all(&draft);
        }
        if home.join("node_modules").is_dir() {
            return Ok(());
        }
        moved.map_err(|error| format!("{}: {error}", home.display()))
    }

    /// Node looks for packages beside the script that imports them.
    #[cfg(unix)]
    pub fn link(&self) -> Outcome {
        let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        let link = self.folder.join("node_modules");
        let target = self.home().join("node_modules");
        match std::fs::symlink_metadata(&link) {
            // A folder of the developer's own.
            Ok(found) if found.is_dir() => return Ok(()),
            Ok(_) if std::fs::read_link(&link).is_ok_and(|to| to == target) => return Ok(()),
            Ok(_) => std::fs::remove_file(&link).map_err(|error| failed(&link, error))?,
            Err(_) => {}
        }
        std::os::unix::fs::symlink(&target, &link).map_err(|error| failed(&link, error))
    }

    #[cfg(not(unix))]
    pub fn link(&self) -> Outcome {
        if self.folder.join("node_modules").is_dir() {
            return Ok(());
        }
        let mut install = command("npm", &["ci", "--no-audit", "--no-fund"]);
        run(install.current_dir(&self.folder))
    }
}
