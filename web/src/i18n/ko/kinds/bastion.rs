//! The words for one kind of part: bastion host.

use crate::i18n::FieldWords;

pub const NAME: &str = "배스천 호스트";
pub const HELP: &str = "퍼블릭 서브넷에서 유일하게 밖에서 SSH로 로그인하는 서버예요. 프라이빗 서버는 이 보안 그룹에서 오는 SSH만 받아요. 탈취해 보고 공격자가 어디까지 가는지 세어 보세요. Session Manager와 EC2 Instance Connect Endpoint를 쓰면 배스천이 필요 없어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "배스천 점프 호스트 키 페어 에이전트";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "key_place" => FieldWords {
            label: "프라이빗 키",
            help: "서버에 등록한 퍼블릭 키의 짝이 있는 곳이에요. 배스천의 키 파일은 배스천과 함께 도난당하고, SSH 에이전트를 쓰면 키는 내 컴퓨터 메모리에만 있어요. 에이전트를 전달하면 로그인해 있는 동안 배스천이 쓸 수 있고, ProxyJump로 지나가면 쓸 수 없어요. 도난당한 키는 배스천을 다시 만들어도 소용없고 키 페어를 바꿔야 해요.",
        },
        "session_open" => FieldWords {
            label: "내가 로그인해 있음",
            help: "세션이 열려 있는 동안 배스천의 관리자 권한을 얻은 사람은 전달된 에이전트에 서명을 시킬 수 있어요. 키 자체는 내 컴퓨터를 떠나지 않아요.",
        },
        "SecurityGroupIds" => FieldWords {
            label: "보안 그룹",
            help: "연결을 거르는 보안 그룹이에요. SSH는 내 주소에서만 허용하세요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("key_place", "key_file") => "배스천의 키 파일",
        ("key_place", "ssh_agent") => "내 컴퓨터의 SSH 에이전트(ProxyJump)",
        ("key_place", "agent_forwarding") => "배스천으로 전달한 SSH 에이전트",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "reached" => "22번 포트로 닿는 서버",
        "exposed" => "배스천 탈취 시 잃는 서버",
        "taken" => "공격자가 로그인한 서버",
        "compromised" => "탈취됨",
        "key_stolen_badge" => "키 도난",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "compromised" => "배스천 탈취",
        "rebuilt" => "배스천 재구축",
        "key_replaced" => "키 페어 교체",
        "agent_asked" => {
            "전달된 에이전트가 공격자 대신 서명: 로그인한 서버 {0}/{1}대, 키는 내 컴퓨터에 그대로"
        }
        "key_stolen" => "배스천의 키 파일로 공격자가 로그인한 서버 {0}/{1}대",
        "no_key_there" => "배스천에 키 없음: 22번 포트가 응답한 서버 {0}/{1}대, 로그인 0대",
        _ => return None,
    })
}
