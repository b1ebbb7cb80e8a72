//! The words for one kind of part: instance.

use crate::i18n::FieldWords;

pub const NAME: &str = "EC2 instance";
pub const HELP: &str = "One server that answers requests.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "ec2 instance server vm";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "InstanceType" => FieldWords {
            label: "Instance type",
            help: "vCPUs and price; more vCPUs serve more requests at once and cost more.",
        },
        "own_vcpus" => FieldWords {
            label: "vCPUs of this type",
            help: "Your own number: the type is not in the table.",
        },
        "own_memory_gib" => FieldWords {
            label: "Memory (GiB)",
            help: "Your own number: the type is not in the table. A database's memory limits its connections.",
        },
        "own_usd_per_hour" => FieldWords {
            label: "Price (USD per hour)",
            help: "Your own number: the type is not in the table.",
        },
        "CreditSpecification/CpuCredits" => FieldWords {
            label: "CPU credits",
            help: "Burstable types only. Standard slows down to the baseline without credits, unlimited borrows and pays.",
        },
        "Monitoring/Enabled" => FieldWords {
            label: "Detailed monitoring",
            help: "On: metrics every minute. Off: every five minutes, so alarms react later.",
        },
        "ImageId" => FieldWords {
            label: "AMI",
            help: "What is on the disk at the start. Plain: user data installs everything, 120 s. Ready-made: it starts what is there, 10 s. A time of your own below is an AMI of your own.",
        },
        "VolumeSize" => FieldWords {
            label: "EBS volume (GB, gp3)",
            help: "0.08 USD per GB and month for each server, in the bill. 0: left out. Reads and writes of the disk are not simulated.",
        },
        "KeyName" => FieldWords {
            label: "Key pair",
            help: "The public half lies on the server, for logins by SSH. Requests and scaling do not care; who holds the private half is seen at a bastion.",
        },
        "IamInstanceProfile" => FieldWords {
            label: "IAM role",
            help: "Lets the server call CloudWatch. Without it an agent on it is denied: no memory, no logs.",
        },
        "Environment" => FieldWords {
            label: "Environment variables complete",
            help: "Off: DB_HOST is missing. An application that is started then ends at once; servers that run already do not notice until they are replaced.",
        },
        "pending_s" => FieldWords {
            label: "Launch time",
            help: "From launch to running; AWS publishes no figure, this one is yours to set.",
        },
        "bootstrap_s" => FieldWords {
            label: "User data (bootstrap time)",
            help: "From running until the application listens; a ready-made AMI makes it short.",
        },
        "updates_mb" => FieldWords {
            label: "Downloads at boot (MB)",
            help: "What user data gets from the internet before the application starts. In a private subnet it comes by a NAT gateway; without a way out the server waits for it and takes no requests. 0: it needs nothing.",
        },
        "shutdown_s" => FieldWords {
            label: "Shutdown time",
            help: "From shutting-down to terminated; it costs nothing any more.",
        },
        "max_workers" => FieldWords {
            label: "Workers",
            help: "Requests in hand, database waits included; too few leave the CPU idle.",
        },
        "queue_max" => FieldWords {
            label: "Queue limit",
            help: "Served and waiting; beyond it users get 502. Empty: vCPUs + 128.",
        },
        "db_pool_size" => FieldWords {
            label: "Connection pool",
            help: "Database connections that each server opens and keeps. Empty: one for each query.",
        },
        "cache_strategy" => FieldWords {
            label: "Caching strategy",
            help: "What the application does with a cache that it is linked to.",
        },
        "SecurityGroupIds" => FieldWords {
            label: "Security groups",
            help: "What lets connections in and out. None: everything may pass.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("ImageId", "own") => "Your own AMI",
        ("ImageId", "plain") => "Plain AMI (120 s)",
        ("ImageId", "ready_made") => "Ready-made AMI (10 s)",
        ("InstanceType", "other") => "Another type: your own numbers",
        ("cache_strategy", "cache_aside") => "Cache-aside (lazy loading)",
        ("cache_strategy", "write_through") => "Write-through",
        ("CreditSpecification/CpuCredits", "default") => {
            "As the type has it: T2 standard, T3 unlimited"
        }
        ("CreditSpecification/CpuCredits", "standard") => "Standard (standard)",
        ("CreditSpecification/CpuCredits", "unlimited") => "Unlimited (unlimited)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "workers" => "Workers",
        "in_system" => "In hand and in line (limit)",
        "refused" => "Refused",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "terminate" => "Kill the server",
        "stop" => "Stop the machine",
        "impair" => "Fail the status check",
        "crash" => "Crash the process",
        "hang" => "Hang the process",
        "slow" => "Make it 10 times slower",
        "answer_500" => "Answer 500",
        "break_health_check" => "Break the health endpoint",
        "set_unhealthy" => "Set unhealthy",
        "protect" => "Toggle scale-in protection",
        "no_environment" => "The application has ended at its start: DB_HOST is not set",
        "no_way_out" => {
            "No way to the internet from {0}: a new server waits for its packages and takes no requests"
        }
        "heal" => "Heal",
        _ => return None,
    })
}
