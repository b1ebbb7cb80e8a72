//! The words for one kind of part: Gateway Load Balancer endpoint.

use crate::i18n::FieldWords;

pub const NAME: &str = "GWLB 엔드포인트";
pub const HELP: &str = "라우팅 테이블이 검사할 트래픽을 보내는 곳이에요. 인터넷 게이트웨이의 경로(들어옴)와 앱 서브넷의 경로(나감)에 함께 적어요. 둘 다 없으면 검사가 없고, 한쪽만 있으면 연결이 끊겨요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "엔드포인트 gwlbe vpce 게이트웨이 로드 밸런서";

pub const fn field(_path: &str) -> Option<FieldWords> {
    None
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "lost" => "통과하지 못함",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
