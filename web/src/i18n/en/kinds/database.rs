//! The words for one kind of part: database.

use crate::i18n::FieldWords;

pub const NAME: &str = "RDS";
pub const HELP: &str = "A relational database, with a standby in another zone.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "rds database mysql db sql";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Engine" => FieldWords {
            label: "Engine",
            help: "Decides how memory turns into the default connection limit.",
        },
        "DBInstanceClass" => FieldWords {
            label: "Instance class",
            help: "vCPUs, memory and price; more memory allows more connections.",
        },
        "MultiAZ" => FieldWords {
            label: "Multi-AZ",
            help: "A synchronous standby in another zone; it serves no reads and slows writes a little.",
        },
        "max_connections" => FieldWords {
            label: "Connection limit",
            help: "Above it new connections are refused; empty: worked out from the memory.",
        },
        "vcpus" => FieldWords {
            label: "vCPUs",
            help: "Queries run at once; empty: those of the class.",
        },
        "own_memory_gib" => FieldWords {
            label: "Memory (GiB)",
            help: "Your own number: the type is not in the table. A database's memory limits its connections.",
        },
        "own_usd_per_hour" => FieldWords {
            label: "Price (USD per hour)",
            help: "Your own number: the type is not in the table.",
        },
        "read_ms" => FieldWords {
            label: "Read time",
            help: "Mean time of a read; slow reads hold workers while the servers' CPU stays low.",
        },
        "write_ms" => FieldWords {
            label: "Write time",
            help: "Mean time of a write; every write goes to the primary.",
        },
        "standby_write_ms" => FieldWords {
            label: "Standby delay",
            help: "What the standby's confirmation adds to each write.",
        },
        "VpcSecurityGroupIds" => FieldWords {
            label: "Security groups",
            help: "What lets connections in and out. None: everything may pass.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Engine", "mysql") => "MySQL",
        ("Engine", "mariadb") => "MariaDB",
        ("Engine", "postgres") => "PostgreSQL",
        ("DBInstanceClass", "other") => "Another type: your own numbers",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "database_down" => "Database stopped",
        "database_up" => "Database back",
        _ => return None,
    })
}
