//! The words for one kind of part: bastion host.

use crate::i18n::FieldWords;

pub const NAME: &str = "Bastion host";
pub const HELP: &str = "The one machine with an SSH login from outside, in a public subnet. Private servers let SSH in from its security group alone. Take it over and count what an attacker reaches. Session Manager and EC2 Instance Connect Endpoint need no bastion at all.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "bastion jump host ssh key agent";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "key_place" => FieldWords {
            label: "Private key",
            help: "Where the private key is that the servers know the public half of. A file on the bastion is stolen with it; with an agent the key stays in the memory of your own computer. Forwarded, the agent can be used by the bastion while you are logged in; with ProxyJump it cannot. A stolen key has to be replaced: rebuilding the bastion is not enough.",
        },
        "session_open" => FieldWords {
            label: "You are logged in",
            help: "While your session lasts, whoever is root on the bastion can have your forwarded agent sign for them. The key itself never leaves your computer.",
        },
        "SecurityGroupIds" => FieldWords {
            label: "Security groups",
            help: "What lets connections in and out. Let SSH in from your own address alone.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("key_place", "key_file") => "Key file on the bastion",
        ("key_place", "ssh_agent") => "SSH agent on your computer (ProxyJump)",
        ("key_place", "agent_forwarding") => "SSH agent, forwarded to the bastion",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "reached" => "Servers whose port 22 it reaches",
        "exposed" => "Lost if the bastion falls",
        "taken" => "Logged in to by the attacker",
        "compromised" => "compromised",
        "key_stolen_badge" => "key stolen",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "compromised" => "Bastion taken over",
        "rebuilt" => "Bastion rebuilt",
        "key_replaced" => "Key pair replaced",
        "agent_asked" => {
            "your forwarded agent signed for the attacker: logged in to {0} of {1} servers, the key stays with you"
        }
        "key_stolen" => "the key file was on it: the attacker logs in to {0} of {1} servers",
        "no_key_there" => {
            "no key on it: {0} of {1} servers answer on port 22, and none lets the attacker in"
        }
        _ => return None,
    })
}
